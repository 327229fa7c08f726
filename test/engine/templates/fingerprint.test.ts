import { describe, expect, test } from 'vitest';
import { SKETCH_BINS } from '../../../main/engine/domain/exchange-columns.ts';
import { randomBelow, seededRandom } from '../../../main/engine/statistics/random.ts';
import { type Fingerprint, fingerprintPrompt, TOKEN_COUNT_LIMIT } from '../../../main/engine/templates/fingerprint.ts';

const read = (text: string): Fingerprint => fingerprintPrompt(new TextEncoder().encode(text));
const skeletonOf = (text: string): string => `${read(text).skeleton.high}-${read(text).skeleton.low}`;

function agreement(a: Fingerprint, b: Fingerprint): number {
  return a.sketch.filter((byte, bin) => byte === b.sketch[bin]).length / SKETCH_BINS;
}

function sentence(seed: number, words: number): string {
  const random = seededRandom(seed);
  return Array.from(
    { length: words },
    () => `w${'abcdefgh'.charAt(randomBelow(random, 8))}${'klmnopqr'.charAt(randomBelow(random, 8))}x`,
  ).join(' ');
}

describe('a skeleton', () => {
  test('is the same whatever fills numbers, quotations, code and addresses', () => {
    const fill = (n: string, quote: string, code: string, address: string): string =>
      `Task ${n}: rewrite "${quote}" as in\n\`\`\`\n${code}\n\`\`\`\nand \`${code.length}\`, see ${address} now`;
    const one = skeletonOf(fill('12', 'the cat sat', 'x = 1', 'https://a.example/1'));
    expect(skeletonOf(fill('9,000.5', 'an entirely different and longer text', 'def f():\n  return "y"', 'ftp://b.example/?q=2#z'))).toBe(
      one,
    );
    expect(skeletonOf(fill('12', 'the cat sat', 'x = 1', 'https://a.example/1').replace('rewrite', 'translate'))).not.toBe(one);
  });

  test('is the same for identifiers that mix letters and digits, and for lists of numbers of any length', () => {
    expect(skeletonOf('order a1b2c3 of 1, 2, 3')).toBe(skeletonOf('order ff99 of 4'));
  });

  test('ignores letter case, spacing and punctuation', () => {
    expect(skeletonOf('Explain, step by step:')).toBe(skeletonOf('explain  STEP by\nstep'));
  });

  test('keeps a short quotation, which names a part of the template', () => {
    expect(skeletonOf('Give the field "score" only')).not.toBe(skeletonOf('Give the field "reason" only'));
  });

  test('keeps what follows a quotation mark that no other closes on its line', () => {
    expect(skeletonOf('a 5" pipe for cats')).not.toBe(skeletonOf('a 5" pipe for dogs'));
    expect(skeletonOf('say "one two three\nfour" five')).not.toBe(skeletonOf('say "uno dos tres\nfour" five'));
  });

  test('masks a fence that nothing closes to the end', () => {
    expect(skeletonOf('Fix this:\n```js\nlet a')).toBe(skeletonOf('Fix this:\n```py\nprint("x")\n'));
  });

  test('depends on the order of words', () => {
    expect(skeletonOf('dog bites man')).not.toBe(skeletonOf('man bites dog'));
  });
});

describe('head and tail', () => {
  const wrapper = 'you are a careful senior engineer and answer only with valid code';
  const closing = 'think step by step and give the final answer in the last line';

  test('are equal for prompts that share their first or last twelve masked tokens', () => {
    const one = read(`${wrapper} alpha beta ${closing}`).skeleton;
    const other = read(`${wrapper} gamma delta epsilon ${closing}`).skeleton;
    expect(other.head).toBe(one.head);
    expect(other.tail).toBe(one.tail);
    expect(one.head).not.toBe(one.tail);
    expect(read(`Please ${wrapper} alpha beta ${closing}`).skeleton.head).not.toBe(one.head);
  });

  test('are zero below twelve masked tokens, however long the code between', () => {
    const { head, tail } = read(`fix this \`\`\`\n${'code '.repeat(100)}\n\`\`\` please`).skeleton;
    expect([head, tail]).toEqual([0, 0]);
    expect(read(wrapper).skeleton.head).toBe(read(wrapper).skeleton.tail);
    expect(read(wrapper).skeleton.head).not.toBe(0);
  });
});

describe('a sketch', () => {
  test('agrees in about the share of shingles that two prompts have in common', () => {
    const common = sentence(1, 90);
    let sum = 0;
    const pairs = 60;
    for (let pair = 0; pair < pairs; pair++)
      sum += agreement(read(`${common} ${sentence(2 * pair + 10, 30)}`), read(`${common} ${sentence(2 * pair + 11, 30)}`));
    const similarity = 88 / (88 + 60);
    expect(sum / pairs).toBeGreaterThan(similarity - 0.06);
    expect(sum / pairs).toBeLessThan(similarity + 0.06);
  });

  test('hardly agrees for unrelated prompts', () => {
    let sum = 0;
    for (let pair = 0; pair < 60; pair++) sum += agreement(read(sentence(2 * pair + 1000, 100)), read(sentence(2 * pair + 1001, 100)));
    expect(sum / 60).toBeLessThan(0.03);
  });

  test('of few shingles fills all bins and tells short prompts apart', () => {
    expect(agreement(read('alpha beta'), read('alpha beta'))).toBe(1);
    expect(agreement(read('alpha beta'), read('alpha gamma'))).toBeLessThan(0.2);
    expect(new Set(read('alpha').sketch).size).toBeGreaterThan(20);
  });
});

test('an empty prompt and one without words have a fingerprint of zeros', () => {
  for (const text of ['', ' \n', '?!...']) {
    expect(read(text)).toEqual({ skeleton: { high: 0, low: 0, head: 0, tail: 0 }, tokenCount: 0, sketch: new Uint8Array(SKETCH_BINS) });
  }
});

test('the token count saturates', () => {
  expect(read('one 2 three').tokenCount).toBe(3);
  expect(read('a '.repeat(70_000)).tokenCount).toBe(TOKEN_COUNT_LIMIT);
});

test('fingerprints stay what they are in cases already stored', () => {
  const { skeleton, sketch } = read('Write a function `add` that returns "the sum of two" numbers 1 and 2, see https://example.org/x');
  expect([skeleton, Buffer.from(sketch).toString('hex')]).toMatchInlineSnapshot(`
    [
      {
        "head": 2060358079,
        "high": 1187270769,
        "low": 2333977554,
        "tail": 3719372638,
      },
      "622bffc8915a23c38cedc891d5d69f683149b6f6bf88511ae3ac5e27f0b9824b",
    ]
  `);
});
