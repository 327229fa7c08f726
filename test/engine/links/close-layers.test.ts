import { describe, expect, it } from 'vitest';
import { analyzeTraffic } from '../../../main/engine/campaigns/analyze-traffic.ts';
import { DEFAULT_SETTINGS } from '../../../main/engine/campaigns/settings.ts';
import { LAYERS, type Layer } from '../../../main/engine/domain/layer.ts';
import { lookClosely } from '../../../main/engine/links/close-look.ts';
import type { GroupMeasure } from '../../../main/engine/links/group-rule.ts';
import { GROUP_RULES } from '../../../main/engine/links/group-rules.ts';
import { type RandomSource, randomBelow, seededRandom, shuffle } from '../../../main/engine/statistics/random.ts';
import { drawExchanges, textDigest } from '../campaigns/drawn-case.ts';
import { type DrawnExchange, readingOf } from './drawn-traffic.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Monday. */
const START = Date.UTC(2026, 4, 4);
const DAYS = 21;
const MEMBERS = 12;
const WORDS =
  'apple brook canyon desk ember field glove house island jacket kettle lamp meadow needle orchard pond quilt rope sail tower'.split(' ');

const phrase = (random: RandomSource, length = 12): string =>
  Array.from({ length }, () => WORDS[randomBelow(random, WORDS.length)]).join(' ');
const wrapped = (task: string): string =>
  `Treat what follows as one item of a long list and give it your whole attention without remark\n${task}\nWhen you are done lay open each step from first to last and end with the outcome alone please`;
const name = (account: number): string => `a${String(account).padStart(4, '0')}`;

/** When a member uses the shared template: milliseconds since the start of a day of the log. */
type Uses = (account: number, day: number, random: RandomSource) => readonly number[];

function drawUses(uses: Uses, seed = 3, members = MEMBERS): DrawnExchange[] {
  const random = seededRandom(seed);
  const exchanges: DrawnExchange[] = [];
  for (let day = 0; day < DAYS; day++) {
    for (let account = 0; account < members; account++) {
      for (const at of uses(account, day, random))
        exchanges.push({
          account_id: name(account),
          ts: new Date(START + day * DAY + at).toISOString(),
          prompt_text: wrapped(phrase(random)),
        });
    }
  }
  return exchanges;
}

function measure(
  layer: 'template_hand_off' | 'work_partition',
  exchanges: readonly DrawnExchange[],
  members = MEMBERS,
): GroupMeasure | null {
  const { traffic, readRows } = readingOf(exchanges);
  const group = Int32Array.from({ length: members }, (_, account) => account);
  const look = lookClosely(traffic, [group], readRows);
  return GROUP_RULES[layer].prepare(traffic, look)?.(group, seededRandom(1), 4_999) ?? null;
}

const handOff = (uses: Uses): GroupMeasure | null => measure('template_hand_off', drawUses(uses));

/** A stretch of work that begins at an hour of the day. */
const stretch = (fromHour: number, hours: number, random: RandomSource, uses = 6): number[] =>
  Array.from({ length: uses }, (_, i) => (fromHour + (hours * (i + random())) / uses) * HOUR);

/** Each hour of the day belongs to one account, another order every day. */
function relay(day: number): readonly number[] {
  const random = seededRandom(1000 + day);
  const order = Array.from({ length: 24 }, (_, hour) => hour % MEMBERS);
  shuffle(order, random);
  return order;
}

const isWeekend = (day: number): boolean => day % 7 >= 5;

