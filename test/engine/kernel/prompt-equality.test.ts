import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MEANING_WORDS } from '../../../main/engine/capabilities/meaning-words.ts';
import { loadCapabilityModel } from '../../../main/engine/capabilities/model.ts';
import { PromptReader } from '../../../main/engine/capabilities/prompt-reader.ts';
import { randomBelow, seededRandom } from '../../../main/engine/statistics/random.ts';
import { fingerprintPrompt } from '../../../main/engine/templates/fingerprint.ts';
import { PROMPT_BYTES_READ, readablePart } from '../../../main/engine/templates/tokens.ts';
import { readByKernel } from './prompt-batch.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const reader = new PromptReader(loadCapabilityModel());

function expectEqual(prompts: readonly Uint8Array[]): void {
  const fromKernel = readByKernel(prompts);
  for (const [index, prompt] of prompts.entries()) {
    const fingerprint = fingerprintPrompt(prompt);
    const reading = { capability: 0, confidence: 0, elicitation: 0, language: 0 };
    reader.read(readablePart(prompt), reading);
    if (!isDeepStrictEqual(fromKernel.fingerprints[index], fingerprint))
      expect(fromKernel.fingerprints[index], `prompt ${index}`).toEqual(fingerprint);
    if (!isDeepStrictEqual(fromKernel.readings[index], reading)) expect(fromKernel.readings[index], `prompt ${index}`).toEqual(reading);
  }
  expect(fromKernel.readings.length).toBe(prompts.length);
}

const PIECES = [
  'a',
  'Zeit',
  "don't",
  '_x',
  '12',
  '1,000.5',
  '3.',
  '.7',
  'gpt4o',
  '"',
  '`',
  '```',
  '\n',
  ' ',
  '://',
  'https://a.b/c?d=1)',
  ':',
  '/',
  'é',
  '漢字',
  '🙂',
  '\0',
  '{',
  '}',
  '<',
];

test('the kernel reads hand-made prompts as the reference does', () => {
  expectEqual(
    [
      '',
      ' ',
      '??? !!!',
      'one',
      'one two',
      'one two three',
      'Write a haiku about 12 cats, 3.5 dogs and 1,000.25 fish.',
      'Say "the quick brown fox" and "score" and "unclosed',
      'See https://example.org/a?b=c (or http://x.y) and ://nothing',
      'Fix ```python\nprint(1)\n``` and `foo` and ```open',
      'ids a1b2c3 gpt4 4o x 1 2 3, 4; 5',
      'word'.repeat(100),
      'x '.repeat(100),
      'a1'.repeat(500),
      '"""""" `````` ``',
      ':// a:// "a://b" `a://b`',
    ].map(utf8),
  );
});

test('the kernel reads prompts of every length around a block of 64 bytes as the reference does', () => {
  const prompts: Uint8Array[] = [];
  for (let length = 0; length < 200; length++)
    for (const piece of ['a', '1', 'ab1 ', '"a b c" ', '漢']) prompts.push(utf8(piece.repeat(200)).subarray(0, length));
  expectEqual(prompts);
});

test('the kernel reads any mixture of words, numbers, marks and scripts as the reference does', () => {
  const prompt = fc.array(fc.constantFrom(...PIECES), { maxLength: 120 }).map((pieces) => utf8(pieces.join('')));
  fc.assert(fc.property(fc.array(prompt, { minLength: 20, maxLength: 20 }), expectEqual), { seed: 7, numRuns: 150 });
});

test('the kernel reads any text and any bytes as the reference does', () => {
  const text = fc.array(fc.nat(0x10ffff), { maxLength: 200 }).map((points) => utf8(String.fromCodePoint(...points)));
  const bytes = fc.uint8Array({ maxLength: 300 });
  fc.assert(fc.property(fc.array(fc.oneof(text, bytes), { minLength: 20, maxLength: 20 }), expectEqual), { seed: 8, numRuns: 30 });
});

test('a prompt longer than what is read is read by its two ends in both', () => {
  const long = utf8(`start ${'alpha 12 "b c d e" '.repeat(PROMPT_BYTES_READ / 16)} end of it`);
  const exact = long.subarray(0, PROMPT_BYTES_READ);
  const dense = utf8('a1'.repeat(PROMPT_BYTES_READ));
  expectEqual([long, exact, dense, utf8(':'.repeat(PROMPT_BYTES_READ))]);
});

test('what surrounds a prompt in memory does not change its facts', () => {
  const prompts = ['abc', '12', '.5', ',000', 'x', '"', '"a b c"', '`', '//', ':', 'def'].map(utf8);
  expectEqual([...prompts, ...prompts.toReversed()]);
});

test('the kernel classifies ordinary requests, wrapped and long ones, as the reference does', () => {
  const requests = [
    'Write a Python function that parses a CSV file and returns the sum of each column. Include unit tests.',
    'Translate the following paragraph into French: the house stands at the end of the road.',
    'Prove that the square root of 2 is irrational. Show your work, step by step.',
    'You are an impartial judge. Rate the response on a scale from 1 to 10 and justify the score.',
    'Summarise this article in three sentences and list the key entities.',
    '写一首关于秋天的诗，并翻译成英文。',
    'Use the available tools: call the tool search, then read the tool result and plan the next action.',
    'Schreibe eine kurze Geschichte über einen müden Drachen.',
    'привет, расскажи про историю Рима',
  ];
  const wrapped = requests.map((request) => `You are an expert. ${request} Answer only with the final result in JSON, no preamble.`);
  const long = requests.map((request) => `${`${request}\n`.repeat(60)} ${requests[0]}`);
  expectEqual([...requests, ...wrapped, ...long].map(utf8));
});

test('the kernel finds every phrase that tells how a prompt asks as the reference does', () => {
  const phrases = Object.values(MEANING_WORDS).flatMap((words) => words.split(';').map((phrase) => phrase.trim()));
  const random = seededRandom(9);
  const pick = (): string => phrases[randomBelow(random, phrases.length)] ?? '';
  const prompts = phrases.map((phrase) => `please ${phrase}, ${pick()} and ${pick()}; ${phrase}`);
  expectEqual([...prompts, phrases.join(' '), phrases.join('. ').repeat(3)].map(utf8));
});

test('the kernel tells languages as the reference does', () => {
  const texts = [
    '¿Cuánto tarda una carta desde aquí hasta la costa?',
    "Combien de temps met une lettre d'ici à la côte ?",
    'Скільки йде лист звідси до узбережжя? Сколько идёт письмо?',
    'كم تستغرق الرسالة من هنا إلى الساحل؟ این نامه چه مدت در راه است',
    '隣の人に騒音について短いメモを書いてください。',
    '用Python写一个函数，读取CSV文件。「引用」、JSON格式',
    '여기서 해안까지 편지가 얼마나 걸리나요? 1점에서 10점',
    'จดหมายจากที่นี่ไปถึงชายฝั่งใช้เวลานานเท่าไร',
    'Πόσο κάνει; כמה זמן? यहाँ से तट तक এখান থেকে இங்கிருந்து',
    'Một lá thư từ đây ra bờ biển mất bao lâu, ạ',
    'for i in range(10):\n  print(i)',
    '\ud83d\ude42\u00e9\u4e00x\u0e01',
  ];
  const random = seededRandom(11);
  const pick = (): string => texts[randomBelow(random, texts.length)] ?? '';
  const mixed = Array.from({ length: 60 }, () =>
    Array.from({ length: 1 + randomBelow(random, 9) }, pick).join(randomBelow(random, 2) === 0 ? ' ' : ''),
  );
  expectEqual([...texts, ...mixed].map(utf8));
});
