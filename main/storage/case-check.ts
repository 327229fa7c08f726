import { basename } from 'node:path';
import type { CheckProblem, CheckReport } from '../engine/domain/case.ts';
import { DICTIONARY_COLUMNS } from '../engine/domain/exchange-columns.ts';
import { Failure, isFailure } from '../engine/domain/failure.ts';
import type { JobControl } from '../engine/domain/job.ts';
import { countAccounts } from './account-count.ts';
import { inspectSegment } from './case-inspection.ts';
import type { CaseLayout } from './case-layout.ts';
import { CaseStore } from './case-store.ts';
import { reportingDamage } from './database.ts';
import { readSegmentFacts } from './facts-reader.ts';
import { upgradeCopy } from './migrations.ts';
import { RECORD_CHECKS } from './record-checks.ts';
import { partsOf, type SegmentCatalog, verifySegmentFile } from './segment-verification.ts';
import type { SegmentRecord } from './segments.ts';
import { verifySideTable } from './side-table-file.ts';

const MAX_PROBLEMS_OF_SQLITE = 20;

/**
 * Checks a whole case on a copy of its database: SQLite integrity, schema, row chains, activity log, dictionaries, analysis rows, counts,
 * and of every segment SHA-256, rows and code ranges. Reports every problem with the segment or table it is in. Throws cancelled, case-foreign,
 * case-newer.
 */
export function checkStore(layout: CaseLayout, databaseFile: string, control?: JobControl): CheckReport {
  const problems: CheckProblem[] = [];
  const note = (message: string): void => {
    problems.push({ code: 'case-damaged', message });
  };
  const attempt: Attempt = (absent, work) => {
    try {
      return reportingDamage(basename(layout.file), work);
    } catch (error) {
      if (!isFailure(error) || error.code !== 'case-damaged') throw error;
      note(error.message);
      return absent;
    }
  };
  const store = attempt(null, () => {
    upgradeCopy(databaseFile, basename(layout.file));
    return CaseStore.open(layout, true, databaseFile);
  });
  if (store === null) return { path: layout.file, ok: false, segments: 0, exchanges: 0, activityEntries: 0, problems };
  try {
    checkIntegrity(store, attempt, note);
    for (const check of RECORD_CHECKS) for (const problem of attempt([], () => check(store))) note(problem);
    const segments = attempt([], () => listSegments(store, note));
    checkSegments(store, segments, attempt, note, control);
    for (const table of attempt([], () => store.sideTables.list())) attempt(null, () => verifySideTable(store.segmentsFolder, table));
    if (problems.length === 0) attempt(null, () => checkAccounts(store, note));
    return {
      path: layout.file,
      ok: problems.length === 0,
      segments: segments.length,
      exchanges: attempt(0, () => store.sources.totals().exchanges),
      activityEntries: attempt(0, () => store.activity.count()),
      problems,
    };
  } finally {
    store.close();
  }
}

/** Runs one check; damage is noted, and the check answers with what it has when nothing can be read. */
type Attempt = <T>(absent: T, work: () => T) => T;

function checkIntegrity({ database }: CaseStore, attempt: Attempt, note: (message: string) => void): void {
  attempt(null, () => {
    for (const { integrity_check: answer } of database.pragma(`integrity_check(${MAX_PROBLEMS_OF_SQLITE})`) as {
      integrity_check: string;
    }[]) {
      if (answer !== 'ok') note(`database: ${answer.slice(0, 200)}`);
    }
    const dangling = new Set((database.pragma('foreign_key_check') as { table: string }[]).map(({ table }) => table));
    for (const table of dangling) note(`table ${table}: rows refer to rows that are not there`);
  });
}

/** The segments that can be read at all; one with a damaged row does not hide the others. */
function listSegments(store: CaseStore, note: (message: string) => void): SegmentRecord[] {
  const numbers = store.database.prepare('SELECT segment_no FROM segment ORDER BY segment_no').pluck().all() as number[];
  return numbers.flatMap((segmentNo) => {
    try {
      return store.segments.find(segmentNo) ?? [];
    } catch (error) {
      if (!isFailure(error)) throw error;
      note(error.message);
      return [];
    }
  });
}

function checkAccounts(store: CaseStore, note: (message: string) => void): void {
  const recorded = store.totals.get('accounts');
  const counted = recorded === null ? null : countAccounts(store);
  if (recorded !== counted) note(`table case_total: ${recorded} accounts where the segments hold ${counted}`);
}

function checkSegments(
  store: CaseStore,
  segments: readonly SegmentRecord[],
  attempt: Attempt,
  note: (message: string) => void,
  control: JobControl | undefined,
): void {
  const sizes = attempt(
    new Map<string, number>(),
    () => new Map(DICTIONARY_COLUMNS.map((c) => [c.name, store.dictionaries.size(c.number)])),
  );
  const total = segments.reduce((sum, segment) => sum + segment.factsBytes + segment.textBytes, 0);
  let done = 0;
  for (const segment of segments) {
    if (control?.isCancelled()) throw new Failure('cancelled', 'check cancelled');
    control?.report({ stage: 'check', done, total, unit: 'bytes', exchanges: null, quarantined: null, file: null });
    let intact = true;
    for (const part of partsOf(segment)) {
      intact = attempt(false, () => {
        verifySegmentFile(store.segmentsFolder, segment, part);
        return intact;
      });
    }
    if (intact) {
      attempt(null, () => inspectSegment(store.segmentsFolder, segment));
      attempt(null, () => checkCodes(store, segment, sizes, note));
    }
    done += segment.factsBytes + segment.textBytes;
  }
  control?.report({ stage: 'check', done, total, unit: 'bytes', exchanges: null, quarantined: null, file: null });
}

function checkCodes(
  catalog: SegmentCatalog,
  segment: SegmentRecord,
  sizes: ReadonlyMap<string, number>,
  note: (message: string) => void,
): void {
  const facts = readSegmentFacts(catalog, segment, [...sizes.keys()], 0);
  for (const [name, size] of sizes) {
    let highest = 0;
    let lowest = 0;
    for (const code of facts.codes(name)) {
      if (code > highest) highest = code;
      else if (code < lowest) lowest = code;
    }
    if (highest > size || lowest < 0)
      note(`segment ${segment.segmentNo}, column ${name}: code ${lowest < 0 ? lowest : highest} of a dictionary of ${size}`);
  }
}