describe('template hand-off', () => {
  it('holds accounts of which one at a time uses the template, with a reason that names both sides', () => {
    const measured = handOff((account, day, random) =>
      relay(day).flatMap((owner, hour) => (owner === account ? stretch(hour, 0.98, random) : [])),
    );
    expect(measured).toMatchObject({
      isTelling: true,
      reason: expect.stringMatching(/^of \d+ sessions .* 0 pairs overlap; .* \d\d\d? would/),
    });
    expect(measured?.pValue).toBeLessThan(0.001);
  });
  it('does not hold accounts that work through the day without regard to one another', () => {
    const measured = handOff((_account, _day, random) => [0, 0].flatMap(() => stretch(22 * random(), 1, random)));
    expect(measured?.isTelling).toBe(false);
    expect(measured?.pValue).toBeGreaterThan(0.01);
  });
  const APART: readonly (readonly [string, Uses])[] = [
    ['an early and a late shift', (account, day, random) => (isWeekend(day) ? [] : stretch(account % 2 === 0 ? 6 : 14, 8, random, 12))],
    [
      'shifts that change places every week',
      (account, day, random) => (isWeekend(day) ? [] : stretch((account + Math.floor(day / 7)) % 2 === 0 ? 6 : 14, 8, random, 12)),
    ],
    ['people who work on different days of the week', (account, day, random) => (account % 7 === day % 7 ? stretch(9, 8, random, 12) : [])],
    [
      'mornings on some days and afternoons on others',
      (account, day, random) => stretch(((account + day) % 7) % 2 === 0 && day % 7 < 6 ? 6 : 14, 8, random, 12),
    ],
    [
      'somebody on call for a week at a time',
      (account, day, random) => (account % 3 === Math.floor(day / 7) % 3 ? stretch(8, 10, random, 12) : []),
    ],
    ['shards of a nightly job, one after another', (account, _day, random) => stretch(account, 0.95 + 0.1 * random(), random)],
    ['shards of a nightly job, all at once', (_account, day, random) => stretch(1 + (day % 3), 1, random)],
    ['people of many time zones', (account, day, random) => (isWeekend(day) ? [] : stretch((account * 2) % 24, 1.9, random))],
  ];
  it.each(APART)('says nothing of %s', (_, uses) => {
    const measured = handOff(uses);
    expect(measured === null || !measured.isTelling || measured.pValue > 0.01).toBe(true);
  });
  it('says nothing where few would meet, of a log of one week, and without times', () => {
    expect(handOff((account, day, random) => (day % 7 === account % 5 ? stretch(24 * random(), 0.1, random, 1) : []))).toBeNull();
    const week = drawUses((account, day, random) =>
      day < 7 ? relay(day).flatMap((owner, hour) => (owner === account ? stretch(hour, 0.98, random) : [])) : [],
    );
    expect(measure('template_hand_off', week)).toBeNull();
    expect(
      measure(
        'template_hand_off',
        week.map((exchange) => ({ ...exchange, ts: null })),
      ),
    ).toBeNull();
  });
  it('gives small p-values no more often than they say to accounts that are independent', () => {
    const independent: Uses = (_account, _day, random) => (random() < 0.6 ? stretch(9 + 8 * random(), 1, random) : []);
    const pValues = Array.from({ length: 24 }, (_, i) => measure('template_hand_off', drawUses(independent, 100 + i, 6), 6)?.pValue ?? 1);
    expect(pValues.filter((p) => p < 0.05).length).toBeLessThanOrEqual(3);
  });
  it('does not depend on the order of rows', () => {
    const exchanges = drawUses((account, day, random) =>
      relay(day).flatMap((owner, hour) => (owner === account ? stretch(hour, 1.2, random) : [])),
    );
    const shuffled = exchanges.slice();
    shuffle(shuffled, seededRandom(9));
    expect(measure('template_hand_off', shuffled)).toEqual(measure('template_hand_off', exchanges));
  });
});

const POOL = Array.from({ length: 360 }, (_, i) => wrapped(`${phrase(seededRandom(i), 14)} ${WORDS[i % 20]} ${WORDS[Math.floor(i / 20)]}`));
const OUTSIDERS = 60;
const ITEMS = 32;

/** Members ask what `items` says, each of it twice; others of the template take theirs from the pool at random. */
function drawItems(items: (account: number, random: RandomSource) => readonly string[], outsiders = OUTSIDERS): DrawnExchange[] {
  const random = seededRandom(8);
  return Array.from({ length: MEMBERS + outsiders }, (_, account) => account).flatMap((account) => {
    const own =
      account < MEMBERS ? items(account, random) : Array.from({ length: ITEMS }, () => POOL[randomBelow(random, POOL.length)] as string);
    return [...own, ...own].map((prompt, i) => ({
      account_id: name(account),
      ts: new Date(START + i * HOUR).toISOString(),
      prompt_text: prompt,
    }));
  });
}

