import { CAPABILITIES } from '../domain/capability.ts';
import { type FeatureBuffer, MAX_FEATURES, type Vocabulary } from './features.ts';

const CLASSES = CAPABILITIES.length;

/** A linear softmax in integers. */
export interface CapabilityModel {
  readonly vocabulary: Vocabulary;
  /** `vocabulary.rowCount` rows of one int8 a capability. */
  readonly weights: Int8Array;
  /** `rates[n]` turns a score difference of a prompt with n features into steps of 1 / EXP_STEPS nat, times 2^RATE_SHIFT. */
  readonly rates: Int32Array;
  /** A named capability with less confidence (0 to 255) becomes `other`. */
  readonly threshold: number;
}

/** What a prompt asks for. `confidence` is 0 to 255 and belongs to the best class, also where that gave way to `other`. */
export interface CapabilityScore {
  capability: number;
  confidence: number;
}

export const EXP_STEPS = 128;
export const EXP_LAST = 1023;
export const RATE_SHIFT = 12;

/** exp(-i / EXP_STEPS) * 65535 for i = 0 to EXP_LAST, by repeated multiplication so that every machine has the same table. */
export const EXP_TABLE = expTable();

function expTable(): Int32Array {
  const table = new Int32Array(EXP_LAST + 1);
  let value = 65535;
  for (let i = 0; i <= EXP_LAST; i++) {
    table[i] = Math.floor(value + 0.5);
    value *= 0.9922179382602435;
  }
  return table;
}

/** The table of rates for weights whose unit is `scale` nats, softened by the square root of the number of features. */
export function ratesFor(scale: number): Int32Array {
  const rates = new Int32Array(MAX_FEATURES + 1);
  for (let n = 1; n <= MAX_FEATURES; n++) rates[n] = Math.floor((scale * EXP_STEPS * (1 << RATE_SHIFT)) / Math.sqrt(n) + 0.5);
  return rates;
}

const sums = new Int32Array(CLASSES);

/**
 * Classifies the features of one prompt. Scores are sums of int8 weights; probabilities are a softmax over scores divided by the
 * square root of the number of features, read from EXP_TABLE. Integer arithmetic, so any port gives equal bits.
 *
 * @param result written: index into CAPABILITIES and confidence 0 to 255
 */
export function classify(model: CapabilityModel, features: FeatureBuffer, result: CapabilityScore): void {
  const { weights } = model;
  sums.fill(0);
  for (let i = 0; i < features.count; i++) {
    const at = (features.rows[i] as number) * CLASSES;
    for (let k = 0; k < CLASSES; k++) sums[k] = (sums[k] as number) + (weights[at + k] as number);
  }
  let best = 0;
  for (let k = 1; k < CLASSES; k++) if ((sums[k] as number) > (sums[best] as number)) best = k;
  const rate = model.rates[features.count] as number;
  let total = 0;
  for (let k = 0; k < CLASSES; k++) {
    const steps = Math.floor((((sums[best] as number) - (sums[k] as number)) * rate) / (1 << RATE_SHIFT));
    total += EXP_TABLE[Math.min(steps, EXP_LAST)] as number;
  }
  const confidence = Math.floor((255 * 65535) / total);
  result.capability = best !== 0 && confidence < model.threshold ? 0 : best;
  result.confidence = confidence;
}
