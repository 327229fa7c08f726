import { featureCount, ROWS } from './features';
import { EXPONENTIALS, RATES, tableOf, WEIGHTS } from './model-tables';

/** As in engine/capabilities/classifier.ts. */
const CLASSES: i32 = 12;
const EXP_LAST: i64 = 1023;
const RATE_SHIFT: i64 = 12;
/** Bytes of a row of weights: CLASSES and zeros up to a vector. */
const WEIGHTS_WIDTH: i32 = 16;
/** Rows whose int8 weights can be added in 16 bits. */
const ROWS_AT_ONCE: i32 = 256;

const SUMS: usize = memory.data(4 * WEIGHTS_WIDTH, 16);
let threshold: i32 = 0;

export function setConfidenceThreshold(value: i32): void {
  threshold = value;
}

/** Classifies the features collected last: classify of engine/capabilities/classifier.ts. Writes capability and confidence, a byte each. */
export function classify(capability: usize, confidence: usize): void {
  addWeights();
  let best = 0;
  for (let k = 1; k < CLASSES; k++) if (sumOf(k) > sumOf(best)) best = k;
  const rate = <i64>load<i32>(tableOf(RATES) + (featureCount << 2));
  const exponentials = tableOf(EXPONENTIALS);
  let total = 0;
  for (let k = 0; k < CLASSES; k++) {
    const steps = min((<i64>(sumOf(best) - sumOf(k)) * rate) >> RATE_SHIFT, EXP_LAST);
    total += load<i32>(exponentials + (<usize>steps << 2));
  }
  const sure = (255 * 65535) / total;
  store<u8>(capability, best != 0 && sure < threshold ? 0 : best);
  store<u8>(confidence, sure);
}

// @ts-ignore: decorator
@inline
function sumOf(k: i32): i32 {
  return load<i32>(SUMS + (k << 2));
}

function addWeights(): void {
  const weights = tableOf(WEIGHTS);
  for (let i = 0; i < 4 * WEIGHTS_WIDTH; i += 16) v128.store(SUMS + i, i32x4.splat(0));
  for (let from = 0; from < featureCount; from += ROWS_AT_ONCE) {
    const to = min(from + ROWS_AT_ONCE, featureCount);
    let low = i16x8.splat(0);
    let high = i16x8.splat(0);
    for (let i = from; i < to; i++) {
      const row = v128.load(weights + load<i32>(ROWS + (i << 2)) * WEIGHTS_WIDTH);
      low = i16x8.add(low, i16x8.extend_low_i8x16_s(row));
      high = i16x8.add(high, i16x8.extend_high_i8x16_s(row));
    }
    addToSums(0, i32x4.extend_low_i16x8_s(low));
    addToSums(16, i32x4.extend_high_i16x8_s(low));
    addToSums(32, i32x4.extend_low_i16x8_s(high));
  }
}

// @ts-ignore: decorator
@inline
function addToSums(offset: usize, sums: v128): void {
  v128.store(SUMS + offset, i32x4.add(v128.load(SUMS + offset), sums));
}
