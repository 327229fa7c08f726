import type { TokenBuffer } from '../templates/tokens.ts';

/** Tokens read from the front and from the end of a prompt; a prompt of at most both together is read whole. */
export const HEAD_TOKENS = 128;
export const TAIL_TOKENS = 64;
/** Characters of East Asian text read one by one, as they stand without spaces. */
export const EAST_ASIAN_CHARACTERS = 128;
/** A word gives at most a key of its own, of its stem, of the pair it ends, and one for where it stands in a sentence. */
export const MAX_KEYS = 4 * (HEAD_TOKENS + TAIL_TOKENS) + 2 * EAST_ASIAN_CHARACTERS;
/** Words of at least STEM_FROM bytes also count by their first five, so that forms of a word that training never saw say something. */
const STEM_FROM = 7;
/** Mixed into keys of stems and of words that begin a sentence. */
const STEM_MARK = 0x5bd1e995;
const START_MARK = 0x1b873593;

/** Marks counted for the shape of a prompt; two more kinds are lead bytes of East Asian and of other non-ASCII characters. */
const SHAPE_MARKS = ['0123456789', '?', '!', '\n', '{}', '[]', '()', '<>', ';', ':', '|', '`', '=', '"', '_', '#@', '$%', '+*/^\\'];
const EAST_ASIAN = SHAPE_MARKS.length;
const OTHER_SCRIPT = EAST_ASIAN + 1;
export const SHAPE_CLASSES = OTHER_SCRIPT + 1;
export const SHAPE_LEVELS = 8;
export const LENGTH_LEVELS = 8;

/** Rows of the weight table: one that every prompt has, levels of each shape class, levels of length, then the vocabulary. */
export const ALWAYS_ROW = 0;
export const SHAPE_FIRST = 1;
export const LENGTH_FIRST = SHAPE_FIRST + SHAPE_CLASSES * SHAPE_LEVELS;
export const CONTEXT_FIRST = LENGTH_FIRST + LENGTH_LEVELS;
export const VOCABULARY_FIRST = CONTEXT_FIRST + 4;
export const MAX_FEATURES = MAX_KEYS + SHAPE_CLASSES + 6;

/** What else a request carries, as bits: each has a row of its own and says nothing where it is missing or empty. */
export const CONTEXT = { toolDefinitions: 1, toolCalls: 2, systemPrompt: 4, earlierTurns: 8 } as const;

const NO_CLASS = 255;
/** Shape class of each byte, 255 for none. */
export const SHAPE_CLASS_OF_BYTE = shapeClasses();

function shapeClasses(): Uint8Array {
  const classes = new Uint8Array(256).fill(NO_CLASS);
  SHAPE_MARKS.forEach((marks, shape) => {
    for (const mark of marks) classes[mark.charCodeAt(0)] = shape;
  });
  for (let lead = 0xc2; lead <= 0xf4; lead++) classes[lead] = isEastAsianLead(lead) ? EAST_ASIAN : OTHER_SCRIPT;
  return classes;
}

function isEastAsianLead(byte: number): boolean {
  return byte >= 0xe3 && byte <= 0xed;
}

/**
 * Finds the row of a word or word pair by its key: open addressing with linear probing in a power of two of slots, key 0 for empty.
 * Words that training never saw have no row and no say.
 */
export interface Vocabulary {
  readonly keys: Int32Array;
  readonly rows: Uint16Array;
  /** Rows of the weight table, VOCABULARY_FIRST plus one a key. */
  readonly rowCount: number;
}

/** @param keys distinct non-zero keys; key i gets row VOCABULARY_FIRST + i */
export function buildVocabulary(keys: Int32Array): Vocabulary {
  let slots = 1024;
  while (slots < keys.length * 2.5) slots *= 2;
  const vocabulary = { keys: new Int32Array(slots), rows: new Uint16Array(slots), rowCount: VOCABULARY_FIRST + keys.length };
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as number;
    let slot = firstSlot(key, slots);
    while (vocabulary.keys[slot] !== 0) slot = (slot + 1) & (slots - 1);
    vocabulary.keys[slot] = key;
    vocabulary.rows[slot] = VOCABULARY_FIRST + i;
  }
  return vocabulary;
}

