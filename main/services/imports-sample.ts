import { CsvFields, splitCsvRecord } from '../engine/formats/csv-records.ts';
import type { JsonObject } from '../engine/formats/exchange-draft.ts';
import { findFraming, sampleRecords } from '../engine/formats/framing.ts';
import { type FileHead, type FileSample, SAMPLE_RECORDS } from '../engine/formats/log-format.ts';
import { cellRecord } from '../workers/import-fields.ts';
import { csvCells } from '../workers/import-rows.ts';

/** What the head of a file says about it. */
export function sampleOf(path: string, head: FileHead): FileSample {
  const found = findFraming(head);
  if (found.framing !== 'csv') return { path, head, ...found, records: sampleRecords(head, found), columns: null };
  const rows = csvRows(Buffer.from(head.text, 'utf8'), head.complete);
  const columns = rows[0]?.map((cell) => (cell ?? '').trim()) ?? null;
  const records: JsonObject[] = [];
  if (columns !== null) for (const cells of rows.slice(1)) if (cells.length === columns.length) records.push(cellRecord(columns, cells));
  return { path, head, ...found, records, columns };
}

/** The header and the first records; a first line that goes on behind the head is no header. */
function csvRows(bytes: Buffer, complete: boolean): (string | null)[][] {
  const fields = new CsvFields();
  const rows: (string | null)[][] = [];
  for (let at = 0; at < bytes.length && rows.length <= SAMPLE_RECORDS; ) {
    const split = splitCsvRecord(bytes, at, bytes.length, complete, fields);
    if (split.state === 'open') break;
    if (split.state === 'complete' && split.end > at) rows.push(csvCells(bytes, fields));
    at = split.next;
  }
  return rows;
}
