import { setImmediate } from 'node:timers/promises';
import { Failure, isFailure } from '../engine/domain/failure.ts';
import type { FileGroup, ImportReview, ReviewedFile } from '../engine/domain/import-review.ts';
import type { JobControl } from '../engine/domain/job.ts';
import type { SideTableKind } from '../engine/domain/sources.ts';
import { EXCHANGE_MARKS } from '../engine/formats/exchange-record.ts';
import type { FileSample } from '../engine/formats/log-format.ts';
import type { Mapping } from '../engine/formats/mapping.ts';
import { columnsOf } from '../engine/formats/mapping-guess.ts';
import { type Recognition, recogniseFormat } from '../engine/formats/registry.ts';
import type { ExaminedFiles } from './imports.ts';
import { examineFile, importFileOf, type LookedAt, lookAt } from './imports-files.ts';
import { findFiles, type SkippedFile } from './imports-found.ts';
import { mappingShape } from './mapping-files.ts';

const YIELD_MS = 20;

type ExaminedFile = ExaminedFiles['files'][number];

/** Tells what a table may add to exchanges. */
export type SideTableProbe = (path: string) => Promise<{ readonly kind: SideTableKind | null; readonly reason: string }>;

interface FoundTable {
  readonly path: string;
  readonly named: boolean;
  readonly bytes: number;
}

interface OpenGroup {
  readonly groupId: number;
  readonly kind: FileGroup['kind'];
  readonly recognition: Recognition | null;
  readonly reason: string;
  readonly sideTableKind: SideTableKind | null;
  bytes: number;
  readonly files: (FoundTable & { readonly reason: string; readonly examined: ExaminedFile | null })[];
}

/** Chosen files as they were found: what the user sees of them, and what an import needs. */
export interface LookedFiles {
  readonly review: ImportReview;
  readonly files: readonly ReviewedFile[];
  readonly groups: readonly OpenGroup[];
  readonly skipped: readonly SkippedFile[];
}

/** What becomes of a group of files. */
export interface ChosenGroup {
  readonly groupId: number;
  readonly action: 'import' | 'join' | 'leave-out';
  readonly mapping?: Mapping;
  readonly sideTableKind?: SideTableKind;
}

/** What to do with chosen files: import them, and join side tables. */
export interface ImportPlan {
  readonly examined: ExaminedFiles;
  readonly joins: readonly { readonly path: string; readonly kind: SideTableKind }[];
}

/**
 * Looks at every file that paths stand for and groups those that are read in one way; writes nothing. A file that cannot be read is skipped and told.
 * Throws file-missing, file-unreadable for a path itself, cancelled.
 */
export async function lookAtFiles(paths: readonly string[], sideTableOf: SideTableProbe, control: JobControl): Promise<LookedFiles> {
  const found = await findFiles(paths);
  const groups = new Map<string, OpenGroup>();
  const skipped = [...found.skipped];
  let pausedAt = performance.now();
  for (const [done, { path, named }] of found.files.entries()) {
    control.report({ stage: 'looking', done, total: found.files.length, unit: 'steps', exchanges: null, quarantined: null, file: path });
    try {
      await addToGroup(groups, await lookAt(path), named, sideTableOf);
    } catch (error) {
      if (!isFailure(error)) throw error;
      skipped.push({ path, reason: error.message });
    }
    if (performance.now() - pausedAt > YIELD_MS) {
      await setImmediate();
      pausedAt = performance.now();
    }
    if (control.isCancelled()) throw new Failure('cancelled', 'looking at the files was cancelled');
  }
  const all = [...groups.values()];
  const files = all.flatMap(({ groupId, files: inGroup }) => inGroup.map(({ path, bytes, reason }) => ({ path, bytes, groupId, reason })));
  const bytes = all.reduce((sum, group) => sum + group.bytes, 0);
  return { review: { groups: all.map(groupOf), files: files.length, bytes, skipped }, files, groups: all, skipped };
}

async function addToGroup(groups: Map<string, OpenGroup>, looked: LookedAt, named: boolean, sideTableOf: SideTableProbe): Promise<void> {
  const { path, bytes, sample } = looked;
  const recognition = recogniseFormat(sample, null);
  const isTable = recognition === null || recognition.format.kind !== 'records';
  const columns = isTable ? (sample.columns ?? columnsOf(sample.records)) : [];
  if (recognition === null && !looksLikeTable(sample, columns)) {
    throw new Failure('format-unknown', sample.head.text.trim() === '' ? 'the file is empty' : 'no known format, and no table', { path });
  }
  const key = [recognition?.format.name ?? '', ...(isTable ? tableKey(sample, columns, recognition?.mapping ?? null) : [])].join('\0');
  let group = groups.get(key);
  if (group === undefined) {
    group = await openGroup(groups.size, path, recognition, columns, sideTableOf);
    groups.set(key, group);
  }
  const reason = group.kind === 'side-table' ? group.reason : (recognition?.reason ?? group.reason);
  const examined = recognition === null ? null : { ...importFileOf(looked, recognition), named };
  const again = group.files.some((file) => file.examined !== null && file.examined.file === looked.file);
  if (looked.decode?.kind !== 'zip' || !again) group.bytes += bytes;
  group.files.push({ path, named, bytes, reason, examined });
}

