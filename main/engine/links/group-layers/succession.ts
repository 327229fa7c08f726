import type { GroupRule } from '../group-rule.ts';
import { logBounds } from '../log-bounds.ts';
import { compareWithMatched } from '../matched-groups.ts';
import { countText } from '../wording.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** An account that sends nothing for so long before the log ends has stopped, one first seen so long after it begins has started in it. */
const EDGE_MS = 2 * DAY_MS;
const SUCCESSION_MS = DAY_MS;
const TELLING_RATIO = 2;
const LEAST_SUCCESSIONS = 5;

/**
 * How many members that stop are followed, within a day, by one that starts; each start follows one stop. Compared with accounts that start and stop inside the
 * log, or do not, just as the members do.
 */
export const SUCCESSION_LAYER: GroupRule = {
  layer: 'succession',
  columns: ['ts'],
  nullHypothesis: 'members start after others stop as often as other accounts of which as many start and stop',
  prepare: (traffic) => {
    const { firstMs, lastMs } = traffic;
    const { startMs: logStart, endMs: logEnd } = logBounds(firstMs, lastMs);
    if (!(logEnd > logStart)) return null;
    const stops = (account: number): boolean => (lastMs[account] as number) < logEnd - EDGE_MS;
    const starts = (account: number): boolean => (firstMs[account] as number) > logStart + EDGE_MS;
    const stratumOf = Int32Array.from(firstMs, (first, account) =>
      Number.isNaN(first) ? -1 : (stops(account) ? 2 : 0) + (starts(account) ? 1 : 0),
    );
    const successions = (accounts: Int32Array): number => {
      const ends = Float64Array.from(accounts.filter(stops), (account) => lastMs[account] as number).sort();
      const begins = Float64Array.from(accounts.filter(starts), (account) => firstMs[account] as number).sort();
      let followed = 0;
      let next = 0;
      for (const end of ends) {
        while (next < begins.length && (begins[next] as number) < end) next++;
        if (next === begins.length || (begins[next] as number) > end + SUCCESSION_MS) continue;
        followed++;
        next++;
      }
      return followed;
    };
    return (members, random, mostDraws) => {
      if (members.filter(stops).length < LEAST_SUCCESSIONS || members.filter(starts).length < LEAST_SUCCESSIONS) return null;
      const compared = compareWithMatched(members, stratumOf, successions, 'high', random, mostDraws);
      if (compared === null) return null;
      return {
        pValue: compared.pValue,
        isTelling: compared.observed >= LEAST_SUCCESSIONS && compared.observed >= TELLING_RATIO * compared.typical,
        reason: `${countText(compared.observed)} of the members compared stop and are followed within a day by one that starts; in matched groups of other accounts ${countText(compared.typical)} are`,
      };
    };
  },
};
