/** Share of accounts whose first or last time may lie outside the log, as where a clock was wrong. */
const STRAY_SHARE = 0.01;

/** When the log begins and ends, milliseconds since 1970, by when accounts were first and last seen; a few wrong clocks do not stretch it. NaN without times. */
export function logBounds(firstMs: Float64Array, lastMs: Float64Array): { readonly startMs: number; readonly endMs: number } {
  const first = firstMs.filter((time) => !Number.isNaN(time)).sort();
  const last = lastMs.filter((time) => !Number.isNaN(time)).sort();
  const strays = Math.floor(first.length * STRAY_SHARE);
  return { startMs: first[strays] ?? Number.NaN, endMs: last[last.length - 1 - strays] ?? Number.NaN };
}
