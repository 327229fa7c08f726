import { describe, expect, it } from 'vitest';
import { TemplateUse } from '../../../main/engine/links/template-use.ts';
import { accountsOfValue, valuesOfAccount } from '../../../main/engine/links/value-table.ts';
import { type RandomSource, seededRandom, shuffle } from '../../../main/engine/statistics/random.ts';
import type { SkeletonRows } from '../../../main/engine/templates/distinct-skeletons.ts';
import { RepeatFilter } from '../../../main/engine/templates/repeat-filter.ts';
import { SkeletonCensus } from '../../../main/engine/templates/skeleton-census.ts';

/** One prompt by its hashes; the sketch is drawn from the skeleton, so that two are never near-duplicates. */
interface Sent {
  readonly account: number;
  readonly skeleton: bigint;
  readonly head: number;
  readonly tail: number;
}

const hash32 = (random: RandomSource): number => 1 + Math.floor(random() * 0xfffffffe);
const hash64 = (random: RandomSource): bigint => (BigInt(hash32(random)) << 32n) | BigInt(hash32(random));

function rowsOf(sent: readonly Sent[]): SkeletonRows {
  const sketch = new Uint8Array(sent.length * 32);
  sent.forEach(({ skeleton }, i) => {
    const random = seededRandom(Number(skeleton & 0x7fffffffn));
    for (let bin = 0; bin < 32; bin++) sketch[i * 32 + bin] = Math.floor(random() * 256);
  });
  return {
    skeletonHash: BigUint64Array.from(sent, ({ skeleton }) => skeleton),
    headHash: Uint32Array.from(sent, ({ head }) => head),
    tailHash: Uint32Array.from(sent, ({ tail }) => tail),
    tokenCount: new Uint16Array(sent.length).fill(40),
    sketch,
  };
}

const ACCOUNTS = 40;
const HARVESTERS = 10;
const WRAPPED_EACH = 400;

/** Ten accounts wrap 400 new texts each, 30 send 1,000 prompts of their own each, and a copied prompt that five of them pass on. */
function drawSent(): Sent[] {
  const random = seededRandom(3);
  const copied = hash64(random);
  const wrapped = Array.from({ length: HARVESTERS * WRAPPED_EACH }, (_, i) => {
    return { account: i % HARVESTERS, skeleton: hash64(random), head: 71, tail: 72 };
  });
  const own = Array.from({ length: 30_000 }, (_, i) => {
    return { account: HARVESTERS + (i % 30), skeleton: hash64(random), head: hash32(random), tail: hash32(random) };
  });
  const passedOn = Array.from({ length: 5 }, (_, i) => ({ account: 12 + i, skeleton: copied, head: 5, tail: 6 }));
  return [...wrapped, ...own, ...passedOn];
}

function templatesOf(sent: readonly Sent[], budget: number) {
  const rows = rowsOf(sent);
  const accounts = Int32Array.from(sent, ({ account }) => account);
  const census = new SkeletonCensus(sent.length, budget);
  census.add(rows, sent.length);
  const use = new TemplateUse(ACCOUNTS, census);
  use.add(accounts, rows, sent.length);
  if (use.comesTwice) use.lookAgain(accounts, rows, sent.length);
  return { use, census, ...use.build() };
}

describe('a census of skeletons', () => {
  const sent = drawSent();
  it('keeps every skeleton within the budget', () => {
    const { use, skeletons } = templatesOf(sent, 40_000);
    expect(use.comesTwice).toBe(false);
    expect(skeletons.count).toBe(34_001);
  });
  it('keeps about the budget beyond it, what repeats first', () => {
    const { census, skeletons } = templatesOf(sent, 12_000);
    const { repeated, resembling, unique } = census.shares();
    expect(repeated).toBe(1);
    expect(resembling).toBe(1);
    expect(unique).toBeLessThan(0.4);
    expect(Math.abs(skeletons.count - 12_000)).toBeLessThan(2_500);
  });
  it('counts a wrapped prompt that was not kept in the family of its opening and closing', () => {
    const { census, table } = templatesOf(sent, 4_000);
    expect(census.shares().resembling).toBeLessThan(1);
    if (table === null) throw new Error('no families');
    const family = valuesOfAccount(table, 0)[0] as number;
    expect([...accountsOfValue(table, family)]).toEqual(Array.from({ length: HARVESTERS }, (_, i) => i));
    expect(table.accountValueCounts[table.accountStart[0] as number]).toBe(WRAPPED_EACH);
  });
  it('keeps the prompt that several accounts pass on', () => {
    const { table } = templatesOf(sent, 4_000);
    if (table === null) throw new Error('no families');
    const shared = [...valuesOfAccount(table, 12)].filter((family) => accountsOfValue(table, family).length > 1);
    expect(shared.map((family) => [...accountsOfValue(table, family)])).toEqual([[12, 13, 14, 15, 16]]);
  });
  it('counts for every account how many prompts of its own have no number', () => {
    const { table } = templatesOf(sent, 4_000);
    if (table === null) throw new Error('no families');
    expect(table.unlisted?.exchanges[0]).toBe(0);
    expect(table.unlisted?.values[39]).toBe(1_000);
  });
  it('gives the same table in any order of prompts', () => {
    const shuffled = [...sent];
    shuffle(shuffled, seededRandom(9));
    expect(templatesOf(shuffled, 4_000).table).toEqual(templatesOf(sent, 4_000).table);
  });
});

describe('a filter of repeats', () => {
  it('never takes a repeated hash for one seen once', () => {
    const random = seededRandom(4);
    const hashes = Array.from({ length: 5_000 }, () => [hash32(random), hash32(random)] as const);
    const filter = new RepeatFilter(hashes.length, 1 << 20);
    for (const [high, low] of hashes) filter.add(high, low);
    const taken = hashes.filter(([high, low]) => filter.isRepeated(high, low)).length;
    expect(taken).toBeLessThan(400);
    for (const [high, low] of hashes.slice(0, 100)) filter.add(high, low);
    expect(hashes.slice(0, 100).every(([high, low]) => filter.isRepeated(high, low))).toBe(true);
  });
});
