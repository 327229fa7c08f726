/** Longest prompt that is read whole. Of a longer one only its first and last PROMPT_BYTES_READ / 2 bytes are read. */
export const PROMPT_BYTES_READ = 1 << 20;

/** Hash of every number token: numbers are all one word. */
export const NUMBER_TOKEN = 0x23232323;

const SEPARATOR = 0;
const WORD = 1;
const DIGIT = 2;

const FULL_STOP = 46;
const COMMA = 44;

/** Class of each byte: ASCII letters, `_`, `'` and bytes of non-ASCII characters make words, ASCII digits numbers; all else separates. */
const BYTE_CLASS = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= 48 && byte <= 57) return DIGIT;
  const isLetter = (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);
  return isLetter || byte >= 128 || byte === 95 || byte === 39 ? WORD : SEPARATOR;
});

const LOWER_CASE = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));

/** Tokens of one text, reused from text to text: token i is bytes [starts[i], ends[i]) with hash hashes[i], for i < count. */
export class TokenBuffer {
  count = 0;
  starts = new Int32Array(1024);
  ends = new Int32Array(1024);
  hashes = new Int32Array(1024);

  push(start: number, end: number, hash: number): void {
    if (this.count === this.starts.length) this.#grow();
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.hashes[this.count] = hash;
    this.count++;
  }

  #grow(): void {
    const double = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const larger = new Int32Array(old.length * 2);
      larger.set(old);
      return larger;
    };
    this.starts = double(this.starts);
    this.ends = double(this.ends);
    this.hashes = double(this.hashes);
  }
}

/**
 * Hash of a word's bytes, lower-cased (ASCII only), as an int32: blocks of four little-endian bytes, the last padded with zeros,
 * multiplied and folded in the manner of FNV-1a (Fowler, Noll, Vo), started from the length and finished so that all bits depend on all bytes.
 */
export function hashWord(bytes: Uint8Array, start: number, end: number): number {
  let hash = end - start;
  for (let i = start; i < end; i += 4) {
    let block = LOWER_CASE[bytes[i] as number] as number;
    if (i + 1 < end) block |= (LOWER_CASE[bytes[i + 1] as number] as number) << 8;
    if (i + 2 < end) block |= (LOWER_CASE[bytes[i + 2] as number] as number) << 16;
    if (i + 3 < end) block |= (LOWER_CASE[bytes[i + 3] as number] as number) << 24;
    hash = Math.imul(hash ^ block, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash, 0x2c1b3c6d);
  return hash ^ (hash >>> 15);
}

/** Hash of a word given as ASCII text, for rules and word lists: equals the hash of the same word met in a prompt. */
export function hashAsciiWord(word: string): number {
  return hashWord(
    Uint8Array.from(word, (character) => character.charCodeAt(0)),
    0,
    word.length,
  );
}

/**
 * Replaces the content of `tokens` by the tokens of bytes [start, end), in order. A word is a run of word bytes; a number is a run of
 * digits, with single `.` or `,` between digits, and hashes to NUMBER_TOKEN. Works on bytes, so any input (also invalid UTF-8) has tokens.
 */
export function tokenize(bytes: Uint8Array, start: number, end: number, tokens: TokenBuffer): void {
  tokens.count = 0;
  let i = start;
  while (i < end) {
    const kind = BYTE_CLASS[bytes[i] as number] as number;
    if (kind === SEPARATOR) {
      i++;
      continue;
    }
    const first = i;
    i = endOfRun(bytes, i + 1, end, kind);
    if (kind === WORD) {
      tokens.push(first, i, hashWord(bytes, first, i));
      continue;
    }
    while (i + 1 < end && (bytes[i] === FULL_STOP || bytes[i] === COMMA) && BYTE_CLASS[bytes[i + 1] as number] === DIGIT) {
      i = endOfRun(bytes, i + 2, end, DIGIT);
    }
    tokens.push(first, i, NUMBER_TOKEN);
  }
}

function endOfRun(bytes: Uint8Array, from: number, end: number, kind: number): number {
  let i = from;
  while (i < end && BYTE_CLASS[bytes[i] as number] === kind) i++;
  return i;
}

/** The part of a prompt that is read: all of it, or its first and last PROMPT_BYTES_READ / 2 bytes with a space between (copied). */
export function readablePart(prompt: Uint8Array): Uint8Array {
  if (prompt.length <= PROMPT_BYTES_READ) return prompt;
  const half = PROMPT_BYTES_READ / 2;
  const part = new Uint8Array(PROMPT_BYTES_READ + 1);
  part.set(prompt.subarray(0, half));
  part[half] = 0x20;
  part.set(prompt.subarray(prompt.length - half), half + 1);
  return part;
}
