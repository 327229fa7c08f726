import { PairCounter } from '../../../main/engine/links/pair-counter.ts';
import { buildValueTable, type ValueTable } from '../../../main/engine/links/value-table.ts';

export interface DrawnTable {
  readonly table: ValueTable;
  readonly accountIds: readonly string[];
  readonly values: readonly string[];
}

/**
 * A table drawn as text: one line an account, its name and the values it used.
 *
 *   ann   T1 T2
 *   bob   T1
 *
 * Each of `extraAccounts` further accounts uses five values of its own.
 */
export function drawTable(text: string, extraAccounts = 0): DrawnTable {
  const lines = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const extras = Array.from({ length: extraAccounts }, (_, i) => [`extra${i}`, ...[1, 2, 3, 4, 5].map((k) => `own${i}.${k}`)]);
  return tableOf([...lines, ...extras].map(([account, ...values]) => ({ account: account ?? '', values })));
}

export function tableOf(rows: readonly { readonly account: string; readonly values: readonly string[] }[]): DrawnTable {
  const accountIds = [...new Set(rows.map(({ account }) => account))].sort();
  const values = [...new Set(rows.flatMap((row) => row.values))].sort();
  const pairs = new PairCounter();
  for (const row of rows) for (const value of row.values) pairs.add(accountIds.indexOf(row.account), values.indexOf(value), 1);
  return { table: buildValueTable(pairs, accountIds.length, values.length), accountIds, values };
}

/** Links as text, `ann-bob`, sorted. */
export function linkedPairs(
  links: { readonly accountA: Int32Array; readonly accountB: Int32Array },
  accountIds: readonly string[],
): string[] {
  return Array.from(links.accountA, (a, i) => [accountIds[a] ?? '', accountIds[links.accountB[i] as number] ?? ''].sort().join('-')).sort();
}
