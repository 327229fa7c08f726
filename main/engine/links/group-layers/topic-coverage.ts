import { SHARE_CATEGORIES } from '../../capabilities/share-table.ts';
import { CAPABILITIES } from '../../domain/capability.ts';
import type { GroupRule } from '../group-rule.ts';
import { compareWithMatched } from '../matched-groups.ts';
import { percentText } from '../wording.ts';

const LEAST_EXCHANGES = 10;
const TELLING_SHARE = 0.6;

/**
 * How alike the members' mixes of work are: mean over members of the distance (half the sum of absolute differences of capability shares) to the mix of
 * all. People have their own subjects; a work list dealt out gives everybody the same mix. Compared with accounts of as many exchanges.
 */
export const TOPIC_COVERAGE_LAYER: GroupRule = {
  layer: 'topic_coverage',
  columns: ['capability'],
  nullHypothesis: 'the mixes of capabilities of members differ as much as those of other accounts with as many exchanges',
  prepare: ({ shares, accountIds, exchangesOf }) => {
    if (shares.accounts.length === 0) return null;
    const width = CAPABILITIES.length;
    const mix = new Float64Array(accountIds.length * width);
    const stratumOf = new Int32Array(accountIds.length).fill(-1);
    shares.accounts.forEach((code, i) => {
      const account = code - 1;
      const exchanges = exchangesOf[account] as number;
      if (exchanges < LEAST_EXCHANGES) return;
      stratumOf[account] = Math.floor(Math.log2(exchanges));
      for (let cell = shares.cellStart[i] as number; cell < (shares.cellStart[i + 1] as number); cell++) {
        for (let k = 0; k < width; k++) {
          const at = account * width + k;
          mix[at] = (mix[at] as number) + (shares.cellCounts[cell * SHARE_CATEGORIES + k] as number) / exchanges;
        }
      }
    });
    const centre = new Float64Array(width);
    const distance = (accounts: Int32Array): number => {
      centre.fill(0);
      for (const account of accounts) {
        for (let k = 0; k < width; k++) centre[k] = (centre[k] as number) + (mix[account * width + k] as number) / accounts.length;
      }
      let sum = 0;
      for (const account of accounts) {
        for (let k = 0; k < width; k++) sum += Math.abs((mix[account * width + k] as number) - (centre[k] as number)) / 2;
      }
      return sum / accounts.length;
    };
    return (members, random, mostDraws) => {
      const compared = compareWithMatched(members, stratumOf, distance, 'low', random, mostDraws);
      if (compared === null) return null;
      return {
        pValue: compared.pValue,
        isTelling: compared.observed <= TELLING_SHARE * compared.typical,
        reason: `the members' mixes of work differ by ${percentText(compared.observed)} on average, those of matched groups of other accounts by ${percentText(compared.typical)}`,
      };
    };
  },
};
