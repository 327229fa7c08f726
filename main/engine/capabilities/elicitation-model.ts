import { ELICITATIONS } from '../domain/capability.ts';
import { decodeBase64 } from './base64.ts';
import { BIAS, MEETINGS_BASE64, WEIGHTS_BASE64 } from './elicitation-weights.ts';
import { MEANING_LIMIT } from './meaning-table.ts';

/** How strongly each meeting of meanings speaks for each elicitation. */
export interface ElicitationModel {
  /** One a elicitation, added for every prompt. */
  readonly bias: readonly number[];
  /** One int8 a elicitation for each of MEANING_LIMIT * MEANING_LIMIT meetings. */
  readonly weights: Int8Array;
}

/** The shipped model, decoded anew. */
export function loadElicitationModel(): ElicitationModel {
  const meetings = new Uint16Array(decodeBase64(MEETINGS_BASE64).buffer);
  const given = new Int8Array(decodeBase64(WEIGHTS_BASE64).buffer);
  const width = ELICITATIONS.length;
  if (given.length !== meetings.length * width || BIAS.length !== width) throw new TypeError('elicitation weights do not fit the meanings');
  const weights = new Int8Array(MEANING_LIMIT * MEANING_LIMIT * width);
  meetings.forEach((meeting, i) => {
    weights.set(given.subarray(i * width, (i + 1) * width), meeting * width);
  });
  return { bias: BIAS, weights };
}
