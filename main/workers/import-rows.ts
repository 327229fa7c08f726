import { isUtf8 } from 'node:buffer';
import type { QuarantineReason } from '../engine/domain/case.ts';
import { EXCHANGE_COLUMNS, MESSAGE_FORM } from '../engine/domain/exchange-columns.ts';
import { CSV_DOUBLED, CSV_QUOTED, type CsvFields } from '../engine/formats/csv-records.ts';
import { ExchangeDraft } from '../engine/formats/exchange-draft.ts';
import { columnNumber, type FieldSource, fillExchange, type RecordRules } from '../engine/formats/exchange-record.ts';
import { RecordReject } from '../engine/formats/record-reject.ts';
import type { NewQuarantineRecord } from '../storage/quarantine.ts';
import { exchangeIdOf } from './exchange-id.ts';
import type { CsvRecord } from './import-csv.ts';
import type { RecordFields } from './import-fields.ts';
import { SharedMessages } from './import-messages.ts';
import { EXCERPT_BYTES, RECORD_BYTES } from './import-protocol.ts';
import type { JsonValue } from './import-values.ts';
import type { SegmentColumns } from './kernel-host.ts';

const INPUT_MESSAGES = columnNumber('input_messages');
const RETURN = 0x0d;
const LINE_FEED = 0x0a;

/** Turns records into rows of a segment or into quarantine records. */
export class RowWriter {
  quarantine: NewQuarantineRecord[] = [];
  /** Records that were read and hold no exchange. */
  passedOver = 0;
  readonly #columns: SegmentColumns;
  readonly #fields: RecordFields;
  readonly #rules: RecordRules;
  readonly #idScope: string;
  readonly #draft = new ExchangeDraft();
  readonly #messages = new SharedMessages();
  /** The record at hand and the fields of its exchanges; those before #next are written. */
  #record: { readonly raw: Buffer; readonly position: number } = { raw: Buffer.alloc(0), position: 0 };
  #exchanges: readonly FieldSource[] = [];
  #next = 0;

  constructor(columns: SegmentColumns, fields: RecordFields, rules: RecordRules, idScope: string) {
    this.#columns = columns;
    this.#fields = fields;
    this.#rules = rules;
    this.#idScope = idScope;
  }

  /** Reads the line at `from` of bytes[from, to) in the exact way; gives where the next begins. */
  writeLine(bytes: Buffer, from: number, to: number, position: number, unterminated: boolean): number {
    const found = bytes.indexOf(LINE_FEED, from);
    const ends = found >= 0 && found < to;
    const feed = ends ? found : to;
    const end = feed > from && bytes[feed - 1] === RETURN ? feed - 1 : feed;
    if (isBlank(bytes, from, end)) return ends ? feed + 1 : to;
    const raw = bytes.subarray(from, end);
    if (raw.length > RECORD_BYTES) this.writeTooLong(raw, position, raw.length);
    else this.#write(raw, position, () => this.#fields.fromJson(raw.toString('utf8')), unterminated && !ends);
    return ends ? feed + 1 : to;
  }

  writeTooLong(head: Buffer, position: number, length: number): void {
    this.#setAside(head, position, length, 'too-long', `the record has ${length} bytes, more than ${RECORD_BYTES}`);
  }

  writeCsv(record: CsvRecord, fields: CsvFields): void {
    const { bytes, from, to, position } = record;
    if (to === from) return;
    const raw = bytes.subarray(from, to);
    if (record.state === 'too-long') {
      this.#setAside(raw, position, raw.length, 'too-long', `no record ends within ${RECORD_BYTES} bytes`);
    } else if (record.state === 'cut-off') {
      this.#setAside(raw, position, raw.length, 'cut-off', 'the file ends inside a quoted cell');
    } else if (record.state === 'malformed') {
      this.#setAside(raw, position, raw.length, 'column-count', 'text follows the closing quote of a cell');
    } else if (fields.count !== this.#fields.cellCount) {
      const detail = `the record has ${fields.count} cells where the header has ${this.#fields.cellCount}`;
      this.#setAside(raw, position, raw.length, 'column-count', detail);
    } else {
      this.#write(raw, position, () => this.#fields.fromCells(csvCells(bytes, fields)), false);
    }
  }

  /** The stream was cut: what is left of its last record. */
  writeCut(raw: Buffer, position: number): void {
    this.#setAside(raw, position, raw.length, 'cut-off', 'the compressed file ends before this record does');
  }

