import { zstdDecompressSync } from 'node:zlib';
import { CompressionType } from 'apache-arrow/fb/compression-type';
import { type Codec, compressionRegistry } from 'apache-arrow/ipc/compression/registry';
import { compressZstd } from './compression.ts';

const zstd: Codec = { encode: (data) => compressZstd(data), decode: (data) => zstdDecompressSync(data) };

/** Registers ZSTD with apache-arrow in this thread, which has the registry but no codecs; its own readers then open text files too. */
export function registerZstd(): void {
  if (compressionRegistry.get(CompressionType.ZSTD) === null) compressionRegistry.set(CompressionType.ZSTD, zstd);
}

/** Compresses one buffer by the codec that apache-arrow's registry holds for ZSTD. */
export function encodeBuffer(bytes: Uint8Array): Uint8Array {
  registerZstd();
  return compressionRegistry.get(CompressionType.ZSTD)?.encode?.(bytes) ?? bytes;
}
