/** Positions of share ratios on a logarithmic axis, in percent of its width. */
export interface RatioScale {
  readonly ticks: readonly number[];
  /** Values beyond the axis stand at its end. */
  at(ratio: number): number;
  isBeyond(ratio: number): boolean;
}

/** Where the axis ends at the latest; longer intervals are cut off there, their numbers stand beside. */
const SMALLEST = 1 / 16;
const LARGEST = 256;

/** Powers of two (of four when they would crowd) that hold every interval and the baseline at 1. */
export function ratioScale(
  intervals: readonly { readonly ratioLow: number; readonly ratioHigh: number; readonly ratio: number }[],
): RatioScale {
  let low = 0.5;
  let high = 2;
  for (const { ratioLow, ratio, ratioHigh } of intervals) {
    for (const value of [ratioLow, ratio, ratioHigh]) {
      if (value > 0) low = Math.min(low, Math.max(value, SMALLEST));
      if (Number.isFinite(value)) high = Math.max(high, Math.min(value, LARGEST));
    }
  }
  const from = Math.floor(Math.log2(low));
  const to = Math.ceil(Math.log2(high));
  const step = to - from > 9 ? 2 : 1;
  const ticks: number[] = [];
  for (let power = from; power <= to; power++) if (power % step === 0) ticks.push(2 ** power);
  return {
    ticks,
    at: (ratio) => {
      const power = !(ratio > 0) ? from : Math.min(to, Math.max(from, Math.log2(ratio)));
      return (100 * (power - from)) / (to - from);
    },
    isBeyond: (ratio) => !(ratio > 0) || !Number.isFinite(ratio) || ratio < 2 ** from || ratio > 2 ** to,
  };
}

/** `1/4`, `1`, `8`. */
export function tickText(ratio: number): string {
  return ratio < 1 ? `1/${Math.round(1 / ratio)}` : String(ratio);
}
