import type { ShareTable } from '../capabilities/share-table.ts';
import { SHARE_CATEGORIES } from '../capabilities/share-table.ts';
import { CAPABILITIES, ELICITATIONS } from '../domain/capability.ts';
import type { CountedPairs } from './value-table.ts';

/** With fewer exchanges an account has no habit. */
const LEAST_EXCHANGES = 10;
/** A way of asking is a habit when at least this share of exchanges asks so. */
const HABIT_SHARE = 0.25;

export const ELICITATION_PROFILES = ELICITATIONS.length * CAPABILITIES.length;

/**
 * The elicitation profile of each account that has one: its most frequent way of asking that is not plain, with what it asks for most.
 * Profile number: elicitation * capabilities + capability. Account codes of the table are those of the result plus one.
 */
export function elicitationProfiles(table: ShareTable): CountedPairs {
  const accounts: number[] = [];
  const values: number[] = [];
  const counts: number[] = [];
  const sums = new Float64Array(SHARE_CATEGORIES);
  table.accounts.forEach((code, i) => {
    sums.fill(0);
    let total = 0;
    for (let cell = table.cellStart[i] as number; cell < (table.cellStart[i + 1] as number); cell++) {
      total += table.cellTotal[cell] as number;
      for (let k = 0; k < SHARE_CATEGORIES; k++) sums[k] = (sums[k] as number) + (table.cellCounts[cell * SHARE_CATEGORIES + k] as number);
    }
    const capability = largest(sums.subarray(0, CAPABILITIES.length), 0);
    const elicitation = largest(sums.subarray(CAPABILITIES.length), 1);
    const asked = sums[CAPABILITIES.length + elicitation] as number;
    if (total < LEAST_EXCHANGES || asked < HABIT_SHARE * total) return;
    accounts.push(code - 1);
    values.push(elicitation * CAPABILITIES.length + capability);
    counts.push(asked);
  });
  return { accounts: Int32Array.from(accounts), values: Int32Array.from(values), counts: Uint32Array.from(counts) };
}

function largest(values: Float64Array, from: number): number {
  let best = from;
  for (let i = from + 1; i < values.length; i++) if ((values[i] as number) > (values[best] as number)) best = i;
  return best;
}
