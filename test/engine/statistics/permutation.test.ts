import { describe, expect, it } from 'vitest';
import { permutationTest } from '../../../main/engine/statistics/permutation.ts';
import { seededRandom } from '../../../main/engine/statistics/random.ts';

function testOf(values: readonly number[], members: number, seed: number, mostDraws = 199) {
  const n = values.length;
  return permutationTest(
    {
      values: Float64Array.from(values),
      width: 1,
      isMember: Uint8Array.from({ length: n }, (_, i) => (i < members ? 1 : 0)),
      stratum: new Int32Array(n),
      draws: 199,
      mostDraws,
    },
    seededRandom(seed),
  )[0] as number;
}

describe('permutationTest', () => {
  it('has uniform p-values where labels mean nothing, also for heavy tails (Kolmogorov-Smirnov)', () => {
    const runs = 500;
    const pValues = Float64Array.from({ length: runs }, (_, run) => {
      const random = seededRandom(run + 1);
      return testOf(
        Array.from({ length: 60 }, () => (random() - 0.3) / random()),
        12,
        run,
      );
    }).sort();
    const distance = pValues.reduce((most, p, i) => Math.max(most, Math.abs(p - (i + 0.5) / runs)), 0);
    expect(distance).toBeLessThan(1.63 / Math.sqrt(runs));
  });

  it('finds a group that lies above the rest, beyond the resolution of the first draws', () => {
    const random = seededRandom(3);
    const p = testOf(
      Array.from({ length: 100 }, (_, i) => random() - 0.5 + (i < 15 ? 1 : 0)),
      15,
      4,
      20_000,
    );
    expect(p).toBeLessThan(1 / 1000);
  });

  it('gives 1 or nearly 1 to a group that lies below, and to values of nothing', () => {
    const random = seededRandom(3);
    expect(
      testOf(
        Array.from({ length: 100 }, (_, i) => random() - 0.5 - (i < 15 ? 1 : 0)),
        15,
        4,
      ),
    ).toBeGreaterThan(0.99);
    expect(testOf(new Array<number>(50).fill(0), 5, 4)).toBe(1);
  });

  it('does not call one large unit a result', () => {
    const random = seededRandom(9);
    expect(
      testOf(
        Array.from({ length: 100 }, (_, i) => (i === 0 ? 500 : random() - 0.5)),
        15,
        4,
      ),
    ).toBeGreaterThan(0.05);
  });

  it('trades labels only inside a stratum', () => {
    const values = Float64Array.from({ length: 40 }, (_, i) => (i < 20 ? 10 : -10));
    const input = { values, width: 1, isMember: Uint8Array.from(values, (_, i) => (i < 5 ? 1 : 0)), draws: 199, mostDraws: 199 };
    expect(permutationTest({ ...input, stratum: Int32Array.from(values, (_, i) => (i < 20 ? 0 : 1)) }, seededRandom(1))[0]).toBe(1);
    expect(permutationTest({ ...input, stratum: new Int32Array(40) }, seededRandom(1))[0]).toBeLessThan(0.1);
  });
});
