import { NUMBER_TOKEN, type TokenBuffer } from './tokens.ts';

/** Hashes that stand for a masked stretch of a prompt. */
export const QUOTE_MASK = 0x22222222;
export const CODE_MASK = 0x60606060;
export const ADDRESS_MASK = 0x3a3a3a3a;

/** A quotation of fewer tokens is a name (`"score"`), part of the template rather than filled in, and is kept. */
export const QUOTE_TOKENS = 3;
/** A quotation or inline code longer than this is taken for stray marks, and is kept. */
export const QUOTE_BYTES = 4096;

const QUOTATION_MARK = 0x22;
const BACKTICK = 0x60;
const COLON = 0x3a;
const SLASH = 0x2f;
const NEW_LINE = 0x0a;

/** Bytes that are no part of an address, besides white space and controls: `"<>\`` and closing brackets. */
const ENDS_ADDRESS = new Set([0x22, 0x3c, 0x3e, 0x60, 0x29, 0x5d, 0x7d]);

/** Stretches to mask, in order, without overlap: bytes [starts[i], ends[i]) with masks[i]. */
export interface MaskedSpans {
  readonly starts: number[];
  readonly ends: number[];
  readonly masks: number[];
}

/**
 * Finds the stretches of a text that a template's user fills in and that are cheap to see:
 *
 *   code        from ``` to the next ```, or to the end of the text; from ` to the next ` on the same line
 *   quotation   from " to the next " on the same line, at most QUOTE_BYTES
 *   address     the scheme before `://` and all that follows up to white space, a quotation mark, `<`, `>`, a backtick, `)`, `]` or `}`
 */
export function findMaskedSpans(bytes: Uint8Array): MaskedSpans {
  const spans: MaskedSpans = { starts: [], ends: [], masks: [] };
  const add = (start: number, end: number, mask: number): number => {
    spans.starts.push(start);
    spans.ends.push(end);
    spans.masks.push(mask);
    return end;
  };
  let from = 0;
  for (let i = 0; i < bytes.length; i = Math.max(i + 1, from)) {
    const byte = bytes[i];
    if (isFence(bytes, i)) {
      from = add(i, endOfFence(bytes, i + 3), CODE_MASK);
    } else if (byte === QUOTATION_MARK || byte === BACKTICK) {
      const close = closeOnLine(bytes, i + 1, byte);
      if (close > 0) from = add(i, close + 1, byte === BACKTICK ? CODE_MASK : QUOTE_MASK);
    } else if (byte === COLON && bytes[i + 1] === SLASH && bytes[i + 2] === SLASH) {
      const start = startOfScheme(bytes, i, from);
      if (start < i) from = add(start, endOfAddress(bytes, i + 3), ADDRESS_MASK);
    }
  }
  return spans;
}

function isFence(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === BACKTICK && bytes[at + 1] === BACKTICK && bytes[at + 2] === BACKTICK;
}

function endOfFence(bytes: Uint8Array, from: number): number {
  for (let i = from; i < bytes.length; i++) if (isFence(bytes, i)) return i + 3;
  return bytes.length;
}

/** Position of the closing mark on the same line within QUOTE_BYTES, or 0. */
function closeOnLine(bytes: Uint8Array, from: number, mark: number): number {
  const limit = Math.min(bytes.length, from + QUOTE_BYTES);
  for (let i = from; i < limit; i++) {
    if (bytes[i] === mark) return i;
    if (bytes[i] === NEW_LINE) return 0;
  }
  return 0;
}

function startOfScheme(bytes: Uint8Array, colon: number, from: number): number {
  let start = colon;
  while (start > from && isAsciiLetter(bytes[start - 1] as number)) start--;
  return start;
}

function isAsciiLetter(byte: number): boolean {
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

function endOfAddress(bytes: Uint8Array, from: number): number {
  let i = from;
  while (i < bytes.length && (bytes[i] as number) > 0x20 && !ENDS_ADDRESS.has(bytes[i] as number)) i++;
  return i;
}

/** Masked token hashes of one text, reused from text to text. */
export class MaskedTokens {
  count = 0;
  hashes = new Int32Array(1024);
  #lastMask = 0;

  clear(): void {
    this.count = 0;
    this.#lastMask = 0;
  }

  word(hash: number): void {
    this.#push(hash);
    this.#lastMask = 0;
  }

  /** A mask that repeats the one before it adds nothing. */
  mask(mask: number): void {
    if (mask === this.#lastMask) return;
    this.#push(mask);
    this.#lastMask = mask;
  }

  #push(hash: number): void {
    if (this.count === this.hashes.length) {
      const larger = new Int32Array(this.hashes.length * 2);
      larger.set(this.hashes);
      this.hashes = larger;
    }
    this.hashes[this.count++] = hash;
  }
}

/**
 * Replaces the content of `masked` by the masked form of a tokenised text: every masked span becomes one mask (a quotation of fewer
 * than QUOTE_TOKENS tokens is kept); a number becomes NUMBER_TOKEN, and so do words and numbers written together (`gpt4`, `a1b2c3`);
 * equal masks or several numbers in a row count once, so that lists of any length look alike.
 */
export function maskTokens(bytes: Uint8Array, tokens: TokenBuffer, masked: MaskedTokens): void {
  const spans = findMaskedSpans(bytes);
  masked.clear();
  let token = 0;
  for (let span = 0; span < spans.starts.length; span++) {
    token = copyTokens(tokens, token, spans.starts[span] as number, masked);
    const end = spans.ends[span] as number;
    const mask = spans.masks[span] as number;
    let after = token;
    while (after < tokens.count && (tokens.starts[after] as number) < end) after++;
    if (mask === QUOTE_MASK && after - token < QUOTE_TOKENS) continue;
    masked.mask(mask);
    token = after;
  }
  copyTokens(tokens, token, bytes.length, masked);
}

/** Copies the tokens from `token` on that start before byte `end`; gives the first token after them. */
function copyTokens(tokens: TokenBuffer, token: number, end: number, masked: MaskedTokens): number {
  let next = token;
  while (next < tokens.count && (tokens.starts[next] as number) < end) {
    const first = next++;
    while (next < tokens.count && tokens.starts[next] === tokens.ends[next - 1]) next++;
    const hash = tokens.hashes[first] as number;
    if (next - first > 1 || hash === NUMBER_TOKEN) masked.mask(NUMBER_TOKEN);
    else masked.word(hash);
  }
  return next;
}
