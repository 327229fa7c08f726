import type { GroupCounts, StratumGroups } from './baseline.ts';
import type { ShareTable } from './share-table.ts';

export interface ComparisonInput {
  readonly table: ShareTable;
  /** One mark an account of the table: `member`, `outsider`, or anything else for accounts left out. */
  readonly marks: Int32Array;
  readonly member: number;
  readonly outsider: number;
  readonly groups: StratumGroups;
  readonly baseline: GroupCounts;
  readonly campaign: GroupCounts;
  /** The group whose baseline shares each stratum uses. */
  readonly groupOfStratum: Int32Array;
  readonly draws: number;
  readonly seed: number;
}

/** Exchanges of the table's account at a position. */
export function volumeOf(table: ShareTable, account: number): number {
  let volume = 0;
  for (let cell = table.cellStart[account] as number; cell < (table.cellStart[account + 1] as number); cell++)
    volume += table.cellTotal[cell] as number;
  return volume;
}