function firstSlot(key: number, slots: number): number {
  return Math.imul(key, 0x85ebca6b) >>> Math.clz32(slots - 1);
}

/** The row of a key, or -1. */
export function findRow(vocabulary: Vocabulary, key: number): number {
  const { keys } = vocabulary;
  let slot = firstSlot(key, keys.length);
  for (;;) {
    const found = keys[slot] as number;
    if (found === key) return vocabulary.rows[slot] as number;
    if (found === 0) return -1;
    slot = (slot + 1) & (keys.length - 1);
  }
}

/** Keys of a prompt's words and word pairs in order of occurrence, repeats included, for i < count. */
export class KeyBuffer {
  count = 0;
  readonly keys = new Int32Array(MAX_KEYS);

  add(key: number): void {
    this.keys[this.count++] = key === 0 ? 1 : key;
  }
}

/** Rows of one prompt's features, reused from prompt to prompt: each row once, in order of first occurrence, for i < count. */
export class FeatureBuffer {
  count = 0;
  readonly rows = new Int32Array(MAX_FEATURES);
  readonly #seen = new Uint8Array(1 << 16);

  add(row: number): void {
    if (this.#seen[row] !== 0) return;
    this.#seen[row] = 1;
    this.rows[this.count++] = row;
  }

  clear(): void {
    for (let i = 0; i < this.count; i++) this.#seen[this.rows[i] as number] = 0;
    this.count = 0;
  }
}

export function pairKey(first: number, second: number): number {
  const mixed = Math.imul(first ^ Math.imul(second, 0xc2b2ae35), 0x27d4eb2f);
  return mixed ^ (mixed >>> 15);
}

/**
 * Replaces the content of `keys` by the keys of the words, stems of long words, neighbouring word pairs and first two words of sentences and
 * lines among the first HEAD_TOKENS and last TAIL_TOKENS tokens; of East Asian words, by those of their characters and character pairs.
 */
export function collectKeys(bytes: Uint8Array, tokens: TokenBuffer, keys: KeyBuffer): void {
  keys.count = 0;
  const count = tokens.count;
  if (count <= HEAD_TOKENS + TAIL_TOKENS) {
    addWords(bytes, tokens, 0, count, EAST_ASIAN_CHARACTERS, keys);
    return;
  }
  const left = addWords(bytes, tokens, 0, HEAD_TOKENS, EAST_ASIAN_CHARACTERS, keys);
  addWords(bytes, tokens, count - TAIL_TOKENS, count, left, keys);
}

/**
 * Replaces the content of `features` by the features of a prompt: the row that every prompt has, the level of each kind of mark in the
 * stretches read, the level of length, and the rows of known words and word pairs. Integer arithmetic only. Cost: linear in the
 * bytes of the stretches.
 *
 * @param bytes the prompt as tokenised, at most PROMPT_BYTES_READ bytes
 * @param tokens its tokens
 * @param keys filled by collectKeys for the same prompt
 * @param context bits of CONTEXT
 */
export function collectFeatures(
  bytes: Uint8Array,
  tokens: TokenBuffer,
  keys: KeyBuffer,
  vocabulary: Vocabulary,
  features: FeatureBuffer,
  context: number,
): void {
  features.clear();
  features.add(ALWAYS_ROW);
  const count = tokens.count;
  shapeCounts.fill(0);
  let length: number;
  if (count <= HEAD_TOKENS + TAIL_TOKENS) {
    length = countShapes(bytes, 0, bytes.length);
  } else {
    length = countShapes(bytes, 0, tokens.ends[HEAD_TOKENS - 1] as number);
    length += countShapes(bytes, tokens.starts[count - TAIL_TOKENS] as number, bytes.length);
  }
  for (let shape = 0; shape < SHAPE_CLASSES; shape++) {
    features.add(SHAPE_FIRST + shape * SHAPE_LEVELS + shapeLevel(shapeCounts[shape] as number, length));
  }
  features.add(LENGTH_FIRST + lengthLevel(count));
  for (let bit = 0; bit < 4; bit++) if ((context >> bit) & 1) features.add(CONTEXT_FIRST + bit);
  for (let i = 0; i < keys.count; i++) {
    const row = findRow(vocabulary, keys.keys[i] as number);
    if (row >= 0) features.add(row);
  }
}

const shapeCounts = new Int32Array(256);

function countShapes(bytes: Uint8Array, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    const shape = SHAPE_CLASS_OF_BYTE[bytes[i] as number] as number;
    shapeCounts[shape] = (shapeCounts[shape] as number) + 1;
  }
  return to - from;
}

