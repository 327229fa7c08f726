import { Failure } from '../engine/domain/failure.ts';

/** Rows are handed on once this much is written. */
const CHUNK_BYTES = 1024 * 1024;
/** A longer row is no log record: an import would not take half of it. */
const MAX_ROW_BYTES = 64 * 1024 * 1024;

const HEX = Buffer.from('0123456789abcdef');
const [QUOTE, BACKSLASH, U, ZERO] = [0x22, 0x5c, 0x75, 0x30];
/** For each byte: 0 as it is, 1 escaped by its code, otherwise the letter behind the backslash. */
const ESCAPES = new Uint8Array(256);
ESCAPES.fill(1, 0, 0x20);
for (const [byte, letter] of ['\bb', '\ff', '\nn', '\rr', '\tt', '""', '\\\\'].map((pair) => Buffer.from(pair))) {
  ESCAPES[byte ?? 0] = letter ?? 0;
}

/** JSON lines as bytes. `at` bytes of `bytes` are written. */
export class JsonBytes {
  bytes = Buffer.allocUnsafe(2 * CHUNK_BYTES);
  at = 0;
  #rowStart = 0;

  get isFull(): boolean {
    return this.at >= CHUNK_BYTES;
  }

  /** What was written; to be used before the next row is. */
  take(): Buffer {
    const taken = this.bytes.subarray(0, this.at);
    this.at = 0;
    this.#rowStart = 0;
    return taken;
  }

  endRow(): void {
    this.#room(1);
    this.bytes[this.at++] = 0x0a;
    this.#rowStart = this.at;
  }

  /** ASCII as it is. */
  ascii(text: string): void {
    this.#room(text.length);
    const { bytes } = this;
    let at = this.at;
    for (let i = 0; i < text.length; i++) bytes[at++] = text.charCodeAt(i);
    this.at = at;
  }

  raw(source: Uint8Array): void {
    this.#room(source.length);
    this.bytes.set(source, this.at);
    this.at += source.length;
  }

  /** A JSON string of UTF-8 bytes; bytes that are no UTF-8 stay as they are, for the reader to refuse. */
  text(source: Uint8Array): void {
    this.#room(6 * source.length + 2);
    const { bytes } = this;
    let at = this.at;
    bytes[at++] = QUOTE;
    for (let i = 0; i < source.length; i++) {
      const byte = source[i] as number;
      const mark = ESCAPES[byte] as number;
      if (mark === 0) {
        bytes[at++] = byte;
      } else if (mark > 1) {
        bytes[at++] = BACKSLASH;
        bytes[at++] = mark;
      } else {
        bytes[at++] = BACKSLASH;
        bytes[at++] = U;
        bytes[at++] = ZERO;
        bytes[at++] = ZERO;
        bytes[at++] = HEX[byte >> 4] as number;
        bytes[at++] = HEX[byte & 15] as number;
      }
    }
    bytes[at++] = QUOTE;
    this.at = at;
  }

  string(text: string): void {
    this.text(Buffer.from(text, 'utf8'));
  }

  /** A JSON string of lower-case hexadecimal digits. */
  hex(source: Uint8Array): void {
    this.#room(2 * source.length + 2);
    const { bytes } = this;
    let at = this.at;
    bytes[at++] = QUOTE;
    for (const byte of source) {
      bytes[at++] = HEX[byte >> 4] as number;
      bytes[at++] = HEX[byte & 15] as number;
    }
    bytes[at++] = QUOTE;
    this.at = at;
  }

  #room(bytes: number): void {
    const needed = this.at + bytes;
    if (needed <= this.bytes.length) return;
    if (needed - this.#rowStart > 6 * MAX_ROW_BYTES || this.at - this.#rowStart > MAX_ROW_BYTES)
      throw new Failure('file-bomb', `a row holds more than ${MAX_ROW_BYTES} bytes`);
    const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.at));
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
  }
}
