import { SKETCH_BINS } from '../domain/exchange-columns.ts';
import type { SkeletonRows } from '../templates/distinct-skeletons.ts';

const WORDS = SKETCH_BINS / 4;

/** What tells prompts apart as far as facts do. */
export type PromptFacts = Pick<SkeletonRows, 'skeletonHash' | 'sketch' | 'tokenCount'>;

/**
 * Writes a 64-bit key of each row's prompt, as high and low half, at 2 x row of `keys`: a hash of skeleton hash, sketch and number of words. Both halves
 * are 0 for a row without prompt, and only then.
 */
export function promptKeys({ skeletonHash, sketch, tokenCount }: PromptFacts, rowCount: number, keys: Uint32Array): void {
  const halves = new Uint32Array(skeletonHash.buffer, skeletonHash.byteOffset, rowCount * 2);
  const bytes = sketch.byteOffset % 4 === 0 ? sketch : sketch.slice();
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, rowCount * WORDS);
  for (let row = 0; row < rowCount; row++) {
    const low = halves[2 * row] as number;
    const high = halves[2 * row + 1] as number;
    if ((low | high) === 0) {
      keys[2 * row] = 0;
      keys[2 * row + 1] = 0;
      continue;
    }
    let a = low;
    let b = high;
    for (let i = row * WORDS; i <= (row + 1) * WORDS; i++) {
      const word = i === (row + 1) * WORDS ? (tokenCount[row] as number) : (words[i] as number);
      a = Math.imul(a ^ word, 0x85ebca6b);
      a ^= a >>> 15;
      b = Math.imul((b << 13) | (b >>> 19), 0x9e3779b1) + (word ^ a);
    }
    writeMixed(a, b, keys, row);
  }
}

/** Writes as the first key of `keys` that of a prompt's key together with a whole number. */
export function keyWith(high: number, low: number, number: number, keys: Uint32Array): void {
  writeMixed(Math.imul(high ^ number, 0x85ebca6b), low + Math.imul(number, 0x9e3779b1), keys, 0);
}

/** The last step of MurmurHash3 on either half, each with the other in it. */
function writeMixed(a: number, b: number, keys: Uint32Array, row: number): void {
  const high = mixed(a + Math.imul(b, 0xcc9e2d51));
  const low = mixed(b + Math.imul(high, 0x1b873593));
  keys[2 * row] = high;
  keys[2 * row + 1] = (high | low) === 0 ? 1 : low;
}

function mixed(value: number): number {
  let x = value ^ (value >>> 16);
  x = Math.imul(x, 0x85ebca6b);
  x ^= x >>> 13;
  x = Math.imul(x, 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
