import { EXCHANGE_COLUMNS, type ExchangeColumn } from '../engine/domain/exchange-columns.ts';
import type { FieldName } from '../engine/formats/exchange-record.ts';
import { type FieldPlan, findHeader } from '../engine/formats/mapping.ts';

/** How the scanner reads a field: numbers of main/engine/kernel/assembly/fields.ts. */
const READER = {
  ignored: 0,
  stringCode: 1,
  integer: 2,
  real: 3,
  time: 4,
  text: 5,
  boolean: 6,
  exchangeId: 7,
  flags: 8,
  learnedCode: 9,
  toolCalls: 10,
  inputMessages: 11,
  outputMessages: 12,
  refused: 13,
} as const;
type Reader = (typeof READER)[keyof typeof READER];

export interface ScannedField {
  readonly name: string;
  readonly reader: Reader;
  readonly column: number;
}

const EXCHANGE_ID_COLUMN = 62;
const FLAGS_COLUMN = 63;

/** The fields of JSON records with canonical names (no plan) or of a mapping; null when the mapping has rules that the scanner has not. */
export function scannedFields(plan: FieldPlan | null): readonly ScannedField[] | null {
  if (plan === null) return canonicalFields();
  const { mapping } = plan;
  if (mapping.nullTexts.length > 0 || Object.keys(mapping.constants).length > 0) return null;
  const fields = new Map<string, ScannedField>();
  const canonical = new Map(canonicalFields().map((field) => [field.name, field]));
  for (const [target, foreignNames] of plan.names) {
    const field = canonical.get(target);
    if (field === undefined) return null;
    const reader = readerOfForeign(field, mapping.prefixes[target] !== undefined);
    for (const name of foreignNames) fields.set(name, { name, reader: fields.has(name) ? READER.refused : reader, column: field.column });
  }
  for (const name of [...fields.keys()]) {
    const root = name.split('.', 1)[0] ?? name;
    if (root !== name) fields.set(root, { name: root, reader: READER.refused, column: 0 });
  }
  return [...fields.values()];
}

export interface ScannedCell {
  readonly reader: Reader;
  readonly column: number;
}

/** How the cells of CSV records under a header are read; null when the mapping has rules that the scanner has not. */
export function scannedCells(header: readonly string[], plan: FieldPlan | null): readonly ScannedCell[] | null {
  if (plan !== null && (plan.mapping.nullTexts.length > 0 || Object.keys(plan.mapping.constants).length > 0)) return null;
  const cells: ScannedCell[] = header.map(() => ({ reader: READER.ignored, column: 0 }));
  for (const field of canonicalFields()) {
    const reader = readerOfCell(field, plan?.mapping.prefixes[field.name] !== undefined);
    const names = plan === null ? [field.name] : (plan.names.get(field.name) ?? []);
    for (const index of new Set(names.map((name) => (plan === null ? header.indexOf(name) : findHeader(header, name))))) {
      const cell = cells[index];
      if (cell !== undefined)
        cells[index] = cell.reader === READER.ignored ? { reader, column: field.column } : { reader: READER.refused, column: 0 };
    }
  }
  return cells;
}

function canonicalFields(): (ScannedField & { readonly name: FieldName })[] {
  const named = (name: FieldName, reader: Reader, column: number) => ({ name, reader, column });
  return [
    ...EXCHANGE_COLUMNS.map((column) => named(column.name, readerOf(column), column.number)),
    named('exchange_id', READER.exchangeId, EXCHANGE_ID_COLUMN),
    named('flags', READER.flags, FLAGS_COLUMN),
  ];
}

function readerOf(column: ExchangeColumn): Reader {
  switch (column.name) {
    case 'tool_definitions':
      return READER.learnedCode;
    case 'tool_calls':
      return READER.toolCalls;
    case 'input_messages':
      return READER.inputMessages;
    case 'output_messages':
      return READER.outputMessages;
    case 'stream':
      return READER.boolean;
    default:
      return column.home === 'dictionary' ? READER.stringCode : READER[column.home];
  }
}

/** As readerOfForeign(); structured cells are texts that hold JSON. */
function readerOfCell(field: ScannedField, prefixed: boolean): Reader {
  const reader = readerOfForeign(field, prefixed);
  return reader === READER.toolCalls ? READER.refused : reader;
}

/** Tables may hold structured values as text, vendors' stop reasons and values that take a prefix: the exact path knows what becomes of them. */
function readerOfForeign(field: ScannedField, prefixed: boolean): Reader {
  if (field.reader === READER.inputMessages || field.reader === READER.outputMessages) return READER.refused;
  if (field.reader === READER.stringCode && (prefixed || field.name === 'stop_reason')) return READER.learnedCode;
  return prefixed ? READER.refused : field.reader;
}
