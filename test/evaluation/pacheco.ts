import type { ValueTable } from '../../main/engine/links/value-table.ts';
import { connectedComponents } from './components.ts';

export interface PachecoSettings {
  /** Share of the edges of each trace's network that is kept, the heaviest first. */
  readonly edgeShare: number;
  readonly minAccounts: number;
}

/** The co-retweet recipe of the paper: the heaviest half per cent of edges. Groups as small as Stillhunt reports. */
export const PACHECO_SETTINGS: PachecoSettings = { edgeShare: 0.005, minAccounts: 5 };

interface Edges {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly weight: Float64Array;
}

/**
 * Coordinated groups as Pacheco et al. find them (2021, "Uncovering coordinated networks on social media: methods and case studies", ICWSM): for each trace a
 * bipartite network of accounts and values with TF-IDF weights, projected on accounts by cosine similarity, of which the heaviest edges are kept
 * (those as heavy as the last one too); groups are the connected components of the networks of all traces together.
 */
export function findPachecoGroups(
  traces: readonly ValueTable[],
  accountCount: number,
  settings: PachecoSettings = PACHECO_SETTINGS,
): readonly (readonly number[])[] {
  const kept = traces.flatMap((trace) => heaviestEdges(similarityEdges(trace), settings.edgeShare));
  return connectedComponents(accountCount, kept, settings.minAccounts);
}

/** Cosine similarity of all pairs of accounts that share a value with some weight; a value that all accounts have weighs nothing. */
function similarityEdges(trace: ValueTable): Edges {
  const { accountCount, accountStart, accountValues, accountValueCounts, valueStart, valueAccounts } = trace;
  let users = 0;
  for (let account = 0; account < accountCount; account++) if (accountStart[account] !== accountStart[account + 1]) users++;
  const entryWeight = new Float64Array(accountValues.length);
  for (let account = 0; account < accountCount; account++) {
    const from = accountStart[account] as number;
    const to = accountStart[account + 1] as number;
    let squares = 0;
    for (let i = from; i < to; i++) {
      const value = accountValues[i] as number;
      const having = (valueStart[value + 1] as number) - (valueStart[value] as number);
      entryWeight[i] = (accountValueCounts[i] as number) * Math.log(users / having);
      squares += (entryWeight[i] as number) ** 2;
    }
    for (let i = from; i < to; i++) entryWeight[i] = squares === 0 ? 0 : (entryWeight[i] as number) / Math.sqrt(squares);
  }
  const weightByValue = new Float64Array(accountValues.length);
  const next = valueStart.slice();
  accountValues.forEach((value, i) => {
    const at = next[value] as number;
    next[value] = at + 1;
    weightByValue[at] = entryWeight[i] as number;
  });
  const a: number[] = [];
  const b: number[] = [];
  const weights: number[] = [];
  const similarity = new Float64Array(accountCount);
  const touched: number[] = [];
  for (let account = 0; account < accountCount; account++) {
    for (let i = accountStart[account] as number; i < (accountStart[account + 1] as number); i++) {
      if (entryWeight[i] === 0) continue;
      const value = accountValues[i] as number;
      for (let k = valueStart[value] as number; k < (valueStart[value + 1] as number); k++) {
        const other = valueAccounts[k] as number;
        if (other <= account) continue;
        if (similarity[other] === 0) touched.push(other);
        similarity[other] = (similarity[other] as number) + (entryWeight[i] as number) * (weightByValue[k] as number);
      }
    }
    for (const other of touched) {
      a.push(account);
      b.push(other);
      weights.push(similarity[other] as number);
      similarity[other] = 0;
    }
    touched.length = 0;
  }
  return { a, b, weight: Float64Array.from(weights) };
}

function heaviestEdges({ a, b, weight }: Edges, share: number): (readonly [number, number])[] {
  const sorted = weight.slice().sort();
  const threshold = sorted[sorted.length - Math.ceil(sorted.length * share)] ?? Number.POSITIVE_INFINITY;
  const kept: (readonly [number, number])[] = [];
  weight.forEach((value, i) => {
    // Sums of products differ in their last bits where values are equal.
    if (value >= threshold - 1e-9) kept.push([a[i] as number, b[i] as number]);
  });
  return kept;
}
