import type { GroupRule } from '../group-rule.ts';
import { compareWithMatched } from '../matched-groups.ts';
import { valuesOfAccount } from '../value-table.ts';
import { ratioText } from '../wording.ts';

const LEAST_DAYS = 2;
const LEAST_EXCHANGES = 8;
/** People differ tenfold in how much they ask a day; a scheduler that deals work out in turn does not. */
const TELLING_SHARE = 0.5;

/**
 * How even the load is: relative spread (upper less lower quartile, over their sum) of exchanges an active day over members. Compared with accounts that
 * were active on about as many days; not matched on volume, which is what is tested.
 */
export const LOAD_EVENNESS_LAYER: GroupRule = {
  layer: 'load_evenness',
  columns: ['ts'],
  nullHypothesis: 'members differ in exchanges an active day as much as other accounts with as many active days',
  prepare: (traffic) => {
    if (traffic.days.valueCount === 0) return null;
    const accountCount = traffic.accountIds.length;
    const stratumOf = new Int32Array(accountCount).fill(-1);
    const rate = new Float64Array(accountCount);
    for (let account = 0; account < accountCount; account++) {
      const days = valuesOfAccount(traffic.days, account).length;
      const exchanges = traffic.exchangesOf[account] as number;
      if (days < LEAST_DAYS || exchanges < LEAST_EXCHANGES) continue;
      rate[account] = exchanges / days;
      stratumOf[account] = Math.floor(Math.log2(days));
    }
    const spread = (accounts: Int32Array): number => quartileSpread(accounts, rate);
    return (members, random, mostDraws) => {
      const compared = compareWithMatched(members, stratumOf, spread, 'low', random, mostDraws);
      if (compared === null) return null;
      return {
        pValue: compared.pValue,
        isTelling: compared.observed <= TELLING_SHARE * compared.typical,
        reason: `members differ in exchanges a day by ${ratioText(compared.observed)} of their level, matched groups of other accounts by ${ratioText(compared.typical)}, as if work were dealt out in turn`,
      };
    };
  },
};

function quartileSpread(accounts: Int32Array, rate: Float64Array): number {
  const rates = Float64Array.from(accounts, (account) => rate[account] as number).sort();
  const low = rates[Math.floor((rates.length - 1) * 0.25)] as number;
  const high = rates[Math.ceil((rates.length - 1) * 0.75)] as number;
  return (high - low) / (high + low);
}
