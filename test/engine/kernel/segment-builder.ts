import { isUtf8 } from 'node:buffer';
import { EXCHANGE_COLUMNS } from '../../../main/engine/domain/exchange-columns.ts';
import { canonicalJsonl } from '../../../main/engine/formats/canonical-jsonl.ts';
import { ExchangeDraft } from '../../../main/engine/formats/exchange-draft.ts';
import { fillExchange } from '../../../main/engine/formats/exchange-record.ts';
import { mappedJsonl } from '../../../main/engine/formats/mapped-jsonl.ts';
import type { FieldPlan } from '../../../main/engine/formats/mapping.ts';
import { RecordReject } from '../../../main/engine/formats/record-reject.ts';
import type { SegmentContent } from '../../../main/storage/segment-content.ts';
import { exchangeIdOf } from '../../../main/workers/exchange-id.ts';
import { jsonFields } from '../../../main/workers/import-fields.ts';
import { SegmentColumns } from '../../../main/workers/kernel-host.ts';

const SCOPE = 'canonical';
const LINE_FEED = 0x0a;
const NOWHERE = { path: 'lines', parts: () => [] };
const RETURN = 0x0d;

export interface BuiltSegment {
  readonly content: SegmentContent;
  readonly strings: readonly { columnNumber: number; values: string[] }[];
  /** Position and reason of each line set aside. */
  readonly rejects: readonly string[];
  /** Lines that went the exact way. */
  readonly exactLines: number;
}

/** Builds one segment from lines of JSON records, scanning where the kernel understands them (`scan`) or the exact way only. */
export class SegmentBuilder {
  readonly columns = SegmentColumns.load();
  readonly #plan: FieldPlan | null;
  readonly #draft = new ExchangeDraft();
  #rejects: string[] = [];
  #exactLines = 0;

  constructor(plan: FieldPlan | null = null) {
    this.#plan = plan;
  }

  /** Adds lines until the segment is full; gives the bytes taken. `position` is that of the first line in its source. */
  add(lines: Buffer, scan: boolean, position = 0): number {
    const scanning = scan && this.columns.openScan(this.#plan, SCOPE);
    if (scanning) this.columns.loadLines(lines, 0, lines.length, position);
    let at = 0;
    while (at < lines.length && !this.columns.isFull()) {
      if (scanning) at = this.columns.scanLines(at, lines.length);
      if (at < lines.length && !this.columns.isFull()) at = this.#addExactly(lines, at, position);
    }
    return Math.min(at, lines.length);
  }

  /** Begins another segment; strings keep their codes. */
  restart(): void {
    this.columns.reset();
    this.#rejects = [];
    this.#exactLines = 0;
  }

  finish(): BuiltSegment {
    this.columns.fingerprint();
    const strings = this.columns.newStrings();
    for (const { columnNumber, values } of strings) {
      this.columns.assignCodes(
        columnNumber,
        Int32Array.from(values, (value) => value.length + 1),
      );
    }
    return { content: this.columns.content(1), strings, rejects: this.#rejects, exactLines: this.#exactLines };
  }

  #addExactly(lines: Buffer, at: number, position: number): number {
    const feed = lines.indexOf(LINE_FEED, at);
    const lineEnd = feed < 0 ? lines.length : feed;
    const raw = lines.subarray(at, lineEnd > at && lines[lineEnd - 1] === RETURN ? lineEnd - 1 : lineEnd);
    this.#exactLines++;
    if (raw.toString('latin1').trim() !== '') this.#write(raw, position + at);
    return lineEnd + 1;
  }

  #write(raw: Buffer, position: number): void {
    const dialect = this.#plan === null ? 'typed' : 'table';
    try {
      if (!isUtf8(raw)) throw new RecordReject('not-utf8', '');
      const [fields] = jsonFields(this.#plan === null ? canonicalJsonl : mappedJsonl, 'lines', this.#plan, NOWHERE).fromJson(
        raw.toString(),
      );
      if (fields === undefined) return;
      fillExchange(this.#draft, fields, { dialect, timeFormat: 'auto' });
    } catch (error) {
      if (!(error instanceof RecordReject)) throw error;
      this.#rejects.push(`${position} ${error.reason}`);
      return;
    }
    this.#commit(raw, position);
  }

  #commit(raw: Buffer, position: number): void {
    const { columns } = this;
    const { cells, flags, messageForm } = this.#draft;
    columns.beginRow(position, raw.length);
    columns.setExchangeId(exchangeIdOf(this.#draft, SCOPE, raw, 0));
    for (const column of EXCHANGE_COLUMNS) {
      const value = cells[column.number] ?? null;
      if (typeof value === 'string') {
        if (column.home === 'dictionary') columns.setDictionary(column.number, value);
        else columns.setText(column.number, value);
      } else if (column.home === 'time') columns.setTimeUs(value);
      else if (column.home === 'real') columns.setReal(column.number, value);
      else columns.setInteger(column.number, value);
    }
    columns.setFlags(flags);
    columns.setMessageForm(messageForm);
    columns.commitRow();
  }
}
