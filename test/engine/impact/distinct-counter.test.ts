import { describe, expect, it } from 'vitest';
import { DistinctCounter } from '../../../main/engine/impact/distinct-counter.ts';
import { keyWith, promptKeys } from '../../../main/engine/impact/prompt-keys.ts';

/** Keys as the program makes them, of made-up prompts number 0 to n - 1 of a run. */
function keysOf(run: number, count: number): Uint32Array {
  const skeletonHash = BigUint64Array.from({ length: count }, (_, i) => BigInt(i + 1) * 0x1_0000_0001n + BigInt(run));
  const sketch = new Uint8Array(count * 32);
  const tokenCount = Uint16Array.from({ length: count }, (_, i) => i % 7);
  const keys = new Uint32Array(count * 2);
  promptKeys({ skeletonHash, sketch, tokenCount }, count, keys);
  return keys;
}

function countOf(limit: number, keys: Uint32Array, from = 0, step = 1): DistinctCounter {
  const counter = new DistinctCounter(limit);
  const rows = keys.length / 2;
  for (let i = 0, row = from; i < rows; i++, row = (row + step) % rows) counter.add(keys[2 * row] as number, keys[2 * row + 1] as number);
  return counter;
}

describe('distinct keys', () => {
  it('are counted exactly up to the limit, repeats or not', () => {
    const keys = keysOf(1, 5000);
    const counter = countOf(5000, keys);
    for (let row = 0; row < 5000; row += 3) counter.add(keys[2 * row] as number, keys[2 * row + 1] as number);
    expect([counter.count, counter.isEstimate]).toEqual([5000, false]);
  });

  it('are estimated beyond it', () => {
    const counter = countOf(4999, keysOf(1, 5000));
    expect(counter.isEstimate).toBe(true);
    expect(Math.abs(counter.count / 5000 - 1)).toBeLessThan(0.03);
  });

  it('include the key whose halves are both 0', () => {
    const counter = new DistinctCounter(10);
    counter.add(0, 0);
    counter.add(0, 0);
    counter.add(5, 0);
    expect(counter.count).toBe(2);
  });

  it.each([100, 2000, 20_000, 60_000, 250_000])('of %i keys are estimated within the stated error, without bias', (count) => {
    const errors = Array.from({ length: 12 }, (_, run) => countOf(0, keysOf(run * 1000 + 17, count)).count / count - 1);
    const spread = Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length);
    const bias = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    // Standard error 0.0081; the bounds are those of 12 runs at about one in ten thousand.
    expect(spread).toBeLessThan(0.0081 * 1.7);
    expect(Math.abs(bias)).toBeLessThan((0.0081 * 4) / Math.sqrt(12));
  });

  it('give the same estimate in any order', () => {
    const keys = keysOf(3, 10_007);
    const forward = countOf(1000, keys).count;
    expect(countOf(1000, keys, 5000, 1013).count).toBe(forward);
    expect(countOf(1, keys, 9, 10_006).count).toBe(forward);
  });
});

describe('keys of prompts', () => {
  it('differ by skeleton, by sketch and by number of words, and are 0 without prompt only', () => {
    const rows = 6;
    const skeletonHash = BigUint64Array.of(1n, 1n, 1n, 2n, 1n << 32n, 0n);
    const sketch = new Uint8Array(rows * 32);
    sketch[1 * 32 + 31] = 1;
    const tokenCount = Uint16Array.of(1, 1, 2, 1, 1, 5);
    const keys = new Uint32Array(rows * 2);
    promptKeys({ skeletonHash, sketch, tokenCount }, rows, keys);
    const texts = Array.from({ length: rows }, (_, row) => `${keys[2 * row]} ${keys[2 * row + 1]}`);
    expect(new Set(texts).size).toBe(rows);
    expect(texts.indexOf('0 0')).toBe(5);
  });

  it('are the same wherever the columns begin in memory', () => {
    const bytes = new Uint8Array(1 + 64).map((_, i) => (i * 37) & 255);
    const skeletonHash = BigUint64Array.of(11n, 12n);
    const tokenCount = Uint16Array.of(3, 4);
    const [odd, even] = [new Uint32Array(4), new Uint32Array(4)];
    promptKeys({ skeletonHash, tokenCount, sketch: bytes.subarray(1) }, 2, odd);
    promptKeys({ skeletonHash, tokenCount, sketch: bytes.slice(1) }, 2, even);
    expect(odd).toEqual(even);
  });

  it('with a number differ by both', () => {
    const texts = new Set<string>();
    const key = new Uint32Array(2);
    for (let prompt = 1; prompt <= 100; prompt++) {
      for (let output = 1; output <= 100; output++) {
        keyWith(prompt, 7, output, key);
        texts.add(`${key[0]} ${key[1]}`);
      }
    }
    expect(texts.size).toBe(10_000);
  });
});
