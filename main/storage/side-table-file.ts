import { renameSync, rmSync } from 'node:fs';
import { Failure } from '../engine/domain/failure.ts';
import { ArrowFileReader, isNullAt } from './arrow-file-reader.ts';
import { type ArrowColumn, ArrowFileWriter } from './arrow-file-writer.ts';
import { TEXT } from './arrow-types.ts';
import { statOrNull } from './case-layout.ts';
import { syncFolder } from './durable.ts';
import { sideTablePath, temporaryPath } from './segment-files.ts';
import { hashFile } from './segment-verification.ts';
import type { SideTableRecord } from './side-tables.ts';

const BATCH_ROWS = 4_096;

type FileRecord = Pick<SideTableRecord, 'sideTableId' | 'fileBytes' | 'fileSha256' | 'rows'>;

/** Writes the rows of a side table, all of them text, to an Arrow file in the segments folder. */
export class SideTableWriter {
  readonly #folder: string;
  readonly #temporary: string;
  readonly #writer: ArrowFileWriter;
  readonly #columns: readonly (string | null)[][];
  rows = 0;
  #isFinished = false;

  constructor(folder: string, sideTableId: number, columns: readonly string[]) {
    this.#folder = folder;
    this.#temporary = temporaryPath(folder, `t${sideTableId}`, 'rows');
    rmSync(this.#temporary, { force: true });
    this.#writer = new ArrowFileWriter(
      this.#temporary,
      columns.map((name) => ({ name, kind: TEXT, nullable: true })),
      true,
    );
    this.#columns = columns.map(() => []);
  }

  add(cells: readonly (string | null)[]): void {
    this.#columns.forEach((column, place) => {
      column.push(cells[place] ?? null);
    });
    this.rows += 1;
    if (this.#columns[0]?.length === BATCH_ROWS) this.#flush();
  }

  /** Waits until the file is on the disk under its final name. */
  finish(sideTableId: number): { sha256: string; bytes: number } {
    this.#flush();
    const written = this.#writer.finish();
    this.#isFinished = true;
    renameSync(this.#temporary, sideTablePath(this.#folder, sideTableId));
    syncFolder(this.#folder);
    return written;
  }

  /** Gives the file up; once finished it stays until it is swept. */
  abandon(): void {
    if (this.#isFinished) return;
    this.#writer.abandon();
    rmSync(this.#temporary, { force: true });
  }

  #flush(): void {
    const rowCount = this.#columns[0]?.length ?? 0;
    if (rowCount === 0) return;
    this.#writer.writeBatch(rowCount, this.#columns.map(textColumn));
    for (const column of this.#columns) column.length = 0;
  }
}

function textColumn(values: readonly (string | null)[]): ArrowColumn {
  const offsets = new Int32Array(values.length + 1);
  const validity = new Uint8Array((values.length + 7) >> 3);
  const pieces: Buffer[] = [];
  let nullCount = 0;
  let end = 0;
  values.forEach((value, row) => {
    if (value === null) nullCount += 1;
    else {
      const piece = Buffer.from(value, 'utf8');
      pieces.push(piece);
      end += piece.length;
      validity[row >> 3] = (validity[row >> 3] as number) | (1 << (row & 7));
    }
    offsets[row + 1] = end;
  });
  return { nullCount, validity: nullCount === 0 ? null : validity, buffers: [new Uint8Array(offsets.buffer), Buffer.concat(pieces)] };
}

/** Rows of a side table, a batch at a time, in the order of the file. Throws case-damaged; the SHA-256 is verified first. */
export function* readSideTable(folder: string, table: FileRecord): Generator<readonly ReadonlyMap<string, string>[]> {
  verifySideTable(folder, table);
  const file = new ArrowFileReader(sideTablePath(folder, table.sideTableId));
  try {
    for (let batch = 0; batch < file.batchCount; batch++) yield rowsOf(file, batch);
  } catch (error) {
    if (error instanceof RangeError) throw damaged(table, error.message, error);
    throw error;
  } finally {
    file.close();
  }
}

function rowsOf(file: ArrowFileReader, batch: number): ReadonlyMap<string, string>[] {
  const { rowCount, columns } = file.readBatch(batch, new Set(file.fields.map((field) => field.name)));
  const rows = Array.from({ length: rowCount }, () => new Map<string, string>());
  for (const [name, column] of columns) {
    const { offsets, data } = column;
    if (offsets === null) throw new RangeError(`column ${name} holds no text`);
    const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    rows.forEach((row, at) => {
      if (!isNullAt(column, at)) row.set(name, bytes.toString('utf8', offsets[at], offsets[at + 1]));
    });
  }
  return rows;
}

/** Throws case-damaged unless the file of each side table is there, of the recorded size; bytes are not hashed. */
export function inspectSideTables(folder: string, tables: readonly FileRecord[]): void {
  for (const table of tables) {
    const stats = statOrNull(sideTablePath(folder, table.sideTableId));
    if (stats === null) throw damaged(table, 'the file is missing');
    if (stats.size !== table.fileBytes) throw damaged(table, `${stats.size} bytes where ${table.fileBytes} are recorded`);
  }
}

/** Throws case-damaged unless the file is there with the recorded SHA-256. */
export function verifySideTable(folder: string, table: FileRecord): void {
  inspectSideTables(folder, [table]);
  const { sha256 } = hashFile(sideTablePath(folder, table.sideTableId));
  if (sha256 !== table.fileSha256) throw damaged(table, 'the bytes do not match the recorded SHA-256');
}

function damaged({ sideTableId }: FileRecord, what: string, cause?: unknown): Failure {
  return new Failure('case-damaged', `side table ${sideTableId}: ${what}`, { sideTableId }, { cause });
}
