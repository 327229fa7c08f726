import { canonicalCsv } from '../../../main/engine/formats/canonical-csv.ts';
import { mappedCsv } from '../../../main/engine/formats/mapped-csv.ts';
import type { FieldPlan } from '../../../main/engine/formats/mapping.ts';
import type { SegmentContent } from '../../../main/storage/segment-content.ts';
import { CsvRecords } from '../../../main/workers/import-csv.ts';
import { CsvScan } from '../../../main/workers/import-csv-scan.ts';
import { csvFields } from '../../../main/workers/import-fields.ts';
import type { ByteReader } from '../../../main/workers/import-reader.ts';
import { csvCells, RowWriter } from '../../../main/workers/import-rows.ts';
import { SegmentColumns } from '../../../main/workers/kernel-host.ts';

export interface BuiltCsv {
  readonly content: SegmentContent;
  readonly strings: readonly { columnNumber: number; values: string[] }[];
  readonly quarantine: readonly object[];
  /** Records that went the exact way. */
  readonly exactRecords: number;
}

/** Gives bytes in pieces of at most `most`. */
function readerOf(bytes: Uint8Array, most: number): ByteReader {
  let taken = 0;
  return {
    cut: false,
    damage: null,
    get consumed() {
      return taken;
    },
    read: (target, at, length) => {
      const piece = bytes.subarray(taken, taken + Math.min(most, length));
      target.set(piece, at);
      taken += piece.length;
      return piece.length;
    },
    close: () => {},
  };
}

/** Builds one segment from a CSV file with its header, scanning what the kernel understands (`scan`) or the exact way only. */
export class CsvBuilder {
  readonly #columns = SegmentColumns.load();
  readonly #plan: FieldPlan | null;

  constructor(plan: FieldPlan | null = null) {
    this.#plan = plan;
  }

  /** Only records that begin before `limit` are read, in pieces of `piece` bytes. */
  async build(file: Uint8Array, scan: boolean, limit = Number.POSITIVE_INFINITY, piece = Number.POSITIVE_INFINITY): Promise<BuiltCsv> {
    const columns = this.#columns;
    const plan = this.#plan;
    columns.reset();
    const records = new CsvRecords(readerOf(file, piece));
    const head = await records.next(Number.POSITIVE_INFINITY);
    const header = head === null ? [] : csvCells(head.bytes, records.fields).map((cell) => cell ?? '');
    const format = plan === null ? canonicalCsv : mappedCsv;
    const fields = csvFields(format, header, plan, { path: 'csv', parts: () => [] });
    const rows = new RowWriter(columns, fields, { dialect: 'table', timeFormat: plan?.mapping.timeFormat ?? 'auto' }, format.idScope);
    const csvScan = scan && columns.openCsvScan(header, plan, format.idScope) ? new CsvScan(columns, records) : null;
    let exactRecords = 0;
    for (;;) {
      csvScan?.take(limit);
      const record = records.take(limit);
      if (record === null) break;
      if (record === 'more') {
        await records.more();
        continue;
      }
      rows.writeCsv(record, records.fields);
      exactRecords++;
    }
    columns.fingerprint();
    const strings = columns.newStrings();
    for (const { columnNumber, values } of strings) {
      columns.assignCodes(
        columnNumber,
        Int32Array.from(values, (value) => value.length + 1),
      );
    }
    return { content: columns.content(1), strings, quarantine: rows.quarantine, exactRecords };
  }
}
