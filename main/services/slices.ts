/** Lets everything else that waits have its turn: long work of the owner goes on in slices. */
export function yieldToOthers(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
