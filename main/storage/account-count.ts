import { readFacts } from './facts-reader.ts';
import type { SegmentCatalog } from './segment-verification.ts';

/** Accounts of the exchanges that are not masked, what side tables say included. Reads a column of every segment. Throws case-damaged. */
export function countAccounts(catalog: SegmentCatalog): number {
  const used = new Set<number>();
  readFacts(catalog, ['account_id'], (segment) => {
    for (const code of segment.codes('account_id')) if (code !== 0) used.add(code);
  });
  return used.size;
}
