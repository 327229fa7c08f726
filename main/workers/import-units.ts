import { Failure } from '../engine/domain/failure.ts';
import { CANONICAL_FIELDS } from '../engine/formats/exchange-record.ts';
import type { LogFormat, RecordPlace } from '../engine/formats/log-format.ts';
import { type FieldPlan, planFields } from '../engine/formats/mapping.ts';
import { findFormat } from '../engine/formats/registry.ts';
import { PartIndex } from '../storage/part-index.ts';
import { SegmentDraft } from '../storage/segment-draft.ts';
import { CsvRecords } from './import-csv.ts';
import { CsvScan } from './import-csv-scan.ts';
import { csvFields, jsonFields, type RecordFields } from './import-fields.ts';
import { type LineBlock, LineBlocks } from './import-lines.ts';
import { partPlace } from './import-parts.ts';
import {
  type ColumnCodes,
  type ColumnStrings,
  type ImportedSegment,
  type ImportedUnit,
  type ImportSource,
  isSequential,
  RECORD_BYTES,
} from './import-protocol.ts';
import { type ByteReader, ChunkReader, type DecodedChunk, FileReader, openReader } from './import-reader.ts';
import { csvCells, RowWriter } from './import-rows.ts';
import { JsonValues } from './import-values.ts';
import type { SegmentColumns } from './kernel-host.ts';

/** Records between two reports. */
const REPORT_RECORDS = 2048;
/** Bytes of lines between two reports: a message costs more than reading a block does. */
const REPORT_BYTES = 4 * 1024 * 1024;
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
  /** A unit was read, though its segments may not be on the disk yet: the next one may be asked for. */
  ready(): void;
  more(): Promise<DecodedChunk>;
}

