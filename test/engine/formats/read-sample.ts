import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Json } from '../../../main/engine/domain/exchange.ts';
import { EXCHANGE_COLUMNS, MESSAGE_FORM } from '../../../main/engine/domain/exchange-columns.ts';
import { ExchangeDraft, type JsonObject } from '../../../main/engine/formats/exchange-draft.ts';
import { columnNumber, type FieldSource, fillExchange } from '../../../main/engine/formats/exchange-record.ts';
import type { FileSample, RecordFormat } from '../../../main/engine/formats/log-format.ts';
import { sampleOf } from '../../../main/services/imports-sample.ts';

export const SAMPLES = fileURLToPath(new URL('../../fixtures/samples/', import.meta.url));

export type Row = Record<string, unknown>;

/** A sample file as an import looks at it; small enough to be its own head. */
export function sampleFile(name: string): FileSample {
  const bytes = readFileSync(SAMPLES + name);
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\uFEFF/, '');
  return sampleOf(SAMPLES + name, { text, complete: true });
}

/** A file of the given lines or CSV text. */
export function fileOf(content: string | readonly unknown[], path = 'log'): FileSample {
  const text = typeof content === 'string' ? content : content.map((record) => JSON.stringify(record)).join('\n');
  return sampleOf(path, { text, complete: true });
}

/** Reads records with a format into plain rows, with parts of the same records and of `others`. */
export function readRecords(format: RecordFormat, records: readonly unknown[], others: readonly unknown[] = []): Row[] {
  const held = new Map<string, Json[]>();
  for (const record of [...records, ...others] as readonly JsonObject[]) {
    for (const { key, part } of format.spread?.parts(record, 'log') ?? []) held.set(key, [...(held.get(key) ?? []), part]);
  }
  const place = { path: 'log', parts: (key: string): readonly Json[] => held.get(key) ?? [] };
  return (records as readonly JsonObject[]).flatMap((record) =>
    format.exchanges(record, place).map((fields) => rowOf((name) => fields[name])),
  );
}

/** Fills an exchange as an import does and gives its cells by name, times as ISO text. */
export function rowOf(field: FieldSource): Row {
  const draft = new ExchangeDraft();
  fillExchange(draft, field, { dialect: 'table', timeFormat: 'auto' });
  const cell = (name: 'prompt_text' | 'completion_text' | 'stop_reason'): unknown => draft.cells[columnNumber(name)] ?? null;
  const row: Row = { flags: draft.flags, exchange_id: draft.exchangeIdText ?? draft.exchangeId };
  for (const { number, name, home, json } of EXCHANGE_COLUMNS) {
    const value = draft.cells[number] ?? null;
    if (json === true) row[name] = value === null ? null : JSON.parse(String(value));
    else if (home === 'time') row[name] = value === null ? null : new Date(Math.floor(Number(value) / 1000)).toISOString();
    else row[name] = name === 'stream' && value !== null ? value === 1 : value;
  }
  if (draft.inputForm === MESSAGE_FORM.implied) {
    row.input_messages = [{ role: 'user', parts: [{ type: 'text', content: cell('prompt_text') }] }];
  }
  if (draft.outputForm === MESSAGE_FORM.implied) {
    row.output_messages = [
      { role: 'assistant', parts: [{ type: 'text', content: cell('completion_text') }], finish_reason: cell('stop_reason') },
    ];
  }
  return row;
}

/** The rows that a sample must give, in its order. */
export function expectedRows(format: string): Row[] {
  const lines = readFileSync(`${SAMPLES}expected/${format}.jsonl`, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => {
    const { ref: _, ...row } = JSON.parse(line) as Row;
    return row;
  });
}
