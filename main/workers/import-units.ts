import { Failure } from '../engine/domain/failure.ts';
import { CANONICAL_FIELDS } from '../engine/formats/exchange-record.ts';
import type { LogFormat } from '../engine/formats/log-format.ts';
import { type FieldPlan, planFields } from '../engine/formats/mapping.ts';
import { findFormat } from '../engine/formats/registry.ts';
import { writeSegment } from '../storage/segment-writer.ts';
import { CsvRecords } from './import-csv.ts';
import { csvFields, jsonFields, type RecordFields } from './import-fields.ts';
import { type LineBlock, LineBlocks } from './import-lines.ts';
import {
  type ColumnCodes,
  type ColumnStrings,
  type ImportedSegment,
  type ImportedUnit,
  type ImportSource,
  RECORD_BYTES,
} from './import-protocol.ts';
import { type ByteReader, FileReader, openReader } from './import-reader.ts';
import { csvCells, RowWriter } from './import-rows.ts';
import type { SegmentColumns } from './kernel-host.ts';

const BYTE_ORDER_MARK = Uint8Array.of(0xef, 0xbb, 0xbf);

/**
 * A unit with more unreadable records than one for this many bytes is no log of the format it was taken for, and a file of two-byte lines would
 * fill the memory.
 */
const BYTES_PER_QUARANTINED = 256;

/** What a unit reader needs from the thread it runs in. */
export interface UnitHost {
  /** Asks the owner for codes and a segment number; see the protocol. */
  codes(
    unitNo: number,
    rows: number,
    last: boolean,
    columns: readonly ColumnStrings[],
  ): Promise<{ segmentNo: number | null; columns: readonly ColumnCodes[] }>;
  progress(bytes: number, exchanges: number, quarantined: number): void;
  finished(unit: ImportedUnit): void;
}

/** Reads units of one source into segments. */
export class UnitReader {
  readonly #source: ImportSource;
  readonly #columns: SegmentColumns;
  readonly #host: UnitHost;
  readonly #format: LogFormat;
  readonly #plan: FieldPlan | null;
  /** The kernel can scan the source's lines. */
  readonly #scans: boolean;
  #segments: ImportedSegment[] = [];
  #reported = { bytes: 0, exchanges: 0, quarantined: 0 };
  #exchanges = 0;

  constructor(source: ImportSource, columns: SegmentColumns, host: UnitHost) {
    const format = findFormat(source.format);
    if (format === null) throw new Failure('format-unknown', `no format ${source.format}`, { format: source.format });
    this.#source = source;
    this.#columns = columns;
    this.#host = host;
    this.#format = format;
    this.#plan = source.mapping === null ? null : planFields(source.mapping, CANONICAL_FIELDS);
    this.#scans = source.scan && format.framing === 'lines' && columns.openScan(this.#plan, format.idScope);
  }

  /** One byte range of an uncompressed file of lines. */
  async readRange(unitNo: number): Promise<void> {
    const { path, bytes, unitBytes } = this.#source;
    const start = unitNo * unitBytes;
    const end = Math.min(bytes, start + unitBytes);
    const reader = new FileReader(path, Math.max(0, start - 1), bytes);
    try {
      const lines = new LineBlocks(reader, Math.max(0, start - 1));
      if (unitNo === 0) await lines.skipPrefix(BYTE_ORDER_MARK);
      else await lines.skipTo(start, end);
      this.#begin();
      const rows = this.#rowWriter(jsonFields(this.#plan));
      await this.#readLines(unitNo, lines, rows, end, reader, end - start);
      await this.#end(unitNo, rows, start, end, end - start);
    } finally {
      reader.close();
    }
  }

  /** All units from `firstUnit` on of a file that has to be read in sequence; `startByte` is where the last committed unit ended. */
  async readSequence(firstUnit: number, startByte: number): Promise<void> {
    const { path, bytes, compression } = this.#source;
    const reader = openReader(path, compression, 0, bytes);
    try {
      if (this.#format.framing === 'lines') await this.#sequenceOfLines(reader, firstUnit);
      else await this.#sequenceOfCsv(reader, firstUnit, startByte);
    } finally {
      reader.close();
    }
  }

  async #sequenceOfLines(reader: ByteReader, firstUnit: number): Promise<void> {
    const { unitBytes } = this.#source;
    const lines = new LineBlocks(reader, 0);
    if (firstUnit === 0) await lines.skipPrefix(BYTE_ORDER_MARK);
    else await lines.skipTo(firstUnit * unitBytes, Number.POSITIVE_INFINITY);
    const rows = this.#rowWriter(jsonFields(this.#plan));
    this.#reported.bytes = reader.consumed;
    for (let unitNo = firstUnit; unitNo === 0 || !(await lines.atEnd()); unitNo++) {
      const start = unitNo * unitBytes;
      this.#begin();
      await this.#readLines(unitNo, lines, rows, start + unitBytes, reader, Number.POSITIVE_INFINITY);
      const end = (await lines.atEnd()) ? lines.position : start + unitBytes;
      await this.#end(unitNo, rows, start, end, reader.consumed);
    }
  }

