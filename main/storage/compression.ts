import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** By measurement, see README.md. */
export const ZSTD_LEVEL = 1;
/** A table of matches that fits the nearest cache: half that of the level. */
const ZSTD_HASH_LOG = 13;

/** The smallest table: hardly a match is found, the bytes are coded by their frequency alone, in a third of the time. */
const LITERAL_HASH_LOG = 6;
/** What of a text shows whether matches pay. */
const SAMPLE_BYTES = 128 * 1024;

/** Buffers below this size gain nothing worth a call. */
export const MIN_COMPRESSED_BYTES = 1_024;

export function compressZstd(bytes: Uint8Array, level = ZSTD_LEVEL, hashLog = ZSTD_HASH_LOG): Uint8Array {
  return zstdCompressSync(bytes, {
    params: { [constants.ZSTD_c_compressionLevel]: level, ...(level === ZSTD_LEVEL ? { [constants.ZSTD_c_hashLog]: hashLog } : {}) },
    pledgedSrcSize: bytes.byteLength,
    chunkSize: bytes.byteLength + (bytes.byteLength >> 8) + 1_024,
  });
}

/** As compressZstd(), without looking for matches. */
export function compressLiterals(bytes: Uint8Array): Uint8Array {
  return compressZstd(bytes, ZSTD_LEVEL, LITERAL_HASH_LOG);
}

/** Whether matches save less than a sixth of what the beginning of a long text is without them. False for short texts. */
export function hasFewMatches(bytes: Uint8Array): boolean {
  if (bytes.byteLength < 2 * SAMPLE_BYTES) return false;
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  return compressLiterals(sample).byteLength * 5 < compressZstd(sample).byteLength * 6;
}

/**
 * Frees what compressZstd() gave. Left to the garbage collector, which is told of outside memory and not of free memory, such buffers have it
 * mark the heap every few dozen megabytes. Small buffers may share their memory with others and are left alone.
 */
export function giveBack(bytes: Uint8Array): void {
  const { buffer } = bytes;
  if (buffer instanceof ArrayBuffer && buffer.byteLength > 2 * Buffer.poolSize) buffer.transfer(0);
}

/** Throws RangeError when the bytes do not decompress to exactly `length`. */
export function decompressZstd(bytes: Uint8Array, length: number): Uint8Array {
  if (length === 0) return new Uint8Array(0);
  let plain: Uint8Array;
  try {
    plain = zstdDecompressSync(bytes, { maxOutputLength: length, chunkSize: Math.max(length, 64) });
  } catch (error) {
    throw new RangeError('compressed buffer does not decompress', { cause: error });
  }
  if (plain.byteLength !== length) throw new RangeError('compressed buffer has another length than it says');
  return plain;
}
