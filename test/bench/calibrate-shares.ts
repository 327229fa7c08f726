import { estimateShares } from '../../main/engine/capabilities/targeting.ts';
import { CAPABILITIES } from '../../main/engine/domain/capability.ts';
import { seededRandom } from '../../main/engine/statistics/random.ts';
import { type DrawnRow, drawAccount, drawVolume, plant, SETTINGS, TARGET, tableOf } from '../engine/capabilities/draw-shares.ts';

const target = CAPABILITIES.indexOf(TARGET);
const RATIO = 2;
const OTHER_SHARE = 0.15;

interface Setting {
  readonly members: number;
  readonly others: number;
  /** How far accounts differ: 0 all alike, 1 from nothing to twice the plan. */
  readonly spread: number;
}

const SETTINGS_DRAWN: readonly Setting[] = [
  { members: 6, others: 120, spread: 0.3 },
  { members: 6, others: 120, spread: 1 },
  { members: 12, others: 120, spread: 0.8 },
  { members: 20, others: 120, spread: 0 },
  { members: 20, others: 120, spread: 0.8 },
  { members: 20, others: 400, spread: 1 },
  { members: 60, others: 200, spread: 0.3 },
  { members: 60, others: 200, spread: 1 },
];

/** Prints how many 95 % intervals of the share ratio cover a planted ratio. */
export function calibrateIntervals(runs: number, say: (line: string) => void): void {
  say(`intervals: 95 % intervals that cover a planted ratio of ${RATIO}, ${runs} campaigns in all (goal 93 to 97 %)`);
  let all = 0;
  let covered = 0;
  SETTINGS_DRAWN.forEach(({ members, others, spread }, s) => {
    const own = Math.floor(runs / SETTINGS_DRAWN.length) + (s < runs % SETTINGS_DRAWN.length ? 1 : 0);
    let below = 0;
    let above = 0;
    const widths: number[] = [];
    for (let run = 0; run < own; run++) {
      const seed = 50_000 + 1000 * s + run;
      const { rows, campaign } = plant({ members, others, memberShare: RATIO * OTHER_SHARE, otherShare: OTHER_SHARE, spread, seed });
      const [estimate] = estimateShares(tableOf(rows), [campaign], { ...SETTINGS, bootstrapDraws: 500, seed });
      const low = estimate?.ratioLow[target] ?? Number.NaN;
      const high = estimate?.ratioHigh[target] ?? Number.NaN;
      if (low > RATIO) above++;
      if (high < RATIO) below++;
      widths.push(Math.log(high / low));
    }
    all += own;
    covered += own - above - below;
    const width = Math.exp(widths.sort((x, y) => x - y)[own >> 1] ?? 0);
    say(
      `  ${`${members} accounts against ${others}, spread ${spread}`.padEnd(40)} ${own - above - below} of ${own} (${percent((own - above - below) / own)}), too high ${above}, too low ${below}, upper ${width.toFixed(2)} times the lower bound`,
    );
  });
  say(`  in all ${covered} of ${all}: ${percent(covered / all)}`);
}

const NULL_SETTINGS: readonly (Setting & { readonly volumes: 'like' | 'larger' })[] = [
  { members: 8, others: 200, spread: 0.5, volumes: 'like' },
  { members: 20, others: 300, spread: 0.5, volumes: 'like' },
  { members: 20, others: 300, spread: 1, volumes: 'like' },
  { members: 60, others: 300, spread: 1, volumes: 'like' },
  { members: 20, others: 300, spread: 0.8, volumes: 'larger' },
];

/** Prints whether p-values are uniform where campaigns ask as everybody does: Kolmogorov and Smirnov's test. */
export function calibratePermutation(runs: number, say: (line: string) => void): void {
  say(`permutation: p-values of campaigns that ask as others do, ${runs} each; uniform unless KS rejects (p < .05)`);
  NULL_SETTINGS.forEach(({ members, others, spread, volumes }, s) => {
    const pValues: number[] = [];
    for (let run = 0; run < runs; run++) {
      const seed = 90_000 + 1000 * s + run;
      const { rows, campaign } =
        volumes === 'like'
          ? plant({ members, others, memberShare: OTHER_SHARE, otherShare: OTHER_SHARE, spread, seed })
          : larger(members, others, spread, seed);
      const [estimate] = estimateShares(tableOf(rows), [campaign], { seed, bootstrapDraws: 300 });
      pValues.push(estimate?.pValues[target] ?? Number.NaN);
    }
    const { statistic, pValue } = kolmogorovSmirnov(pValues);
    const share = (limit: number): string => percent(pValues.filter((p) => p <= limit).length / runs);
    say(
      `  ${`${members} accounts of ${volumes === 'like' ? 'like' : 'larger'} volume against ${others}, spread ${spread}`.padEnd(58)} KS ${statistic.toFixed(3)}, p ${pValue.toFixed(3)}; below .01 ${share(0.01)}, .05 ${share(0.05)}, .1 ${share(0.1)}, .5 ${share(0.5)}`,
    );
  });
}

/** A campaign whose accounts send ten times as much as any other. */
function larger(members: number, others: number, spread: number, seed: number): { rows: DrawnRow[]; campaign: Int32Array } {
  const random = seededRandom(seed);
  const rows: DrawnRow[] = [];
  for (let account = 1; account <= members + others; account++) {
    const exchanges = drawVolume(random) * (account <= members ? 10 : 1);
    rows.push(...drawAccount({ account, exchanges, share: OTHER_SHARE }, spread, random));
  }
  return { rows, campaign: Int32Array.from({ length: members }, (_, i) => i + 1) };
}

/** One-sample test against the uniform distribution; p by the asymptotic series with Stephens's correction for small samples. */
function kolmogorovSmirnov(values: readonly number[]): { readonly statistic: number; readonly pValue: number } {
  const sorted = [...values].sort((x, y) => x - y);
  const n = sorted.length;
  let statistic = 0;
  sorted.forEach((value, i) => {
    statistic = Math.max(statistic, (i + 1) / n - value, value - i / n);
  });
  const scaled = (Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n)) * statistic;
  let pValue = 0;
  for (let k = 1; k <= 100; k++) pValue += 2 * (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * scaled * scaled);
  return { statistic, pValue: Math.min(1, Math.max(0, pValue)) };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