  async #sequenceOfCsv(reader: ByteReader, firstUnit: number, startByte: number): Promise<void> {
    const { unitBytes } = this.#source;
    const records = new CsvRecords(reader);
    await records.skipPrefix(BYTE_ORDER_MARK);
    const header = await records.next(Number.POSITIVE_INFINITY);
    if (header === null || header.state !== 'complete') throw new Failure('file-malformed', `${this.#source.path} has no CSV header`);
    const names = csvCells(header.bytes, records.fields).map((cell) => cell ?? '');
    const rows = this.#rowWriter(csvFields(names, this.#plan));
    if (firstUnit > 0) await records.skipTo(startByte);
    this.#reported.bytes = reader.consumed;
    for (let unitNo = firstUnit; unitNo === 0 || !(await records.atEnd()); unitNo++) {
      const start = unitNo === 0 ? 0 : records.position;
      const limit = (unitNo + 1) * unitBytes;
      this.#begin();
      await this.#readCsv(unitNo, records, rows, limit, reader);
      await this.#end(unitNo, rows, start, records.position, reader.consumed);
    }
  }

  async #readLines(unitNo: number, lines: LineBlocks, rows: RowWriter, limit: number, reader: ByteReader, most: number): Promise<void> {
    for (let block = await lines.next(limit); block !== null; block = await lines.next(limit)) {
      if (block.tooLong !== null) {
        rows.writeTooLong(block.bytes, block.position, block.tooLong);
      } else if (block.unterminated && reader.cut) {
        rows.writeCut(block.bytes.subarray(block.from, block.to), block.position);
      } else {
        await this.#readBlock(unitNo, block, rows);
      }
      this.#report(rows, Math.min(most, reader.consumed));
    }
  }

  /** Scans a block; what the scanner does not take goes the exact way, line by line. */
  async #readBlock(unitNo: number, block: LineBlock, rows: RowWriter): Promise<void> {
    const { bytes, from, to, position, unterminated } = block;
    const columns = this.#columns;
    const scans = this.#scans && to - from <= RECORD_BYTES;
    if (scans) columns.loadLines(bytes, from, to, position);
    for (let at = from; at < to; ) {
      if (scans) at = columns.scanLines(at, to);
      if (at < to && !columns.isFull()) at = rows.writeLine(bytes, at, to, position + at - from, unterminated);
      if (columns.isFull()) await this.#closeSegment(unitNo, false);
      this.#refuseRubbish(rows);
    }
  }

  #refuseRubbish(rows: RowWriter): void {
    const { path, unitBytes } = this.#source;
    const most = unitBytes / BYTES_PER_QUARANTINED;
    if (rows.quarantine.length <= most) return;
    const position = rows.quarantine[0]?.position ?? 0;
    throw new Failure('file-malformed', `${path} holds more than ${most} unreadable records after byte ${position}`, {
      path,
      position,
    });
  }

  async #readCsv(unitNo: number, records: CsvRecords, rows: RowWriter, limit: number, reader: ByteReader): Promise<void> {
    let read = 0;
    for (;;) {
      let record = records.take(limit);
      if (record === 'more') record = await records.next(limit);
      if (record === null) return;
      if (records.ended && reader.cut) rows.writeCut(record.bytes.subarray(record.from, record.to), record.position);
      else rows.writeCsv(record, records.fields);
      if (this.#columns.isFull()) await this.#closeSegment(unitNo, false);
      this.#refuseRubbish(rows);
      if (++read % 1024 === 0) this.#report(rows, reader.consumed);
    }
  }

  #rowWriter(fields: RecordFields): RowWriter {
    const table = this.#source.mapping !== null || this.#format.framing === 'csv';
    const rules = { dialect: table ? 'table' : 'typed', timeFormat: this.#source.mapping?.timeFormat ?? 'auto' } as const;
    return new RowWriter(this.#columns, fields, rules, this.#format.idScope);
  }

  #begin(): void {
    this.#segments = [];
    this.#columns.reset();
    if (this.#source.compression === 'none' && this.#format.framing === 'lines') this.#reported.bytes = 0;
    this.#reported.exchanges = 0;
    this.#reported.quarantined = 0;
    this.#exchanges = 0;
  }

  async #end(unitNo: number, rows: RowWriter, startByte: number, endByte: number, consumed: number): Promise<void> {
    await this.#closeSegment(unitNo, true);
    this.#report(rows, consumed);
    this.#host.finished({ unitNo, startByte, endByte, segments: this.#segments, quarantine: rows.quarantine });
    rows.quarantine = [];
  }

  async #closeSegment(unitNo: number, last: boolean): Promise<void> {
    const columns = this.#columns;
    const rowCount = columns.rowCount;
    columns.fingerprint();
    const answer = await this.#host.codes(unitNo, rowCount, last, rowCount === 0 ? [] : columns.newStrings());
    for (const { columnNumber, codes } of answer.columns) columns.assignCodes(columnNumber, codes);
    if (answer.segmentNo === null) return;
    const content = columns.content(this.#source.sourceId);
    const written = writeSegment(this.#source.segmentsFolder, answer.segmentNo, content);
    this.#segments.push({ ...written, segmentNo: answer.segmentNo, rowCount, exchangeIds: content.exchangeIds.slice() });
    this.#exchanges += rowCount;
    columns.reset();
  }

  /** Reports what was read since the last report. */
  #report(rows: RowWriter, bytes: number): void {
    const exchanges = this.#exchanges + this.#columns.rowCount;
    const quarantined = rows.quarantine.length;
    const last = this.#reported;
    this.#host.progress(bytes - last.bytes, exchanges - last.exchanges, quarantined - last.quarantined);
    this.#reported = { bytes, exchanges, quarantined };
  }
}
