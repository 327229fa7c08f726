import type { Json } from '../engine/domain/exchange.ts';
import { EXCHANGE_COLUMNS } from '../engine/domain/exchange-columns.ts';
import type { ForeignColumn, MappingPreview, PreviewRow, TableLook } from '../engine/domain/import-review.ts';
import { ExchangeDraft, isJsonObject, type JsonObject } from '../engine/formats/exchange-draft.ts';
import { CANONICAL_FIELDS, EXCHANGE_MARKS, type FieldSource, fillExchange } from '../engine/formats/exchange-record.ts';
import { type FileSample, type LogFormat, SAMPLE_RECORDS } from '../engine/formats/log-format.ts';
import { type Mapping, planFields, valueAtPath } from '../engine/formats/mapping.ts';
import { columnsOf, guessMapping } from '../engine/formats/mapping-guess.ts';
import { RecordReject } from '../engine/formats/record-reject.ts';
import { timeText } from '../engine/formats/record-values.ts';
import { LOG_FORMATS, recogniseFormat } from '../engine/formats/registry.ts';
import { readTime } from '../engine/formats/times.ts';
import { CsvRecords } from '../workers/import-csv.ts';
import { csvFields, jsonFields } from '../workers/import-fields.ts';
import type { ByteReader } from '../workers/import-reader.ts';
import { csvCells } from '../workers/import-rows.ts';
import { JsonValues } from '../workers/import-values.ts';
import { lookAt } from './imports-files.ts';

const EXAMPLES = 5;
const TIMES = 4;
const CELL_CHARACTERS = 300;
const WHOLE = Number.POSITIVE_INFINITY;

/** The beginning of a foreign table and what its columns are taken for; shows at most SAMPLE_RECORDS rows. Throws as lookAt(). */
export async function previewTable(path: string): Promise<TableLook> {
  const { sample, path: name } = await lookAt(path);
  const rows = rowsOf(sample);
  const columns = sample.columns ?? columnsOf(rows);
  const { mapping, guesses } = guessMapping(columns, rows);
  const guessOf = new Map(guesses.map((guess) => [guess.column, guess]));
  const cells = rows.map((row) => columns.map((column) => cellText(valueAtPath(row, column))));
  return {
    path: name,
    columns: columns.map((column, at): ForeignColumn => {
      const values = cells.flatMap((row) => row[at] ?? []);
      const guess = guessOf.get(column);
      return {
        name: column,
        examples: [...new Set(values)].slice(0, EXAMPLES),
        filled: values.length,
        guess: guess?.field ?? null,
        reason: guess?.reason ?? '',
        confidence: guess?.confidence ?? 'none',
      };
    }),
    rows: cells,
    guess: mapping,
  };
}

/** What a mapping makes of a table's first SAMPLE_RECORDS records, read as an import reads them. Throws as lookAt(). */
export async function previewMapping(path: string, mapping: Mapping): Promise<MappingPreview> {
  const { sample, path: name } = await lookAt(path);
  const times = timesOf(sample, mapping);
  const recognition = recogniseFormat(sample, mapping);
  if (recognition === null) {
    const problem = `no column is mapped to any of ${EXCHANGE_MARKS.join(', ')}, by which a record is an exchange`;
    return { rows: [], accepted: 0, refused: 0, times, problem };
  }
  const readings = await readersOf(name, sample, recognition.format, mapping);
  const rows = readings
    .slice(0, SAMPLE_RECORDS)
    .flatMap((read, index) => previewRows(index + 1, read, sample, recognition.format, mapping));
  const refused = rows.filter(({ problem }) => problem !== null).length;
  return { rows, accepted: rows.length - refused, refused, times, problem: null };
}

/** Gives the exchanges of one record, or throws RecordReject. */
type RecordReading = () => readonly FieldSource[];

function previewRows(record: number, read: RecordReading, sample: FileSample, format: LogFormat, mapping: Mapping): readonly PreviewRow[] {
  const dialect = format.kind !== 'canonical' || sample.framing === 'csv' ? 'table' : 'typed';
  const draft = new ExchangeDraft();
  try {
    return read().map((source) => {
      fillExchange(draft, source, { dialect, timeFormat: mapping.timeFormat });
      return { record, exchange: filledCells(draft), problem: null };
    });
  } catch (error) {
    if (!(error instanceof RecordReject)) throw error;
    return [{ record, exchange: null, problem: { reason: error.reason, detail: error.detail } }];
  }
}

function filledCells(draft: ExchangeDraft): Record<string, string> {
  const cells: Record<string, string> = {};
  for (const { number, name, home } of EXCHANGE_COLUMNS) {
    const value = draft.cells[number] ?? null;
    if (value !== null) cells[name] = cut(home === 'time' ? timeText(value as number) : String(value));
  }
  return cells;
}

