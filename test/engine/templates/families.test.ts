import { describe, expect, it } from 'vitest';
import { seededRandom, shuffle } from '../../../main/engine/statistics/random.ts';
import { DistinctSkeletons } from '../../../main/engine/templates/distinct-skeletons.ts';
import { findFamilies } from '../../../main/engine/templates/families.ts';
import { fingerprintPrompt } from '../../../main/engine/templates/fingerprint.ts';

interface Sent {
  readonly account: number;
  readonly prompt: string;
}

/** Family of each prompt, -1 for none. */
function familiesOf(sent: readonly Sent[], accountCount: number): number[] {
  const prints = sent.map(({ prompt }) => fingerprintPrompt(new TextEncoder().encode(prompt)));
  const sketch = new Uint8Array(sent.length * 32);
  prints.forEach((print, i) => {
    sketch.set(print.sketch, i * 32);
  });
  const skeletons = new DistinctSkeletons();
  const numbers = new Int32Array(sent.length);
  skeletons.add(
    {
      skeletonHash: BigUint64Array.from(prints, ({ skeleton }) => (BigInt(skeleton.high) << 32n) | BigInt(skeleton.low)),
      headHash: Uint32Array.from(prints, ({ skeleton }) => skeleton.head),
      tailHash: Uint32Array.from(prints, ({ skeleton }) => skeleton.tail),
      tokenCount: Uint16Array.from(prints, ({ tokenCount }) => tokenCount),
      sketch,
    },
    sent.length,
    numbers,
  );
  const used = [...numbers.keys()].filter((i) => (numbers[i] as number) >= 0);
  const { familyOf } = findFamilies(skeletons, {
    accountCount,
    accounts: Int32Array.from(used, (i) => sent[i]?.account ?? 0),
    skeletons: Int32Array.from(used, (i) => numbers[i] as number),
  });
  return Array.from(numbers, (number) => (number < 0 ? -1 : (familyOf[number] as number)));
}

const OPENING = 'Read the material between the marks with care and then do exactly what is asked of you there';
const CLOSING = 'List every single step that you took on the way and close with the line that holds the result';
const WORDS = 'river stone market paper window copper engine garden violin harbour mirror candle forest ladder pepper saddle'.split(' ');

function filler(random: () => number, length: number): string {
  return Array.from({ length }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ');
}

describe('template families', () => {
  it('hold a wrapped prompt together whatever is filled in', () => {
    const random = seededRandom(1);
    const sent = Array.from({ length: 20 }, (_, i) => ({ account: i, prompt: `${OPENING}\n${filler(random, 60)}\n${CLOSING}` }));
    expect(new Set(familiesOf(sent, 20)).size).toBe(1);
  });
  it('hold prompts with the same opening or closing only', () => {
    const random = seededRandom(2);
    const opened = Array.from({ length: 8 }, (_, i) => ({ account: i, prompt: `${OPENING} ${filler(random, 40)}` }));
    const closed = Array.from({ length: 8 }, (_, i) => ({ account: i, prompt: `${filler(random, 40)} ${CLOSING}` }));
    const families = familiesOf([...opened, ...closed], 100);
    expect(new Set(families.slice(0, 8)).size).toBe(1);
    expect(new Set(families.slice(8)).size).toBe(1);
    expect(families[0]).not.toBe(families[8]);
  });
  it('hold near-duplicates whose ends differ', () => {
    const random = seededRandom(3);
    const middle = filler(random, 120);
    const sent = Array.from({ length: 6 }, (_, i) => ({ account: i, prompt: `${WORDS[i]} ${middle} ${WORDS[i + 6]}` }));
    expect(new Set(familiesOf(sent, 100)).size).toBe(1);
  });
  it('keep unrelated prompts apart, each in its own family', () => {
    const random = seededRandom(4);
    const sent = Array.from({ length: 200 }, (_, i) => ({ account: i, prompt: filler(random, 40) }));
    expect(new Set(familiesOf(sent, 200)).size).toBe(200);
  });
  it('do not chain: two wrappers that share a closing stay apart', () => {
    const random = seededRandom(5);
    const other = filler(random, 15);
    const sent = Array.from({ length: 20 }, (_, i) => ({
      account: i,
      prompt: `${i % 2 === 0 ? OPENING : other}\n${filler(random, 50)}\n${CLOSING}`,
    }));
    const families = familiesOf(sent, 20);
    expect(new Set(families).size).toBe(2);
    expect(families[0]).toBe(families[2]);
    expect(families[0]).not.toBe(families[1]);
  });
  it('have no place for prompts so short that anybody may send them', () => {
    const families = familiesOf(
      [
        { account: 0, prompt: 'thank you, please go on' },
        { account: 1, prompt: 'thank you, please go on' },
      ],
      2,
    );
    expect(families).toEqual([-1, -1]);
  });
  it('do not depend on the order of the prompts', () => {
    const random = seededRandom(6);
    const sent = Array.from({ length: 120 }, (_, i) => ({
      account: i % 30,
      prompt: i % 3 === 0 ? filler(random, 30) : `${OPENING}\n${filler(random, 20)}\n${i % 2 === 0 ? CLOSING : filler(random, 20)}`,
    }));
    const byPrompt = (list: readonly Sent[]) => new Map(familiesOf(list, 30).map((family, i) => [list[i]?.prompt, family]));
    const expected = byPrompt(sent);
    const shuffled = [...sent];
    shuffle(shuffled, random);
    expect([...byPrompt(shuffled)].sort()).toEqual([...expected].sort());
  });
});