/** 0 for none, else 1 + log2 of the count in 512 bytes, at most SHAPE_LEVELS - 1. */
function shapeLevel(count: number, length: number): number {
  if (count === 0) return 0;
  const rate = Math.floor((count * 512) / length);
  return rate <= 1 ? 1 : Math.min(SHAPE_LEVELS - 1, 32 - Math.clz32(rate));
}

/** 0 for up to 4 tokens, 1 up to 8, and so on to LENGTH_LEVELS - 1. */
function lengthLevel(tokens: number): number {
  return tokens <= 4 ? 0 : Math.min(LENGTH_LEVELS - 1, 30 - Math.clz32(tokens - 1));
}

function addWords(bytes: Uint8Array, tokens: TokenBuffer, from: number, to: number, charactersLeft: number, keys: KeyBuffer): number {
  let left = charactersLeft;
  let previous = 0;
  let opening = 0;
  for (let i = from; i < to; i++) {
    const start = tokens.starts[i] as number;
    const end = tokens.ends[i] as number;
    if (isEastAsianLead(bytes[start] as number)) {
      left = addCharacters(bytes, start, end, left, keys);
      previous = 0;
      opening = 0;
      continue;
    }
    const hash = tokens.hashes[i] as number;
    keys.add(hash);
    if (end - start >= STEM_FROM) keys.add(stemKey(bytes, start));
    if (previous !== 0) keys.add(pairKey(previous, hash));
    if (i === 0 || isBreak(bytes[tokens.ends[i - 1] as number] as number) || isBreak(bytes[start - 1] as number)) {
      opening = pairKey(START_MARK, hash);
      keys.add(opening);
    } else if (opening !== 0) {
      keys.add(pairKey(opening, hash));
      opening = 0;
    }
    previous = hash;
  }
  return left;
}

/** Whether a byte before a word ends the sentence or line before it. */
function isBreak(byte: number): boolean {
  return byte === 0x0a || byte === 0x2e || byte === 0x3a || byte === 0x3f || byte === 0x21;
}

function stemKey(bytes: Uint8Array, start: number): number {
  let first = lowerCase(bytes[start] as number) | (lowerCase(bytes[start + 1] as number) << 8);
  first |= (lowerCase(bytes[start + 2] as number) << 16) | (lowerCase(bytes[start + 3] as number) << 24);
  const mixed = Math.imul(first ^ STEM_MARK, 0x9e3779b1);
  const key = Math.imul(mixed ^ (mixed >>> 15) ^ lowerCase(bytes[start + 4] as number), 0x2c1b3c6d);
  return key ^ (key >>> 15);
}

function lowerCase(byte: number): number {
  return byte >= 65 && byte <= 90 ? byte + 32 : byte;
}

/** Three-byte characters by place, whatever stands between them: invalid bytes give keys like any other. */
function addCharacters(bytes: Uint8Array, start: number, end: number, charactersLeft: number, keys: KeyBuffer): number {
  let left = charactersLeft;
  let previous = 0;
  for (let i = start; i + 3 <= end && left > 0; i += 3) {
    const character = ((bytes[i] as number) << 16) | ((bytes[i + 1] as number) << 8) | (bytes[i + 2] as number);
    const hash = Math.imul(character, 0x9e3779b1);
    keys.add(hash);
    if (previous !== 0) keys.add(pairKey(previous, hash));
    previous = hash;
    left--;
  }
  return left;
}
