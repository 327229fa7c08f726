import { Failure } from '../engine/domain/failure.ts';
import type { JobControl } from '../engine/domain/job.ts';
import type { CaseStore } from '../storage/case-store.ts';
import { readOwnFacts, readSegmentFacts } from '../storage/facts-reader.ts';
import type { SegmentRecord } from '../storage/segments.ts';
import type { CaseSession } from './cases.ts';
import { KnownAccounts } from './imports-accounts.ts';
import { KnownIds } from './imports-known-ids.ts';
import { closeQueries } from './queries.ts';
import { joinSideTables } from './side-tables-joining.ts';
import { yieldToOthers } from './slices.ts';
import { requireSource } from './sources.ts';
import { UsedCodes } from './used-codes.ts';

/** What removing a source did. */
export interface RemovedSource {
  readonly sourceId: number;
  readonly path: string;
  /** Exchanges that are no longer in the case. */
  readonly exchanges: number;
  /** Exchanges of later sources that were duplicates of them and count now. */
  readonly uncovered: number;
  readonly quarantined: number;
  /** Digests of the analysis runs that were dropped, which the activity log keeps. */
  readonly runDigests: readonly string[];
}

interface Remains {
  /** New masks, by segment number, where they differ. */
  readonly masks: ReadonlyMap<number, Uint32Array>;
  readonly used: UsedCodes;
  readonly accounts: number;
  readonly uncovered: number;
}

/**
 * Removes a source and everything derived from it: its segments and their files, units and quarantine; strings of dictionaries that only it used; all
 * analysis runs. Duplicates of its exchanges in later sources count from then on, as if it had never been imported. Its row stays as `removed`, with path
 * and SHA-256, and the same file can be imported again. One transaction: a crash leaves the case as it was or as it will be. Reads the facts of every
 * segment, in slices. Throws entry-unknown, case-read-only, case-damaged, cancelled, disk-full.
 */
export async function removeSource(session: CaseSession, sourceId: number, control: JobControl): Promise<RemovedSource> {
  const { store } = session;
  if (session.readOnly) throw new Failure('case-read-only', `${session.path} is open for reading only`, { path: session.path });
  const source = requireSource(session, sourceId);
  const remains = await whatRemains(store, sourceId, control);
  await closeQueries(session);
  const { path, sha256, exchanges, quarantined } = source;
  const { uncovered } = remains;
  const runDigests = store.erasing(() => {
    store.quarantine.removeOf(sourceId);
    store.segments.removeOf(sourceId, remains.masks);
    store.sources.removeUnits(sourceId, unitCounts(store.segments.list()));
    store.sources.setState(sourceId, 'removed');
    remains.used.blankOthers(store);
    const digests = store.analyses.removeAll();
    store.totals.set('accounts', remains.accounts);
    store.activity.append('source-removed', { sourceId, path, sha256, exchanges, uncovered, quarantined, runDigests: digests });
    return digests;
  });
  store.sweep();
  // The source is gone by now: joining can no longer be cancelled.
  await joinSideTables(session, { isCancelled: () => false, report: (progress) => control.report(progress) });
  return { sourceId, path, exchanges, uncovered, quarantined, runDigests };
}

async function whatRemains(store: CaseStore, sourceId: number, control: JobControl): Promise<Remains> {
  const segments = store.segments.list().filter((segment) => segment.sourceId !== sourceId);
  const known = new KnownIds(store.segmentsFolder);
  const accounts = new KnownAccounts();
  const used = new UsedCodes(store);
  const masks = new Map<number, Uint32Array>();
  let uncovered = 0;
  try {
    for (const [done, segment] of segments.entries()) {
      if (control.isCancelled()) throw new Failure('cancelled', 'removing the source was cancelled');
      control.report(progress('removing', done, segments.length));
      const maskedRows = known.addAll(readOwnFacts(store, segment, ['exchange_id']).bytes('exchange_id'));
      if (!sameRows(maskedRows, segment.maskedRows)) masks.set(segment.segmentNo, maskedRows);
      uncovered += segment.maskedRows.length - maskedRows.length;
      used.add(store, segment);
      accounts.addAll(readSegmentFacts(store, { ...segment, maskedRows }, ['account_id'], 0).codes('account_id'));
      await yieldToOthers();
    }
  } finally {
    known.close();
  }
  return { masks, used, accounts: accounts.size, uncovered };
}

function sameRows(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && a.every((row, place) => row === b[place]);
}

function unitCounts(segments: readonly SegmentRecord[]): (sourceId: number, unitNo: number) => { exchanges: number; duplicates: number } {
  const counts = new Map<string, { exchanges: number; duplicates: number }>();
  for (const { sourceId, unitNo, rowCount, maskedRows } of segments) {
    const key = `${sourceId} ${unitNo}`;
    const { exchanges, duplicates } = counts.get(key) ?? { exchanges: 0, duplicates: 0 };
    counts.set(key, { exchanges: exchanges + rowCount - maskedRows.length, duplicates: duplicates + maskedRows.length });
  }
  return (sourceId, unitNo) => counts.get(`${sourceId} ${unitNo}`) ?? { exchanges: 0, duplicates: 0 };
}

function progress(stage: string, done: number, total: number): Parameters<JobControl['report']>[0] {
  return { stage, done, total, unit: 'steps', exchanges: null, quarantined: null, file: null };
}