const dealt = (account: number): readonly string[] => POOL.filter((_, item) => item % MEMBERS === account);

describe('work partition', () => {
  it('holds accounts that divide among them what strangers ask again and again', () => {
    const measured = measure('work_partition', drawItems(dealt));
    expect(measured).toMatchObject({ isTelling: true, reason: expect.stringMatching(/^two members ask the same item 0 times/) });
    expect(measured?.pValue).toBeLessThan(0.001);
  });
  it('does not hold accounts that take from the pool as strangers do, however often they ask again', () => {
    const measured = measure(
      'work_partition',
      drawItems((_, random) => Array.from({ length: ITEMS }, () => POOL[randomBelow(random, POOL.length)] as string)),
    );
    expect(measured?.isTelling).toBe(false);
  });
  it('says nothing of a template that only members send, and of members with items of their own', () => {
    expect(measure('work_partition', drawItems(dealt, 0))).toBeNull();
    const own = (_account: number, random: RandomSource) => Array.from({ length: ITEMS }, () => wrapped(phrase(random, 16)));
    expect(measure('work_partition', drawItems(own))).toBeNull();
  });
});

describe('a close look', () => {
  it('is not taken where no group shares a template', () => {
    const alone = Array.from({ length: 40 }, (_, i) => ({ account_id: name(i % 4), prompt_text: phrase(seededRandom(i), 30) }));
    const { traffic, readRows } = readingOf(alone);
    let readings = 0;
    const look = lookClosely(traffic, [Int32Array.from([0, 1, 2, 3])], (...given) => {
      readings++;
      readRows(...given);
    });
    expect([readings, look.timeMs.length]).toEqual([0, 0]);
  });
  it('keeps the rows of members and of some others that send the template, and no more', () => {
    const { traffic, readRows } = readingOf(drawItems(dealt));
    const few = lookClosely(traffic, [Int32Array.from({ length: MEMBERS }, (_, account) => account)], readRows);
    expect(few.timeMs.length).toBe(2 * (POOL.length + OUTSIDERS * ITEMS));
    expect(few.timeMs.every((time) => time >= START)).toBe(true);
    const none = lookClosely(traffic, [Int32Array.from([0, 1])], readRows);
    expect(none.timeMs.length).toBe(0);
  });
});

describe('an analysis', () => {
  const relayed = drawUses((account, day, random) =>
    relay(day).flatMap((owner, hour) => (owner === account ? stretch(hour, 0.98, random) : [])),
  );
  const paid = relayed.map((exchange) => ({ ...exchange, payment_hash: `pm-${Math.floor(Number(exchange.account_id?.slice(1)) / 3)}` }));
  const { traffic, readRows } = readingOf([...paid, ...drawExchanges([], 120)]);
  const run = (layers: readonly Layer[]) => {
    const stages: string[] = [];
    const { drafts } = analyzeTraffic(
      traffic,
      { ...DEFAULT_SETTINGS, bootstrapDraws: 20, layers },
      {
        onStage: () => {},
        digest: textDigest,
        readRows: (parts, stage, visit) => {
          stages.push(stage);
          readRows(parts, stage, visit);
        },
      },
    );
    const layersFound = drafts.flatMap(({ finding }) => finding.campaign.layers.map(({ layer }) => layer));
    return { stages, layersFound };
  };
  it('finds by a close look that a campaign hands its template on', () => {
    const { stages, layersFound } = run(LAYERS);
    expect(stages).toContain('rows of members');
    expect(layersFound).toContain('template_hand_off');
  });
  it('does not look closely where the layers that need it are off, or templates are', () => {
    const off = run(LAYERS.filter((layer) => layer !== 'template_hand_off' && layer !== 'work_partition'));
    expect(off.stages).not.toContain('rows of members');
    expect(off.layersFound).not.toContain('template_hand_off');
    expect(run(LAYERS.filter((layer) => layer !== 'template')).stages).not.toContain('rows of members');
  });
});
