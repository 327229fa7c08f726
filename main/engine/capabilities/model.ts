import { CAPABILITIES } from '../domain/capability.ts';
import { decodeBase64 } from './base64.ts';
import { type CapabilityModel, ratesFor } from './classifier.ts';
import { buildVocabulary } from './features.ts';
import { KEYS_BASE64, WEIGHT_SCALE, WEIGHTS_BASE64 } from './weights.ts';

/** Below this confidence (of 255) a named capability becomes `other`. */
export const CONFIDENCE_THRESHOLD = 82;

/** From this confidence on (of 255) a named capability is taken to be sure: see the model card. */
export const HIGH_CONFIDENCE = 179;

/** Scores are divided by this, so that a confidence means about the share that is right on sources that training did not see. */
export const TEMPERATURE = 1.6;

/** The shipped model, decoded anew; about 5 ms, so keep it. */
export function loadCapabilityModel(): CapabilityModel {
  const keys = decodeBase64(KEYS_BASE64);
  const weights = decodeBase64(WEIGHTS_BASE64);
  const vocabulary = buildVocabulary(new Int32Array(keys.buffer));
  if (weights.length !== vocabulary.rowCount * CAPABILITIES.length) throw new TypeError('capability weights do not fit the vocabulary');
  return {
    vocabulary,
    weights: new Int8Array(weights.buffer),
    rates: ratesFor(WEIGHT_SCALE / TEMPERATURE),
    threshold: CONFIDENCE_THRESHOLD,
  };
}