/** Tables with the same header; records with the same marks of an exchange, since the other members may be missing in some. */
function tableKey({ columns: header }: FileSample, columns: readonly string[], mapping: Mapping | null): readonly string[] {
  if (header !== null) return header;
  if (mapping === null) return columns.filter((column) => (EXCHANGE_MARKS as readonly string[]).includes(column)).sort();
  const marks = Object.entries(mapping.columns).filter(
    ([, field]) => field !== null && (EXCHANGE_MARKS as readonly string[]).includes(field),
  );
  return marks.map(([column, field]) => `${column}=${field}`).sort();
}

function looksLikeTable(sample: FileSample, columns: readonly string[]): boolean {
  if (sample.records.length === 0) return false;
  if (sample.framing !== 'csv') return columns.length > 0;
  return columns.length > 1 && columns.every((column) => column !== '') && new Set(columns).size === columns.length;
}

async function openGroup(
  groupId: number,
  path: string,
  recognition: Recognition | null,
  columns: readonly string[],
  sideTableOf: SideTableProbe,
): Promise<OpenGroup> {
  const { kind: sideTableKind, reason } = await sideTableOf(path);
  const base = { groupId, recognition, sideTableKind, bytes: 0, files: [] };
  if (sideTableKind !== null && !tellsOfCalls(recognition, columns)) return { ...base, kind: 'side-table', reason };
  if (recognition === null) return { ...base, kind: 'unmapped', reason: 'its columns do not tell that its rows are exchanges' };
  return { ...base, kind: recognition.format.kind === 'mapped' ? 'guessed' : 'known', reason: recognition.reason };
}

/** Canonical columns that only a log of calls has; a table with other columns alone may as well add to one. */
const CALL_COLUMNS: readonly string[] = [
  'request_model',
  'response_model',
  'operation',
  'input_tokens',
  'output_tokens',
  'max_tokens',
  'stop_reason',
  'prompt_text',
  'completion_text',
  'input_messages',
  'output_messages',
];

function tellsOfCalls(recognition: Recognition | null, columns: readonly string[]): boolean {
  if (recognition === null) return false;
  if (recognition.format.kind === 'records') return true;
  const fields = recognition.mapping === null ? columns : Object.values(recognition.mapping.columns);
  return fields.some((field) => field !== null && CALL_COLUMNS.includes(field));
}

function groupOf({ groupId, kind, recognition, reason, sideTableKind, bytes, files }: OpenGroup): FileGroup {
  return {
    groupId,
    kind,
    format: recognition?.format.name ?? null,
    reason,
    files: files.length,
    bytes,
    mappable: recognition === null || recognition.format.kind !== 'records',
    mapping: recognition?.mapping == null ? null : mappingShape(recognition.mapping),
    sideTableKind,
  };
}

/** The first file of a group, by which the group is shown. Throws file-missing for a group that is not there. */
export function firstFile(looked: LookedFiles, groupId: number): string {
  const path = looked.groups[groupId]?.files[0]?.path;
  if (path === undefined) throw new Failure('file-missing', `there is no group ${groupId} of files`, { groupId });
  return path;
}

/**
 * What an import does by the choices made. Groups that nobody decided on are imported; side tables are joined; tables without a mapping are left out.
 * Files that a mapping does not fit are skipped and told. Throws format-unknown when nothing is left.
 */
export async function planImport(looked: LookedFiles, choices: readonly ChosenGroup[]): Promise<ImportPlan> {
  const files: ExaminedFile[] = [];
  const skipped = [...looked.skipped];
  const joins: { path: string; kind: SideTableKind }[] = [];
  for (const group of looked.groups) {
    const choice = choices.find(({ groupId }) => groupId === group.groupId);
    const mapping = choice?.mapping ?? null;
    const action = choice?.action ?? (group.kind === 'side-table' ? 'join' : 'import');
    const kind = choice?.sideTableKind ?? group.sideTableKind;
    for (const file of group.files) {
      if (action === 'leave-out') skipped.push({ path: file.path, reason: 'left out by choice' });
      else if (action === 'join' && kind !== null) joins.push({ path: file.path, kind });
      else if (mapping === null && file.examined !== null) files.push(file.examined);
      else if (mapping === null) skipped.push({ path: file.path, reason: 'no mapping was given for its columns' });
      else await addMapped(file, mapping, files, skipped);
    }
  }
  if (files.length === 0 && joins.length === 0) {
    throw new Failure('format-unknown', skipped[0] === undefined ? 'no file was found' : `nothing to import: ${skipped[0].reason}`);
  }
  return { examined: { files, skipped }, joins };
}

async function addMapped(file: FoundTable, mapping: Mapping, files: ExaminedFile[], skipped: SkippedFile[]): Promise<void> {
  try {
    files.push({ ...(await examineFile(file.path, null, mapping)), named: file.named });
  } catch (error) {
    if (!isFailure(error)) throw error;
    skipped.push({ path: file.path, reason: error.message });
  }
}
