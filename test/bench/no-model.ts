/** Takes the place of main/workers/kernel-model.ts where an import is timed without classification: the kernel then only fingerprints. */
export function loadModel(): void {}