function isBroken(reader: ByteReader): boolean {
  return reader.cut || reader.damage !== null;
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
  readonly #parts: PartIndex | null;
  readonly #place: RecordPlace;
  #segments: Promise<ImportedSegment>[] = [];
  /** Ends when the segments of the last unit that was read are on the disk and it was handed over. */
  #finishing: Promise<void> = Promise.resolve();
  #isClosed = false;
  #reported = { bytes: 0, exchanges: 0, quarantined: 0 };
  #exchanges = 0;
  #read = 0;

  constructor(source: ImportSource, columns: SegmentColumns, host: UnitHost) {
    const format = findFormat(source.format);
    if (format === null) throw new Failure('format-unknown', `no format ${source.format}`, { format: source.format });
    this.#source = source;
    this.#columns = columns;
    this.#host = host;
    this.#format = format;
    this.#plan = source.mapping === null ? null : planFields(source.mapping, CANONICAL_FIELDS);
    const isPlain = format.kind !== 'records' && format.row === undefined && source.framing === 'lines';
    this.#scans = source.scan && isPlain && columns.openScan(this.#plan, format.idScope);
    this.#parts = source.parts === null ? null : new PartIndex(source.parts.path, source.parts.entries);
    this.#place = partPlace(source.path, format, this.#parts);
  }

  /** Nothing is read any more: the source ended, or failed while a unit of it was under way. */
  close(): void {
    this.#isClosed = true;
    this.#parts?.close();
  }

  /** One byte range of an uncompressed file of lines. Another may be asked for once the host was told that it can be. */
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
      const rows = this.#rowWriter(this.#jsonFields());
      await this.#readLines(unitNo, lines, rows, end, reader, end - start);
      await this.#end(unitNo, rows, start, end, end - start);
    } finally {
      reader.close();
      await this.#finishing;
    }
  }

  /** All units from `firstUnit` on of a file that has to be read in sequence; `startByte` is where the last committed unit ended. */
  async readSequence(firstUnit: number, startByte: number): Promise<void> {
    const { path, bytes, compression } = this.#source;
    const reader = this.#source.decoded ? new ChunkReader(() => this.#host.more()) : openReader(path, compression, 0, bytes);
    try {
      if (this.#source.framing === 'csv') await this.#sequenceOfCsv(reader, firstUnit, startByte);
      else if (this.#source.framing === 'values') await this.#sequenceOfValues(reader, firstUnit, startByte);
      else await this.#sequenceOfLines(reader, firstUnit);
      if (reader.damage !== null) throw reader.damage;
    } finally {
      reader.close();
      // Units that were read are handed over before a failure is.
      await this.#finishing;
    }
  }

  async #sequenceOfLines(reader: ByteReader, firstUnit: number): Promise<void> {
    const { unitBytes } = this.#source;
    const lines = new LineBlocks(reader, 0);
    if (firstUnit === 0) await lines.skipPrefix(BYTE_ORDER_MARK);
    else await lines.skipTo(firstUnit * unitBytes, Number.POSITIVE_INFINITY);
    const rows = this.#rowWriter(this.#jsonFields());
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
    const rows = this.#rowWriter(csvFields(this.#format, names, this.#plan, this.#place));
    const isPlain = this.#source.scan && this.#format.kind !== 'records';
    const scan = isPlain && this.#columns.openCsvScan(names, this.#plan, this.#format.idScope) ? new CsvScan(this.#columns, records) : null;
    if (firstUnit > 0) await records.skipTo(startByte);
    this.#reported.bytes = reader.consumed;
    for (let unitNo = firstUnit; unitNo === 0 || !(await records.atEnd()); unitNo++) {
      const start = unitNo === 0 ? 0 : records.position;
      const limit = (unitNo + 1) * unitBytes;
      this.#begin();
      await this.#readCsv(unitNo, records, scan, rows, limit, reader);
      await this.#end(unitNo, rows, start, records.position, reader.consumed);
    }
  }

  async #sequenceOfValues(reader: ByteReader, firstUnit: number, startByte: number): Promise<void> {
    const { unitBytes, listKey } = this.#source;
    const values = new JsonValues(reader, listKey);
    await values.skipPrefix(BYTE_ORDER_MARK);
    const rows = this.#rowWriter(this.#jsonFields());
    let value = await values.next(Number.POSITIVE_INFINITY);
    while (value !== null && value.position < startByte) value = await values.next(Number.POSITIVE_INFINITY);
    this.#reported.bytes = reader.consumed;
    for (let unitNo = firstUnit; unitNo === 0 || value !== null; unitNo++) {
      const start = value?.position ?? values.position;
      this.#begin();
      while (value !== null && value.position < start + unitBytes) {
        if (value.state === 'cut-off' && isBroken(reader)) rows.writeCut(value.bytes.subarray(value.from, value.to), value.position);
        else rows.writeValue(value);
        await this.#makeRoom(unitNo, rows);
        this.#refuseRubbish(rows);
        if (++this.#read % REPORT_RECORDS === 0) this.#report(rows, reader.consumed);
        value = await values.next(Number.POSITIVE_INFINITY);
      }
      await this.#end(unitNo, rows, start, value?.position ?? values.position, reader.consumed);
    }
  }

  /** Closes the segment while it is full, and writes what waited for it. */
  async #makeRoom(unitNo: number, rows: RowWriter): Promise<void> {
    while (this.#columns.isFull()) {
      await this.#closeSegment(unitNo, false);
      rows.writePending();
    }
  }

  #jsonFields(): RecordFields {
    return jsonFields(this.#format, this.#source.framing, this.#plan, this.#place);
  }

  async #readLines(unitNo: number, lines: LineBlocks, rows: RowWriter, limit: number, reader: ByteReader, most: number): Promise<void> {
    for (let block = await lines.next(limit); block !== null; block = await lines.next(limit)) {
      if (block.tooLong !== null) {
        rows.writeTooLong(block.bytes, block.position, block.tooLong);
      } else if (block.unterminated && isBroken(reader)) {
        rows.writeCut(block.bytes.subarray(block.from, block.to), block.position);
      } else {
        await this.#readBlock(unitNo, block, rows);
      }
      const consumed = Math.min(most, reader.consumed);
      const exchanges = this.#exchanges + this.#columns.rowCount;
      const { bytes, exchanges: before } = this.#reported;
      if (consumed - bytes >= REPORT_BYTES || exchanges - before >= REPORT_RECORDS) this.#report(rows, consumed);
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
      await this.#makeRoom(unitNo, rows);
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

  async #readCsv(
    unitNo: number,
    records: CsvRecords,
    scan: CsvScan | null,
    rows: RowWriter,
    limit: number,
    reader: ByteReader,
  ): Promise<void> {
    for (;;) {
      scan?.take(limit);
      if (!this.#columns.isFull()) {
        const record = records.take(limit);
        if (record === null) return;
        if (record === 'more') {
          await records.more();
          this.#report(rows, reader.consumed);
        } else if (records.ended && isBroken(reader)) rows.writeCut(record.bytes.subarray(record.from, record.to), record.position);
        else rows.writeCsv(record, records.fields);
      }
      await this.#makeRoom(unitNo, rows);
      this.#refuseRubbish(rows);
    }
  }

  #rowWriter(fields: RecordFields): RowWriter {
    const table = this.#format.kind !== 'canonical' || this.#source.framing === 'csv';
    const rules = { dialect: table ? 'table' : 'typed', timeFormat: this.#source.mapping?.timeFormat ?? 'auto' } as const;
    return new RowWriter(this.#columns, fields, rules, this.#format.idScope);
  }

  #begin(): void {
    this.#segments = [];
    this.#columns.reset();
    if (!isSequential(this.#source)) this.#reported.bytes = 0;
    this.#reported.exchanges = 0;
    this.#reported.quarantined = 0;
    this.#exchanges = 0;
  }

  async #end(unitNo: number, rows: RowWriter, startByte: number, endByte: number, consumed: number): Promise<void> {
    await this.#closeSegment(unitNo, true);
    this.#report(rows, consumed);
    const { quarantine, passedOver } = rows;
    rows.quarantine = [];
    rows.passedOver = 0;
    const written = Promise.all(this.#segments);
    const before = this.#finishing;
    this.#finishing = written.then(async (segments) => {
      await before;
      this.#host.finished({ unitNo, startByte, endByte, segments, quarantine, passedOver });
    });
    this.#finishing.catch(() => {});
    this.#host.ready();
    await before;
  }

  async #closeSegment(unitNo: number, last: boolean): Promise<void> {
    const columns = this.#columns;
    const rowCount = columns.rowCount;
    columns.fingerprint();
    const answering = this.#host.codes(unitNo, rowCount, last, rowCount === 0 ? [] : columns.newStrings());
    const draft = new SegmentDraft(this.#source.segmentsFolder, `r${this.#source.sourceId}-u${unitNo}-${this.#segments.length}`);
    if (rowCount > 0) draft.writeTexts(rowCount, columns.texts());
    const answer = await answering;
    if (this.#isClosed) await new Promise<never>(() => {});
    for (const { columnNumber, codes } of answer.columns) columns.assignCodes(columnNumber, codes);
    if (answer.segmentNo === null) return;
    const content = columns.content(this.#source.sourceId);
    const { segmentNo } = answer;
    const published = draft.publish(segmentNo, content);
    const exchangeIds = content.exchangeIds.slice();
    const accountCodes = content.codes.get('account_id')?.slice(0, rowCount) ?? null;
    const segment = published.then((written) => ({ ...written, segmentNo, rowCount, exchangeIds, accountCodes }));
    segment.catch(() => {});
    this.#segments.push(segment);
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
