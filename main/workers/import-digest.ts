import { createHash } from 'node:crypto';
import { FileReader } from './import-reader.ts';

const CHUNK_BYTES = 1024 * 1024;

/** SHA-256 of the first `bytes` bytes of a file, in lower-case hexadecimal. Throws file-unreadable when the file got shorter. */
export function digestFile(path: string, bytes: number): string {
  const hash = createHash('sha256');
  const reader = new FileReader(path, 0, bytes);
  try {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    for (let got = reader.read(chunk, 0, CHUNK_BYTES); got > 0; got = reader.read(chunk, 0, CHUNK_BYTES))
      hash.update(chunk.subarray(0, got));
  } finally {
    reader.close();
  }
  return hash.digest('hex');
}
