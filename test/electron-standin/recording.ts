/** What a test may read and preset: the stand-in's own surface, absent in real Electron. */
export const recording = {
  calls: [] as { readonly api: string; readonly args: readonly unknown[] }[],
  /** File name -> path, for `webUtils.getPathForFile`. */
  droppedPaths: {} as Record<string, string>,
  /** Requests that would have left the machine. */
  blocked: [] as string[],
  debuggingPort: 0,
};

export function record(api: string, ...args: unknown[]): void {
  recording.calls.push({ api, args });
}
