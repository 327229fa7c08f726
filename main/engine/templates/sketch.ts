import { SKETCH_BINS } from '../domain/exchange-columns.ts';
import type { MaskedTokens } from './masking.ts';

const SHINGLE_TOKENS = 3;
const EMPTY_BIN = 0x7fffffff;
/** Added for every bin that a borrowed value travelled; odd, so that the low 8 bits differ for each distance. */
const ROTATION_OFFSET = 0x9e37;

const minima = new Int32Array(SKETCH_BINS);

/**
 * Writes the SKETCH_BINS bytes of a masked prompt's sketch at `offset` of `sketches`: one-permutation MinHash over the set of shingles
 * of three successive masked tokens (Li, Owen and Zhang 2012, "One permutation hashing"), empty bins filled from the next
 * full bin to the right with an offset for the distance (Shrivastava and Li 2014, "Densifying one permutation hashing via
 * rotation for fast near neighbor search"), and the low 8 bits of each bin kept (Li and König 2010, "b-bit minwise hashing").
 * The share of equal bytes of two sketches estimates J + (1 - J) / 256 for shingle sets of Jaccard similarity J. A prompt of one or two
 * tokens counts as one shingle; one without tokens gives zeros.
 */
export function writeSketch(masked: MaskedTokens, sketches: Uint8Array, offset: number): void {
  const { hashes, count } = masked;
  if (count === 0) {
    sketches.fill(0, offset, offset + SKETCH_BINS);
    return;
  }
  minima.fill(EMPTY_BIN);
  let second = count < SHINGLE_TOKENS ? 0 : (hashes[0] as number);
  let third = count < SHINGLE_TOKENS ? (hashes[0] as number) : (hashes[1] as number);
  for (let i = Math.min(SHINGLE_TOKENS, count) - 1; i < count; i++) {
    const token = hashes[i] as number;
    const shingle = hashShingle(second, third, token);
    const bin = shingle & (SKETCH_BINS - 1);
    const value = shingle >>> 5;
    if (value < (minima[bin] as number)) minima[bin] = value;
    second = third;
    third = token;
  }
  writeDensified(sketches, offset);
}

function hashShingle(first: number, second: number, third: number): number {
  let x = Math.imul(first, 0x9e3779b1) + Math.imul(second ^ 0x5bd1e995, 0x85ebca77) + third;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return x ^ (x >>> 16);
}

/** Walks the bins backwards twice, so that a value that wraps around the end is known when it is needed. */
function writeDensified(sketches: Uint8Array, offset: number): void {
  let value = 0;
  for (let step = 2 * SKETCH_BINS - 1; step >= 0; step--) {
    const bin = step & (SKETCH_BINS - 1);
    const minimum = minima[bin] as number;
    value = minimum === EMPTY_BIN ? value + ROTATION_OFFSET : minimum;
    if (step < SKETCH_BINS) sketches[offset + bin] = value;
  }
}
