import { describe, expect, it } from 'vitest';
import type { GroupLayer } from '../../../main/engine/domain/layer.ts';
import type { GroupMeasure } from '../../../main/engine/links/group-rule.ts';
import { GROUP_RULES } from '../../../main/engine/links/group-rules.ts';
import type { Traffic } from '../../../main/engine/links/traffic.ts';
import { type RandomSource, randomBelow, seededRandom } from '../../../main/engine/statistics/random.ts';
import { type DrawnExchange, trafficOf } from './drawn-traffic.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 4, 4);
const DAYS = 14;
const MEMBERS = 12;

type Habit = (account: number, random: RandomSource) => readonly Partial<DrawnExchange>[];

const at = (day: number, random: RandomSource): string => new Date(START + (day + random()) * DAY).toISOString();

/** What ordinary accounts do: each its own volume, address and subjects, over all days or, one in three, over some of them. */
const ordinary: Habit = (account, random) => {
  const volume = 10 + Math.floor(120 * random() ** 3);
  const subject = randomBelow(random, 12);
  const [first, last] = account % 3 === 0 ? [3 + 4 * random(), 8 + 3 * random()] : [0, DAYS];
  return Array.from({ length: volume }, () => ({
    ts: new Date(START + (first + random() * (last - first)) * DAY).toISOString(),
    client_ip: `10.0.${account % 250}.${randomBelow(random, 3)}`,
    capability: random() < 0.8 ? subject : randomBelow(random, 12),
  }));
};

/** Traffic of MEMBERS accounts with one habit, which sort first, and 400 ordinary ones. */
function traffic(member: Habit): Traffic {
  const random = seededRandom(11);
  const accounts = Array.from({ length: MEMBERS + 400 }, (_, i) => ({
    id: `${i < MEMBERS ? 'a' : 'b'}${String(i).padStart(4, '0')}`,
    rows: i < MEMBERS ? member(i, random) : ordinary(i, random),
  }));
  return trafficOf(accounts.flatMap(({ id, rows }) => rows.map((row) => ({ account_id: id, prompt_text: null, ...row }))));
}

function measure(layer: GroupLayer, drawn: Traffic): GroupMeasure | null {
  const members = Int32Array.from({ length: MEMBERS }, (_, account) => account);
  return GROUP_RULES[layer].prepare(drawn)?.(members, seededRandom(1), 49_999) ?? null;
}

const holds = (layer: GroupLayer, drawn: Traffic): boolean => {
  const measured = measure(layer, drawn);
  return measured?.isTelling === true && measured.pValue < 0.001;
};

const CASES: readonly (readonly [GroupLayer, Habit])[] = [
  [
    'load_evenness',
    (account, random) =>
      Array.from({ length: DAYS * 5 + (account % 3) }, (_, i) => ({ ts: at(i % DAYS, random), client_ip: `10.1.0.${account}` })),
  ],
  [
    'ip_churn',
    (account, random) =>
      Array.from({ length: 60 }, (_, i) => ({ ts: at(i % DAYS, random), client_ip: `10.2.${account}.${randomBelow(random, 250)}` })),
  ],
  [
    'succession',
    (account, random) =>
      Array.from({ length: 30 }, (_, i) => ({
        ts: new Date(START + (account + (i / 30) * 0.9) * DAY).toISOString(),
        client_ip: `10.3.0.${account}`,
        capability: randomBelow(random, 12),
      })),
  ],
  [
    'topic_coverage',
    (account, random) =>
      Array.from({ length: 60 }, (_, i) => ({ ts: at(i % DAYS, random), capability: i % 2, client_ip: `10.4.0.${account}` })),
  ],
  [
    'synchrony',
    (account, random) =>
      Array.from({ length: 56 }, (_, i) => ({
        ts: new Date(START + (i % DAYS) * DAY + ((i * 7919) % 96) * 900_000 + random() * 600_000).toISOString(),
        client_ip: `10.5.0.${account}`,
      })),
  ],
];

describe.each(CASES)('%s', (layer, habit) => {
  it('holds a group that behaves as one, with a reason that names both sides', () => {
    const measured = measure(layer, traffic(habit));
    expect(measured).toMatchObject({ isTelling: true });
    expect(measured?.pValue).toBeLessThan(0.001);
    expect(measured?.reason.length).toBeGreaterThan(40);
  });
  it('does not hold accounts that behave as others do', () => {
    expect(holds(layer, traffic(ordinary))).toBe(false);
  });
  it('says nothing without the columns it reads', () => {
    expect(GROUP_RULES[layer].columns.length).toBeGreaterThan(0);
    const bare = trafficOf([{ account_id: 'a' }, { account_id: 'b' }]);
    expect(GROUP_RULES[layer].prepare(bare)?.(Int32Array.from([0, 1]), seededRandom(1), 999) ?? null).toBeNull();
  });
});

describe('group layers', () => {
  it('give p-values below a level about as often as the level says where members are anybody', () => {
    const drawn = traffic(ordinary);
    const random = seededRandom(5);
    for (const layer of ['load_evenness', 'ip_churn', 'topic_coverage'] as const) {
      const measured = GROUP_RULES[layer].prepare(drawn);
      const pValues = Array.from({ length: 60 }, () => {
        const members = new Set<number>();
        while (members.size < MEMBERS) members.add(randomBelow(random, drawn.accountIds.length));
        return measured?.(Int32Array.from(members).sort(), random, 999)?.pValue ?? 1;
      });
      expect(pValues.filter((p) => p < 0.2).length).toBeLessThan(24);
      expect(pValues.filter((p) => p < 0.02).length).toBeLessThan(6);
    }
  });
});
