import type { EXCHANGE_FLAGS } from '../../main/engine/domain/exchange.ts';

/** Import remarks by bit; the type makes sure that the bits are those of the domain. */
const FLAG_BITS: typeof EXCHANGE_FLAGS = {
  timeIsEndOfCall: 0,
  timeFromBatch: 1,
  timeInSeconds: 2,
  timeZoneAssumedUtc: 3,
  rebuiltFromStream: 4,
  streamUnfinished: 5,
  inputMissing: 6,
  outputMissing: 7,
  overflowUnresolved: 8,
  textCutBySource: 9,
  redactedBySource: 10,
  binaryDropped: 11,
  usageMissing: 12,
  conversationDerived: 13,
  retry: 14,
  duplicateDelivery: 15,
  choicesLost: 16,
  toolIdsMissing: 17,
  ipMasked: 18,
  clockSkewCorrected: 19,
  sourceSampled: 20,
  gatewayCacheHit: 21,
  retryHidden: 22,
};

/** `time in seconds, usage missing` for the bits that are set. */
export function flagWords(flags: number): readonly string[] {
  return Object.entries(FLAG_BITS)
    .filter(([, bit]) => Math.floor(flags / 2 ** bit) % 2 === 1)
    .map(([name]) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace(/\butc\b/, 'UTC'));
}
