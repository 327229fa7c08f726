import { describe, expect, test } from 'vitest';
import {
  hashAsciiWord,
  NUMBER_TOKEN,
  PROMPT_BYTES_READ,
  readablePart,
  TokenBuffer,
  tokenize,
} from '../../../main/engine/templates/tokens.ts';

function tokensOf(text: string): string[] {
  const bytes = new TextEncoder().encode(text);
  const tokens = new TokenBuffer();
  tokenize(bytes, 0, bytes.length, tokens);
  return Array.from({ length: tokens.count }, (_, i) => new TextDecoder().decode(bytes.subarray(tokens.starts[i], tokens.ends[i])));
}

function hashesOf(text: string): number[] {
  const bytes = new TextEncoder().encode(text);
  const tokens = new TokenBuffer();
  tokenize(bytes, 0, bytes.length, tokens);
  return Array.from(tokens.hashes.subarray(0, tokens.count));
}

describe('tokens', () => {
  test('are words of letters, marks inside words and bytes of other scripts', () => {
    expect(tokensOf("Don't stop_me, naïve 漢字!")).toEqual(["Don't", 'stop_me', 'naïve', '漢字']);
  });

  test('are numbers with their inner points and commas', () => {
    expect(tokensOf('1,000.50 and 3. or .7 1..2 1,2,3')).toEqual(['1,000.50', 'and', '3', 'or', '7', '1', '2', '1,2,3']);
  });

  test('part where letters and digits meet', () => {
    expect(tokensOf('gpt4o 2nd')).toEqual(['gpt', '4', 'o', '2', 'nd']);
  });

  test('are none in empty text and in punctuation', () => {
    expect(tokensOf('')).toEqual([]);
    expect(tokensOf(' \n...,;!?"')).toEqual([]);
  });

  test('of more than any first guess all count', () => {
    expect(tokensOf('a '.repeat(5000)).length).toBe(5000);
  });
});

describe('hashes of tokens', () => {
  test('ignore letter case and are those of the word lists', () => {
    expect(hashesOf('TRANSLATE translate Translate')).toEqual(Array(3).fill(hashAsciiWord('translate')));
  });

  test('are equal for all numbers', () => {
    expect(hashesOf('7 1,000 3.14')).toEqual([NUMBER_TOKEN, NUMBER_TOKEN, NUMBER_TOKEN]);
  });

  test('differ between words, also those that differ in length or one letter only', () => {
    const words = ['a', 'aa', 'aaa', 'aaaa', 'aaaaa', 'aaaab', 'baaaa', 'the', 'teh', 'then', 'thené'];
    expect(new Set(hashesOf(words.join(' '))).size).toBe(words.length);
  });
});

test('of a long prompt the two ends are read', () => {
  const prompt = new Uint8Array(3 * PROMPT_BYTES_READ).fill(0x61);
  prompt[0] = 0x62;
  prompt[prompt.length - 1] = 0x63;
  const part = readablePart(prompt);
  expect(part.length).toBe(PROMPT_BYTES_READ + 1);
  expect([part[0], part[PROMPT_BYTES_READ / 2], part.at(-1)]).toEqual([0x62, 0x20, 0x63]);
  expect(readablePart(prompt.subarray(0, PROMPT_BYTES_READ)).length).toBe(PROMPT_BYTES_READ);
});
