import { type Actions, countCoActions } from '../../main/engine/links/co-action.ts';
import { connectedComponents } from './components.ts';

export interface SynchroTrapSettings {
  /** Actions on one object at most this far apart match. */
  readonly windowMs: number;
  /** Least Jaccard similarity of two accounts' actions. */
  readonly similarity: number;
  readonly minAccounts: number;
}

/** Groups as small as Stillhunt reports; of 5 similarities from .05 to .5 the one that did best on seed 1 of this traffic, in the method's favour: at .5 it finds nothing. */
export const SYNCHROTRAP_SETTINGS: SynchroTrapSettings = { windowMs: 3_600_000, similarity: 0.1, minAccounts: 5 };

/**
 * Groups of accounts that act in synchrony as SynchroTrap finds them (Cao, Yang, Yu and Palow 2014, "Uncovering large groups of active malicious accounts in online
 * social networks", CCS): actions match when they meet the same object within a time window; the similarity of two accounts is the Jaccard index of
 * their actions, matched ones over all, summed over the kinds of objects; accounts above the threshold are joined by single linkage.
 */
export function findSynchroTrapGroups(
  kinds: readonly Actions[],
  accountCount: number,
  settings: SynchroTrapSettings = SYNCHROTRAP_SETTINGS,
): readonly (readonly number[])[] {
  const actionsOf = new Float64Array(accountCount);
  const matched = new Map<number, number>();
  for (const actions of kinds) {
    actions.account.forEach((account, row) => {
      if (account >= 0 && (actions.object[row] as number) >= 0 && !Number.isNaN(actions.timeMs[row])) {
        actionsOf[account] = (actionsOf[account] as number) + 1;
      }
    });
    const found = countCoActions(actions, { windowMs: settings.windowMs, leastActions: 1 });
    found.accountA.forEach((a, i) => {
      const pair = a * accountCount + (found.accountB[i] as number);
      const both = ((found.actionsA[i] as number) + (found.actionsB[i] as number)) / 2;
      matched.set(pair, (matched.get(pair) ?? 0) + both);
    });
  }
  const similar: (readonly [number, number])[] = [];
  for (const [pair, both] of matched) {
    const a = Math.floor(pair / accountCount);
    const b = pair % accountCount;
    const either = (actionsOf[a] as number) + (actionsOf[b] as number) - both;
    if (both / either >= settings.similarity) similar.push([a, b]);
  }
  return connectedComponents(accountCount, similar, settings.minAccounts);
}