async function readersOf(path: string, sample: FileSample, format: LogFormat, mapping: Mapping): Promise<readonly RecordReading[]> {
  const plan = planFields(mapping, CANONICAL_FIELDS);
  const place = { path, parts: () => [] };
  const { framing, head } = sample;
  if (framing === 'csv') {
    return await csvReaders(sample, (header) => csvFields(format, header, plan, place).fromCells);
  }
  const { fromJson } = jsonFields(format, framing, plan, place);
  if (framing === 'values') return (await valueTexts(sample)).map((text) => () => fromJson(text));
  const lines = head.text.split('\n', 4 * SAMPLE_RECORDS + 1);
  if (!head.complete && lines.length <= 4 * SAMPLE_RECORDS) lines.pop();
  return lines.filter((line) => line.trim() !== '').map((line) => () => fromJson(line));
}

async function csvReaders(
  { head }: FileSample,
  fieldsOf: (header: readonly string[]) => (cells: readonly (string | null)[]) => readonly FieldSource[],
): Promise<readonly RecordReading[]> {
  const records = new CsvRecords(new TextReader(head.text));
  const header = await records.next(WHOLE);
  if (header === null || header.state !== 'complete') return [];
  const names = csvCells(header.bytes, records.fields).map((cell) => cell ?? '');
  const fromCells = fieldsOf(names);
  const readings: RecordReading[] = [];
  while (readings.length < SAMPLE_RECORDS) {
    const record = await records.next(WHOLE);
    if (record === null || (record.state === 'cut-off' && !head.complete)) break;
    if (record.to === record.from) continue;
    const { count } = records.fields;
    if (record.state !== 'complete') readings.push(refusal('the record is no CSV'));
    else if (count !== names.length) readings.push(refusal(`the record has ${count} cells where the header has ${names.length}`));
    else {
      const cells = csvCells(record.bytes, records.fields);
      readings.push(() => fromCells(cells));
    }
  }
  return readings;
}

function refusal(detail: string): RecordReading {
  return () => {
    throw new RecordReject('column-count', detail);
  };
}

async function valueTexts({ head, listKey }: FileSample): Promise<readonly string[]> {
  const values = new JsonValues(new TextReader(head.text), listKey);
  const texts: string[] = [];
  while (texts.length < SAMPLE_RECORDS) {
    const value = await values.next(WHOLE);
    if (value === null || value.state !== 'complete') break;
    texts.push(value.bytes.toString('utf8', value.from, value.to));
  }
  return texts;
}

/** The head of a file as the stream that records are cut from. */
class TextReader implements ByteReader {
  readonly cut = false;
  readonly damage = null;
  consumed = 0;
  readonly #bytes: Buffer;

  constructor(text: string) {
    this.#bytes = Buffer.from(text, 'utf8');
  }

  read(target: Uint8Array, at: number, length: number): number {
    const part = this.#bytes.subarray(this.consumed, this.consumed + length);
    target.set(part, at);
    this.consumed += part.length;
    return part.length;
  }

  close(): void {}
}

/** The records of a sample as rows: those that a carrier wraps are taken out of it. */
function rowsOf(sample: FileSample): readonly JsonObject[] {
  const { records, framing } = sample;
  for (const format of LOG_FORMATS) {
    if (format.kind !== 'mapped' || format.row === undefined || !format.framings.includes(framing)) continue;
    const { row } = format;
    if (format.recognise(sample, null) !== null) return records.map((record) => row(record)).filter(isJsonObject);
  }
  return records;
}

function timesOf(sample: FileSample, mapping: Mapping): MappingPreview['times'] {
  const rows = rowsOf(sample);
  return (planFields(mapping, ['ts']).names.get('ts') ?? []).flatMap((column) => {
    const values = rows.map((row) => valueAtPath(row, column) ?? null).filter((value) => value !== null);
    const written = values.filter((value) => typeof value !== 'string' || !mapping.nullTexts.includes(value));
    return written.slice(0, TIMES).map((value) => {
      const read = typeof value === 'string' || typeof value === 'number' ? readTime(value, mapping.timeFormat) : null;
      return { column, written: cellText(value) ?? '', readAs: read === null ? null : timeText(read.us) };
    });
  });
}

function cellText(value: Json | undefined): string | null {
  if (value === null || value === undefined) return null;
  return cut(typeof value === 'string' ? value : JSON.stringify(value));
}

function cut(text: string): string {
  return text.length > CELL_CHARACTERS ? `${text.slice(0, CELL_CHARACTERS)}…` : text;
}
