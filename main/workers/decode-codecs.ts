import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import type { Compressors } from 'hyparquet';
import { decompressLz4, decompressLz4Raw, decompressSnappy } from 'hyparquet-compressors';
import { Failure } from '../engine/domain/failure.ts';
import { PIECE_BYTES } from './decode-protocol.ts';

/** Room for `length` bytes in one piece; zlib wants at least 64. */
function exactly(length: number): { readonly maxOutputLength: number; readonly chunkSize: number } {
  return { maxOutputLength: Math.max(1, length), chunkSize: Math.max(64, length) };
}

/** Throws file-bomb for a piece that says it decompresses to more than PIECE_BYTES. */
export function requirePiece(length: number): void {
  if (!(length >= 0)) throw new RangeError(`a length of ${length}`);
  if (length > PIECE_BYTES) throw new Failure('file-bomb', `a piece decompresses to ${length} bytes, more than ${PIECE_BYTES}`);
}

/** Parquet's codecs; each is told how long its output is and never makes more of it. LZO has no reader. */
export const PARQUET_CODECS: Compressors = {
  SNAPPY: (input, length) => decompressSnappy(input, length),
  GZIP: (input, length) => gunzipSync(input, exactly(length)),
  BROTLI: (input, length) => brotliDecompressSync(input, exactly(length)),
  ZSTD: (input, length) => zstdDecompressSync(input, exactly(length)),
  LZ4: (input, length) => decompressLz4(input, length),
  LZ4_RAW: (input, length) => decompressLz4Raw(input, length),
};

export function decompressZstdPiece(input: Uint8Array): Uint8Array {
  return zstdDecompressSync(input, { maxOutputLength: PIECE_BYTES, chunkSize: Math.min(2 ** 24, 64 + 4 * input.length) });
}

const LZ4_MAGIC = 0x184d2204;
const BLOCK_BYTES: readonly number[] = [0, 0, 0, 0, 64 * 1024, 256 * 1024, 1024 * 1024, 4 * 1024 * 1024];

/** One LZ4 frame (lz4_Frame_format) of independent blocks or a single one, as Arrow writers make them. Throws RangeError, file-bomb. */
export function decompressLz4Frame(input: Uint8Array): Uint8Array {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  if (view.getUint32(0, true) !== LZ4_MAGIC) throw new RangeError('not an LZ4 frame');
  const flags = view.getUint8(4);
  const mostOfBlock = BLOCK_BYTES[(view.getUint8(5) >> 4) & 7] ?? 0;
  const [hasChecksums, hasSize, hasDictionary] = [(flags & 0x10) !== 0, (flags & 0x08) !== 0, (flags & 0x01) !== 0];
  if (flags >> 6 !== 1 || mostOfBlock === 0 || hasDictionary) throw new RangeError('an LZ4 frame of an unknown kind');
  const window = new Lz4Window();
  let at = 7 + (hasSize ? 8 : 0);
  for (;;) {
    const word = view.getUint32(at, true);
    at += 4;
    if (word === 0) return window.bytes();
    const length = word & 0x7fffffff;
    if (length > mostOfBlock || at + length > input.length) throw new RangeError('an LZ4 block beyond its frame');
    const block = input.subarray(at, at + length);
    if (word >>> 31 === 1) window.copy(block);
    else window.decode(block, mostOfBlock);
    at += length + (hasChecksums ? 4 : 0);
  }
}

/** Blocks of a frame may refer to the 64 KiB before them. */
class Lz4Window {
  #bytes = new Uint8Array(256 * 1024);
  #at = 0;

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#at);
  }

  copy(block: Uint8Array): void {
    this.#room(block.length);
    this.#bytes.set(block, this.#at);
    this.#at += block.length;
  }

  decode(block: Uint8Array, most: number): void {
    this.#room(most);
    const out = this.#bytes;
    const end = this.#at + most;
    let to = this.#at;
    for (let i = 0; i < block.length; ) {
      const token = block[i++] as number;
      let literals = token >> 4;
      if (literals === 15) for (let more = 255; more === 255; literals += more) more = byteAt(block, i++);
      if (i + literals > block.length || to + literals > end) throw new RangeError('LZ4 literals beyond their block');
      out.set(block.subarray(i, i + literals), to);
      i += literals;
      to += literals;
      if (i >= block.length) break;
      const offset = byteAt(block, i) | (byteAt(block, i + 1) << 8);
      i += 2;
      let match = token & 15;
      if (match === 15) for (let more = 255; more === 255; match += more) more = byteAt(block, i++);
      match += 4;
      if (offset === 0 || offset > to || to + match > end) throw new RangeError('an LZ4 match beyond its block');
      for (let from = to - offset, stop = to + match; to < stop; ) out[to++] = out[from++] as number;
    }
    this.#at = to;
  }

  #room(bytes: number): void {
    const needed = this.#at + bytes;
    if (needed <= this.#bytes.length) return;
    requirePiece(this.#at);
    const larger = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
    larger.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = larger;
  }
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new RangeError('an LZ4 block ends early');
  return byte;
}
