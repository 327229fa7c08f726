import { type MappingShape, SIDE_TABLE_KINDS, type SideTableKind, type SideTablePreview } from '../engine/domain/sources.ts';
import type { JsonObject } from '../engine/formats/exchange-draft.ts';
import type { FileSample, RecordFormat } from '../engine/formats/log-format.ts';
import { valueAtPath } from '../engine/formats/mapping.ts';
import { columnsOf } from '../engine/formats/mapping-guess.ts';
import { recogniseFormat } from '../engine/formats/registry.ts';
import { type LookedAt, lookAt } from './imports-files.ts';
import { isHashedColumn, plainName, SIDE_FIELDS, SIDE_SYNONYMS } from './side-tables-fields.ts';
import { exchangesOf, formatRows, keyOf } from './side-tables-mapping.ts';

const EXAMPLES = 3;
const EXAMPLE_CHARACTERS = 80;
/** A table with one of these holds exchanges; it is imported, not joined. */
const OF_EXCHANGES = /^(?:prompt|prompttext|completion|completiontext|messages|inputmessages|outputmessages|response|requestmodel|model)$/;

/** A side table that was looked at. */
export interface LookedAtTable {
  readonly looked: LookedAt;
  /** The format whose records it holds; null for a table of columns. */
  readonly format: RecordFormat | null;
  readonly preview: SideTablePreview;
}

/**
 * Looks at a table that may add to exchanges and guesses from its columns what it is and what they mean. Nothing is written. Throws file-missing,
 * file-unreadable, file-malformed, file-bomb, format-unknown.
 */
export async function lookAtSideTable(path: string): Promise<SideTablePreview> {
  return (await lookAtTable(path, null)).preview;
}

/** As lookAtSideTable(); `kind` is given where it is known. */
export async function lookAtTable(path: string, kind: SideTableKind | null): Promise<LookedAtTable> {
  const looked = await lookAt(path);
  const { sample } = looked;
  const format = kind === null || kind === 'edge' ? edgeFormat(sample, kind === 'edge') : null;
  if (format !== null) return { looked, format: format.format, preview: formatPreview(sample, format.format, format.reason) };
  const names = sample.columns ?? columnsOf(sample.records);
  const guessed = kind ?? guessKind(names);
  const mapping = guessed === null ? null : guessSideMapping(names, guessed);
  const columns = names.map((name) => {
    const field = mapping?.columns[name] ?? null;
    return { name, examples: examplesOf(sample.records, name), field, hashed: isHashedColumn(field, name) };
  });
  return { looked, format: null, preview: { kind: guessed, reason: reasonOf(guessed, kind, columns), format: null, columns, mapping } };
}

/** A log format that is about requests rather than about what was said in them: proxies, gateways and audit trails; any other where it was asked for. */
function edgeFormat(sample: FileSample, isAskedFor: boolean): { readonly format: RecordFormat; readonly reason: string } | null {
  const found = recogniseFormat(sample, null);
  if (found === null || found.format.kind !== 'records') return null;
  const { format, reason } = found;
  const read = formatRows(format, sample.path);
  const rows = sample.records.flatMap(read);
  if (!isAskedFor && sample.records.some((record) => holdsContent(format, record, sample.path))) return null;
  const isJoinable = rows.some((row) => row.has('request_id') || (row.has('client_ip') && row.has('ts')));
  const adds = rows.some((row) => ['client_ip', 'tls_fingerprint', 'asn', 'user_agent', 'country'].some((name) => row.has(name)));
  return isJoinable && adds ? { format, reason } : null;
}

function holdsContent(format: RecordFormat, record: JsonObject, path: string): boolean {
  const said = ['prompt_text', 'completion_text', 'input_messages', 'output_messages'] as const;
  return exchangesOf(format, record, path).some((fields) => said.some((name) => fields[name] !== null && fields[name] !== undefined));
}

function formatPreview(sample: FileSample, format: RecordFormat, reason: string): SideTablePreview {
  const rows = sample.records.flatMap(formatRows(format, sample.path));
  const names = [...new Set(rows.flatMap((row) => [...row.keys()]))].sort();
  const columns = names.map((name) => {
    const examples = rows.flatMap((row) => row.get(name) ?? []).slice(0, EXAMPLES);
    return { name, examples: examples.map(cut), field: name, hashed: false };
  });
  return { kind: 'edge', reason: `records of ${format.name}: ${reason}`, format: format.name, columns, mapping: null };
}

function guessKind(names: readonly string[]): SideTableKind | null {
  if (names.some((name) => OF_EXCHANGES.test(plainName(name)))) return null;
  const scores = SIDE_TABLE_KINDS.map((kind) => ({ kind, score: scoreOf(guessSideMapping(names, kind), kind) }));
  const best = scores.reduce((a, b) => (b.score > a.score ? b : a));
  return best.score > 0 ? best.kind : null;
}

/** How many fields of a kind the columns give beside those it is joined by; 0 when these are missing. */
function scoreOf(mapping: MappingShape, kind: SideTableKind): number {
  const given = new Set(Object.values(mapping.columns).filter((name) => name !== null));
  const isJoined = kind === 'edge' ? given.has('request_id') || (given.has('client_ip') && given.has('ts')) : given.has(keyOf(kind));
  if (!isJoined) return 0;
  const added = [...given].filter((name) => SIDE_FIELDS[kind][name] !== 'key').length;
  return added === 0 ? 0 : added + (kind === 'api-keys' ? 1.5 : 0);
}

/** A mapping of columns by their names. */
export function guessSideMapping(names: readonly string[], kind: SideTableKind): MappingShape {
  const columns: Record<string, string | null> = Object.fromEntries(names.map((name) => [name, null]));
  const prefixes: Record<string, string> = {};
  for (const field of Object.keys(SIDE_FIELDS[kind])) {
    const wanted = [plainName(field), ...(SIDE_SYNONYMS[field] ?? [])];
    const column = wanted.map((synonym) => names.find((name) => plainName(name) === synonym && columns[name] === null)).find(Boolean);
    if (column === undefined) continue;
    columns[column] = field;
    const fingerprint = /ja[34]/.exec(plainName(column))?.[0];
    if (field === 'tls_fingerprint' && fingerprint !== undefined) prefixes[field] = `${fingerprint}:`;
  }
  if (kind === 'accounts' && !Object.values(columns).includes('account_id') && columns.id === null) columns.id = 'account_id';
  return { columns, prefixes, constants: {}, timeFormat: 'auto', nullTexts: ['-', 'NULL', '\\N'] };
}

function reasonOf(guessed: SideTableKind | null, given: SideTableKind | null, columns: SideTablePreview['columns']): string {
  const taken = columns.flatMap(({ name, field }) => (field === null ? [] : [name === field ? name : `${name} as ${field}`]));
  if (guessed === null) return 'its columns do not tell what it adds';
  return `${given === null ? 'by its columns' : 'as it was given'}: ${taken.join(', ') || 'none is known'}`;
}

function examplesOf(records: readonly JsonObject[], name: string): string[] {
  const texts = records.flatMap((record) => {
    const value = valueAtPath(record, name);
    return value === null || value === undefined || value === '' ? [] : [typeof value === 'string' ? value : JSON.stringify(value)];
  });
  return [...new Set(texts)].slice(0, EXAMPLES).map(cut);
}

const cut = (text: string): string => (text.length > EXAMPLE_CHARACTERS ? `${text.slice(0, EXAMPLE_CHARACTERS - 1)}…` : text);
