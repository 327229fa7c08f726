import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Failure } from '../engine/domain/failure.ts';
import type { MappingShape, SideTableKind } from '../engine/domain/sources.ts';
import type { JsonObject } from '../engine/formats/exchange-draft.ts';
import type { ExchangeFields, RecordFormat } from '../engine/formats/log-format.ts';
import { valueAtPath } from '../engine/formats/mapping.ts';
import { RecordReject } from '../engine/formats/record-reject.ts';
import { TIME_FORMATS, type TimeFormat } from '../engine/formats/times.ts';
import { asFileFailure } from './imports-files.ts';
import { emailHashes, keptValue, SIDE_FIELD_NAMES, SIDE_FIELDS } from './side-tables-fields.ts';

/** What a side table says in one record, by field, as the case keeps it. */
export type SideRow = ReadonlyMap<string, string>;

const field = z.string().refine((name) => SIDE_FIELD_NAMES.includes(name), { error: `is none of ${SIDE_FIELD_NAMES.join(', ')}` });

const mappingSchema = z.strictObject({
  comment: z.string().optional(),
  columns: z.record(z.string().min(1), field.nullable()),
  prefixes: z.record(field, z.string().min(1)).default({}),
  constants: z.record(field, z.union([z.string(), z.number(), z.boolean()])).default({}),
  timeFormat: z.enum(TIME_FORMATS).default('auto'),
  nullTexts: z.array(z.string()).default([]),
});

/** Checks the mapping of a side table. Throws mapping-invalid naming the key at fault. */
export function parseSideTableMapping(value: unknown, where: string): MappingShape {
  const parsed = mappingSchema.safeParse(value);
  if (parsed.success) {
    const { comment: _, ...mapping } = parsed.data;
    return mapping;
  }
  const issue = parsed.error.issues[0];
  throw new Failure('mapping-invalid', `${where}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is no mapping'}`, { where });
}

/** Throws file-missing, file-unreadable, mapping-invalid. */
export function readSideTableMapping(path: string): MappingShape {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw asFileFailure(path, error);
  }
  try {
    return parseSideTableMapping(JSON.parse(text), path);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Failure('mapping-invalid', `${path} is not JSON`, { path }, { cause: error });
  }
}

/** Throws mapping-invalid when the mapping lacks what the kind is joined by, or gives nothing. */
export function requireKeys(mapping: MappingShape, kind: SideTableKind, where: string): void {
  const given = new Set([...Object.values(mapping.columns), ...Object.keys(mapping.constants)]);
  const fields = Object.entries(SIDE_FIELDS[kind]);
  const isJoined = kind === 'edge' ? given.has('request_id') || (given.has('client_ip') && given.has('ts')) : given.has(keyOf(kind));
  if (!isJoined) {
    const keys = kind === 'edge' ? 'request_id, nor client_ip and ts' : keyOf(kind);
    throw new Failure('mapping-invalid', `${where}: no column is ${keys}`, { where, kind });
  }
  if (!fields.some(([name, role]) => role !== 'key' && given.has(name)))
    throw new Failure('mapping-invalid', `${where}: no column gives anything that ${kind} add`, { where, kind });
}

export function keyOf(kind: 'accounts' | 'api-keys'): string {
  return kind === 'accounts' ? 'account_id' : 'api_key_id';
}

/** Fields that rows of a kind can have, in fixed order: the columns of its file. */
export function rowFields(kind: SideTableKind): readonly string[] {
  return Object.keys(SIDE_FIELDS[kind]).filter((name) => name !== 'email');
}

/** Reads rows of a table of columns. */
export function tableRows(mapping: MappingShape, kind: SideTableKind): (record: JsonObject) => readonly SideRow[] {
  const known = SIDE_FIELDS[kind];
  const columns = Object.entries(mapping.columns).flatMap(([column, name]) => (name !== null && name in known ? [{ column, name }] : []));
  const constants = Object.entries(mapping.constants).filter(([name]) => name in known);
  const nulls = new Set(['', ...mapping.nullTexts]);
  const timeFormat = TIME_FORMATS.find((format) => format === mapping.timeFormat) ?? 'auto';
  return (record) => {
    const row = new Map<string, string>();
    for (const { column, name } of columns) {
      const text = textOf(valueAtPath(record, column));
      if (text !== null && !nulls.has(text)) setField(row, name, column, withPrefix(text, mapping.prefixes[name]), timeFormat);
    }
    for (const [name, value] of constants) if (!row.has(name)) setField(row, name, name, String(value), timeFormat);
    return row.size === 0 ? [] : [row];
  };
}

/** Reads rows from the records of a log format that tells how requests arrived. */
export function formatRows(format: RecordFormat, path: string): (record: JsonObject) => readonly SideRow[] {
  const names = rowFields('edge');
  return (record) => exchangesOf(format, record, path).flatMap((fields) => edgeRow(fields, names));
}

/** The exchanges of a record, none where it cannot be read. */
export function exchangesOf(format: RecordFormat, record: JsonObject, path: string): readonly ExchangeFields[] {
  try {
    return format.exchanges(record, { path, parts: () => [] });
  } catch (error) {
    if (error instanceof RecordReject) return [];
    throw error;
  }
}

function edgeRow(fields: ExchangeFields, names: readonly string[]): readonly SideRow[] {
  const row = new Map<string, string>();
  for (const name of names) {
    const text = textOf((fields as Readonly<Record<string, unknown>>)[name]);
    if (text !== null) setField(row, name, name, text, 'auto');
  }
  return row.size === 0 ? [] : [row];
}

function setField(row: Map<string, string>, name: string, column: string, text: string, timeFormat: TimeFormat): void {
  if (name === 'email') {
    const hashes = emailHashes(text);
    row.set('email_hash', hashes.email_hash);
    if (hashes.email_domain_hash !== null && !row.has('email_domain_hash')) row.set('email_domain_hash', hashes.email_domain_hash);
    return;
  }
  const kept = keptValue(name, column, text, timeFormat);
  if (kept !== null) row.set(name, kept);
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

const withPrefix = (text: string, prefix: string | undefined): string =>
  prefix === undefined || text.startsWith(prefix) ? text : prefix + text;
