import type { CaseStore } from './case-store.ts';
import type { NewDictionaryEntries } from './dictionaries.ts';
import type { NewQuarantineRecord } from './quarantine.ts';
import type { NewSegment } from './segments.ts';

/** One unit with all that becomes part of the case in the same transaction. The segment files must already lie in the segments folder, fsynced. */
export interface UnitCommit {
  readonly sourceId: number;
  readonly unitNo: number;
  readonly startByte: number;
  readonly endByte: number;
  readonly segments: readonly Omit<NewSegment, 'sourceId' | 'unitNo'>[];
  readonly dictionary: readonly NewDictionaryEntries[];
  readonly quarantine: readonly NewQuarantineRecord[];
  /** Records that hold no exchange of their own. */
  readonly passedOver?: number;
  /** Accounts of the case with this unit; not given, they are counted anew when asked for. */
  readonly accounts?: number;
}

/**
 * Commits a unit; `exchanges` and `duplicates` follow from the segments and their masked rows. `alongside` runs in the same
 * transaction, for a source's end and its activity entry.
 */
export function commitUnit(store: CaseStore, unit: UnitCommit, alongside?: () => void): void {
  const { sourceId, unitNo, startByte, endByte, passedOver = 0 } = unit;
  let exchanges = 0;
  let duplicates = 0;
  for (const segment of unit.segments) {
    exchanges += segment.rowCount - segment.maskedRows.length;
    duplicates += segment.maskedRows.length;
  }
  store.transaction(() => {
    const quarantined = unit.quarantine.length;
    store.sources.appendUnit({ sourceId, unitNo, startByte, endByte, exchanges, quarantined, duplicates, passedOver });
    store.segments.append(unit.segments.map((segment) => ({ ...segment, sourceId, unitNo })));
    store.dictionaries.append(unit.dictionary);
    store.quarantine.append(sourceId, unitNo, unit.quarantine);
    store.totals.set('accounts', unit.accounts ?? null);
    alongside?.();
  });
}