  /** A JSON value of a file that is no file of lines. */
  writeValue(value: JsonValue): void {
    const { bytes, from, to, position, length, state } = value;
    const raw = bytes.subarray(from, to);
    if (state === 'too-long') this.writeTooLong(raw, position, length);
    else if (state === 'cut-off') this.#setAside(raw, position, length, 'cut-off', 'the file ends before this record does');
    else this.#write(raw, position, () => this.#fields.fromJson(raw.toString('utf8')), false);
  }

  /** Exchanges of the last record wait for room: close the segment, then call writePending(). */
  get hasPending(): boolean {
    return this.#next < this.#exchanges.length;
  }

  /** Writes exchanges of the last record while the segment has room. */
  writePending(): void {
    const { raw, position } = this.#record;
    while (this.hasPending && !this.#columns.isFull()) {
      const ordinal = this.#next++;
      try {
        fillExchange(this.#draft, this.#exchanges[ordinal] as FieldSource, this.#rules);
      } catch (error) {
        if (!(error instanceof RecordReject)) throw error;
        this.#setAside(raw, position, raw.length, error.reason, error.detail);
        continue;
      }
      this.#commit(raw, position, ordinal);
    }
  }

  #write(raw: Buffer, position: number, read: () => readonly FieldSource[], unterminated: boolean): void {
    this.#record = { raw, position };
    this.#next = 0;
    try {
      if (!isUtf8(raw)) throw new RecordReject('not-utf8', 'the record is not valid UTF-8');
      this.#exchanges = read();
      if (this.#exchanges.length === 0) this.passedOver += 1;
    } catch (error) {
      if (!(error instanceof RecordReject)) throw error;
      this.#exchanges = [];
      const cut = unterminated && (error.reason === 'not-json' || error.reason === 'not-utf8');
      if (cut) this.#setAside(raw, position, raw.length, 'cut-off', 'the file ends before this record does');
      else this.#setAside(raw, position, raw.length, error.reason, error.detail);
      return;
    }
    this.writePending();
  }

  #commit(raw: Buffer, position: number, ordinal: number): void {
    const columns = this.#columns;
    const { cells } = this.#draft;
    this.#shareMessages();
    columns.beginRow(position, raw.length);
    columns.setExchangeId(exchangeIdOf(this.#draft, this.#idScope, raw, ordinal));
    for (const column of EXCHANGE_COLUMNS) {
      const value = cells[column.number] ?? null;
      if (value === null) continue;
      switch (column.home) {
        case 'dictionary':
          columns.setDictionary(column.number, value as string);
          break;
        case 'text':
          columns.setText(column.number, value as string);
          break;
        case 'integer':
          columns.setInteger(column.number, value as number);
          break;
        case 'real':
          columns.setReal(column.number, value as number);
          break;
        case 'time':
          columns.setTimeUs(value as number);
      }
    }
    columns.setFlags(this.#draft.flags);
    columns.setMessageForm(this.#draft.messageForm);
    columns.commitRow();
  }

  #shareMessages(): void {
    const draft = this.#draft;
    const row = this.#columns.rowCount;
    if (row === 0) this.#messages.clear();
    if (draft.inputMessages === null) return;
    const shared = this.#messages.write(draft.inputMessages, row);
    if (shared === null) return;
    draft.cells[INPUT_MESSAGES] = shared;
    draft.inputForm = MESSAGE_FORM.shared;
  }

  #setAside(raw: Buffer, position: number, length: number, reason: QuarantineReason, detail: string): void {
    const excerpt = raw.subarray(0, EXCERPT_BYTES).toString('utf8').replaceAll('\0', '\u2400');
    this.quarantine.push({ position, length, reason, detail, excerpt });
  }
}

function isBlank(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x09 && byte !== RETURN) return false;
  }
  return true;
}

/** Cell texts of a CSV record; null for an empty unquoted cell and for an unquoted \N. */
export function csvCells(bytes: Buffer, fields: CsvFields): (string | null)[] {
  const cells: (string | null)[] = [];
  for (let i = 0; i < fields.count; i++) {
    const kind = fields.kinds[i] as number;
    const text = bytes.toString('utf8', fields.starts[i], fields.ends[i]);
    if ((kind & CSV_QUOTED) === 0) cells.push(text === '' || text === '\\N' ? null : text);
    else cells.push((kind & CSV_DOUBLED) === 0 ? text : text.replaceAll('""', '"'));
  }
  return cells;
}
