import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** By measurement, see README.md. */
export const ZSTD_LEVEL = 1;

/** Buffers below this size gain nothing worth a call. */
export const MIN_COMPRESSED_BYTES = 1_024;

export function compressZstd(bytes: Uint8Array, level = ZSTD_LEVEL): Uint8Array {
  return zstdCompressSync(bytes, {
    params: { [constants.ZSTD_c_compressionLevel]: level },
    pledgedSrcSize: bytes.byteLength,
    chunkSize: bytes.byteLength + (bytes.byteLength >> 8) + 1_024,
  });
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
