import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Failure } from '../engine/domain/failure.ts';
import type { JobControl } from '../engine/domain/job.ts';
import type { MappingShape, SideTableKind, SideTableSummary } from '../engine/domain/sources.ts';
import type { JsonObject } from '../engine/formats/exchange-draft.ts';
import type { CaseStore } from '../storage/case-store.ts';
import { reportingDiskFull } from '../storage/disk-full.ts';
import { SideTableWriter } from '../storage/side-table-file.ts';
import type { NewSideTable, SideTableRecord } from '../storage/side-tables.ts';
import type { CaseSession } from './cases.ts';
import { joinSideTables } from './side-tables-joining.ts';
import { type LookedAtTable, lookAtTable } from './side-tables-look.ts';
import { formatRows, parseSideTableMapping, requireKeys, rowFields, type SideRow, tableRows } from './side-tables-mapping.ts';
import { yieldToOthers } from './slices.ts';
import { recordsOfFile } from './table-records.ts';

const SLICE_RECORDS = 2_000;

export interface SideTableRequest {
  readonly path: string;
  readonly kind: SideTableKind;
  /** What the columns mean; null or not given, it is guessed from their names. */
  readonly mapping?: MappingShape | null;
}

/** In the order in which they were added. */
export function listSideTables({ store }: CaseSession): SideTableSummary[] {
  return store.sideTables.list().map(summaryOf);
}

/**
 * Adds a table and joins it to every exchange: the case keeps its rows, so that exchanges imported later are joined too. What the log itself says stands;
 * where side tables differ, edge logs come before API keys and these before accounts, and of one kind the table added first. Cards, e-mail addresses and
 * their domains are kept as hashes. Throws file-missing, file-unreadable, file-malformed, format-unknown, mapping-invalid, case-read-only, cancelled,
 * disk-full; the case is then as it was.
 */
export async function addSideTable(session: CaseSession, request: SideTableRequest, control: JobControl): Promise<SideTableSummary> {
  const { store } = session;
  requireWritable(session);
  const table = await lookAtTable(request.path, request.kind);
  const { looked, format } = table;
  const given = request.mapping ? parseSideTableMapping(request.mapping, 'mapping') : null;
  const mapping = format === null || given !== null ? (given ?? table.preview.mapping) : null;
  if (mapping !== null) requireKeys(mapping, request.kind, looked.path);
  const sideTableId = store.sideTables.nextId();
  const sha256 = await sha256Of(looked.file);
  const written = await writeRows(store, sideTableId, table, mapping, request.kind, control);
  const added: NewSideTable = {
    sideTableId,
    path: looked.path,
    sha256,
    kind: request.kind,
    format: mapping === null ? (format?.name ?? null) : null,
    mapping: mapping === null ? null : JSON.stringify(mapping),
    ...written,
  };
  const empty = { addedAt: '', joinedBy: '', matchedRows: 0, unmatchedRows: 0, filled: {}, conflicts: [] };
  try {
    await joinSideTables(session, control, {
      tables: [...store.sideTables.list(), { ...added, ...empty }],
      apply: () => {
        store.sideTables.append(added);
        const { path, kind, rows } = added;
        store.activity.append('side-table-added', { sideTableId, path, sha256, kind, rows });
      },
    });
  } catch (error) {
    store.sweep();
    throw error;
  }
  return summaryOf(requireSideTable(session, sideTableId));
}

/** Removes a side table and what it added to exchanges; the others are joined anew. Throws entry-unknown, case-read-only, cancelled, disk-full. */
export async function removeSideTable(session: CaseSession, sideTableId: number, control: JobControl): Promise<void> {
  const { store } = session;
  requireWritable(session);
  const { path, sha256, kind } = requireSideTable(session, sideTableId);
  await joinSideTables(session, control, {
    tables: store.sideTables.list().filter((table) => table.sideTableId !== sideTableId),
    apply: () => {
      store.sideTables.remove(sideTableId);
      store.activity.append('side-table-removed', { sideTableId, path, sha256, kind });
    },
  });
}

function requireWritable({ readOnly, path }: CaseSession): void {
  if (readOnly) throw new Failure('case-read-only', `${path} is open for reading only`, { path });
}

function requireSideTable({ store }: CaseSession, sideTableId: number): SideTableRecord {
  const table = store.sideTables.list().find((candidate) => candidate.sideTableId === sideTableId);
  if (table === undefined) throw new Failure('entry-unknown', `the case has no side table ${sideTableId}`, { sideTableId });
  return table;
}

function summaryOf(table: SideTableRecord): SideTableSummary {
  const { sideTableId, path, sha256, kind, addedAt, rows, joinedBy, matchedRows, unmatchedRows, filled, conflicts } = table;
  return { sideTableId, path, sha256, kind, addedAt, rows, joinedBy, matchedRows, unmatchedRows, filled, conflicts };
}

async function sha256Of(path: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) digest.update(chunk as Buffer);
  return digest.digest('hex');
}

async function writeRows(
  store: CaseStore,
  sideTableId: number,
  { looked, format }: LookedAtTable,
  mapping: MappingShape | null,
  kind: SideTableKind,
  control: JobControl,
): Promise<Pick<NewSideTable, 'rows' | 'fileBytes' | 'fileSha256'>> {
  const read = rowReader(looked.path, format, mapping, kind);
  const fields = rowFields(kind);
  const writer = reportingDiskFull(store.segmentsFolder, () => new SideTableWriter(store.segmentsFolder, sideTableId, fields));
  try {
    let records = 0;
    for await (const record of recordsOfFile(looked)) {
      for (const row of read(record))
        reportingDiskFull(store.segmentsFolder, () => writer.add(fields.map((name) => row.get(name) ?? null)));
      records += 1;
      if (records % SLICE_RECORDS !== 0) continue;
      if (control.isCancelled()) throw new Failure('cancelled', 'adding the side table was cancelled');
      const place = { exchanges: null, quarantined: null, file: looked.path };
      control.report({ stage: 'reading the table', done: records, total: null, unit: 'steps', ...place });
      await yieldToOthers();
    }
    if (writer.rows === 0)
      throw new Failure('mapping-invalid', `${looked.path} holds no row that the case can use`, { path: looked.path, kind });
    const { sha256, bytes } = reportingDiskFull(store.segmentsFolder, () => writer.finish(sideTableId));
    return { rows: writer.rows, fileBytes: bytes, fileSha256: sha256 };
  } catch (error) {
    writer.abandon();
    throw error;
  }
}

function rowReader(
  path: string,
  format: LookedAtTable['format'],
  mapping: MappingShape | null,
  kind: SideTableKind,
): (record: JsonObject) => readonly SideRow[] {
  if (mapping !== null) return tableRows(mapping, kind);
  if (format === null) throw new TypeError('a side table without a format has a mapping');
  return formatRows(format, path);
}
