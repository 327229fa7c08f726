import { renameSync, rmSync } from 'node:fs';
import { DICTIONARY_COLUMNS } from '../engine/domain/exchange-columns.ts';
import { isNullAt, type ReadColumn } from './arrow-file-reader.ts';
import { type ArrowColumn, ArrowFileWriter } from './arrow-file-writer.ts';
import { type ArrowField, UINT8, UINT16, UINT32 } from './arrow-types.ts';
import { reportingDiskFull } from './disk-full.ts';
import { joinedPath, segmentName, temporaryPath } from './segment-files.ts';
import type { JoinedFile } from './segments.ts';

const DICTIONARY_NAMES = new Set<string>(DICTIONARY_COLUMNS.map((column) => column.name));
const CODE_NAMES = new Set(DICTIONARY_COLUMNS.map((column) => `${column.name}_code`));

/** What side tables add to the rows of a segment, by canonical column: codes, or whole numbers; 0 where they add nothing. */
export type JoinedColumns = ReadonlyMap<string, Uint32Array>;

/**
 * Writes the columns that have a value to a segment's third file and waits until it is on the disk; its folder is the caller's to sync. Null, and no
 * file, when there is none. Throws disk-full.
 */
export function writeJoinedFile(folder: string, segmentNo: number, generation: number, columns: JoinedColumns): JoinedFile | null {
  const filled = [...columns].filter(([, values]) => values.some((value) => value !== 0)).sort(([a], [b]) => (a < b ? -1 : 1));
  const rowCount = filled[0]?.[1].length ?? 0;
  if (rowCount === 0) return null;
  const encoded = filled.map(([name, values]) => encode(DICTIONARY_NAMES.has(name) ? `${name}_code` : name, values));
  const temporary = temporaryPath(folder, `s${segmentName(segmentNo)}`, 'joined');
  return reportingDiskFull(folder, () => {
    rmSync(temporary, { force: true });
    const writer = new ArrowFileWriter(
      temporary,
      encoded.map(({ field }) => field),
      false,
    );
    let finished = false;
    try {
      writer.writeBatch(
        rowCount,
        encoded.map(({ column }) => column),
      );
      const written = writer.finish();
      finished = true;
      renameSync(temporary, joinedPath(folder, segmentNo, generation));
      return { generation, ...written };
    } finally {
      if (!finished) {
        writer.abandon();
        rmSync(temporary, { force: true });
      }
    }
  });
}

/** Zero is null: no code and no autonomous system has that number. */
function encode(name: string, values: Uint32Array): { field: ArrowField; column: ArrowColumn } {
  let highest = 0;
  for (let row = 0; row < values.length; row++) highest = Math.max(highest, values[row] as number);
  const narrow = highest <= 0xff ? Uint8Array.from(values) : highest <= 0xffff ? Uint16Array.from(values) : values;
  const kind = highest <= 0xff ? UINT8 : highest <= 0xffff ? UINT16 : UINT32;
  const data = new Uint8Array(narrow.buffer, narrow.byteOffset, narrow.byteLength);
  return { field: { name, kind, nullable: false }, column: { nullCount: 0, validity: null, buffers: [data] } };
}

/** A column of the facts with what side tables add where it is null; `base` and `joined` are as their files hold them. */
export function mergeColumn(base: ReadColumn | null, joined: ReadColumn, widen: (column: ReadColumn) => ArrayLike<number>): ReadColumn {
  const { rowCount } = joined;
  if (base !== null && base.rowCount !== rowCount) throw new RangeError(`${rowCount} rows where ${base.rowCount} are expected`);
  const own = base === null ? null : widen(base);
  const added = widen(joined);
  const isCode = CODE_NAMES.has(joined.field.name);
  const values = new Uint32Array(rowCount);
  const validity = new Uint8Array((rowCount + 7) >> 3);
  let nullCount = 0;
  for (let row = 0; row < rowCount; row++) {
    const isOwn = base !== null && own !== null && (isCode ? own[row] !== 0 : !isNullAt(base, row));
    const value = (isOwn ? own[row] : added[row]) as number;
    values[row] = value;
    if (isOwn || value !== 0) validity[row >> 3] = (validity[row >> 3] as number) | (1 << (row & 7));
    else nullCount += 1;
  }
  const isNullable = !isCode && nullCount > 0;
  return {
    field: { name: joined.field.name, kind: UINT32, nullable: isNullable },
    rowCount,
    nullCount: isNullable ? nullCount : 0,
    validity: isNullable ? validity : null,
    offsets: null,
    data: new Uint8Array(values.buffer),
  };
}
