import type { CsvRecords } from './import-csv.ts';
import { RECORD_BYTES } from './import-protocol.ts';
import type { SegmentColumns } from './kernel-host.ts';

/** Has the kernel read the records of a CSV stream; those that it leaves go the exact way. */
export class CsvScan {
  readonly #columns: SegmentColumns;
  readonly #records: CsvRecords;
  /** What the kernel holds: the position in the stream of the buffer's first byte, and where what is held ends. */
  #loaded = { base: 0, end: 0 };

  constructor(columns: SegmentColumns, records: CsvRecords) {
    this.#columns = columns;
    this.#records = records;
  }

  /**
   * Takes records that are held, begin before `limit` and are written plainly; stops when the segment is full or before any other record. Nothing else
   * may be loaded into the columns meanwhile.
   */
  take(limit: number): void {
    const records = this.#records;
    const { bytes, from, to } = records.held;
    const { position } = records;
    if (from === to || to - from > RECORD_BYTES || position >= limit) return;
    const base = position - from;
    if (base !== this.#loaded.base || base + to !== this.#loaded.end) {
      this.#columns.loadRecords(bytes, from, to, position);
      this.#loaded = { base, end: base + to };
    }
    records.passTo(this.#columns.scanCsv(from, Math.min(to, from + limit - position), to));
  }
}
