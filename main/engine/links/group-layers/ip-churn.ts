import type { GroupRule } from '../group-rule.ts';
import { compareWithMatched } from '../matched-groups.ts';
import { valuesOfAccount } from '../value-table.ts';

const LEAST_EXCHANGES = 8;
const TELLING_RATIO = 2;

/** How often addresses change: mean over members of the logarithm of distinct addresses, against accounts with as many exchanges. */
export const IP_CHURN_LAYER: GroupRule = {
  layer: 'ip_churn',
  columns: ['client_ip'],
  nullHypothesis: 'members use as many addresses as other accounts with as many exchanges',
  prepare: (traffic) => {
    const addresses = traffic.tables.get('client_ip');
    if (addresses === undefined) return null;
    const accountCount = traffic.accountIds.length;
    const stratumOf = new Int32Array(accountCount).fill(-1);
    const churn = new Float64Array(accountCount);
    for (let account = 0; account < accountCount; account++) {
      const exchanges = traffic.exchangesOf[account] as number;
      const distinct = valuesOfAccount(addresses, account).length;
      if (exchanges < LEAST_EXCHANGES || distinct === 0) continue;
      churn[account] = Math.log(distinct / exchanges);
      stratumOf[account] = Math.floor(Math.log2(exchanges));
    }
    const mean = (accounts: Int32Array): number => {
      let sum = 0;
      for (const account of accounts) sum += churn[account] as number;
      return sum / accounts.length;
    };
    return (members, random, mostDraws) => {
      const compared = compareWithMatched(members, stratumOf, mean, 'high', random, mostDraws);
      if (compared === null) return null;
      const [own, others] = [100 * Math.exp(compared.observed), 100 * Math.exp(compared.typical)];
      return {
        pValue: compared.pValue,
        isTelling: own >= TELLING_RATIO * others,
        reason: `members use ${own.toFixed(1)} addresses in 100 exchanges, matched groups of other accounts ${others.toFixed(1)}, as behind a pool of proxies`,
      };
    };
  },
};
