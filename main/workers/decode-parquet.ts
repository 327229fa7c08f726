import type { FileMetaData, RowGroup } from 'hyparquet';
import { parquetMetadata, parquetSchema } from 'hyparquet';
import { assembleNested } from 'hyparquet/src/assemble.js';
import { getTreePath } from 'hyparquet/src/schema.js';
import type { DecodedArray, SchemaTree } from 'hyparquet/src/types.js';
import { Failure, isFailure } from '../engine/domain/failure.ts';
import { RangeFile } from './decode-file.ts';
import { JsonBytes } from './decode-json.ts';
import { briefly, type FrameWriter } from './decode-output.ts';
import { type ValueWriter, valueWriter } from './decode-parquet-cells.ts';
import { ColumnPages } from './decode-parquet-pages.ts';
import { columnsOfParquet, type ParquetColumn, RAW_PARSERS } from './decode-parquet-schema.ts';
import { ListedValues, type PageValues } from './decode-parquet-values.ts';

const MAGIC = 'PAR1';
const MAX_FOOTER_BYTES = 64 * 1024 * 1024;
/** Memory for what is read ahead of all columns together. */
const WINDOWS_BYTES = 32 * 1024 * 1024;
const MAX_WINDOW_BYTES = 1024 * 1024;
/** Behind a row group of this size its pages are given back before the next are read: some writers make one page of each column. */
const COLLECTED_BYTES = 8 * 1024 * 1024;

/** Writes the rows of a Parquet file as JSON lines, page by page, whatever the size of its row groups. Throws file-malformed, file-bomb. */
export async function decodeParquet(path: string, output: FrameWriter): Promise<void> {
  const file = new RangeFile(path);
  try {
    const metadata = readFooter(path, file);
    const columns = at(path, 'its schema', () => columnsOfParquet(metadata));
    const json = new JsonBytes();
    let before = 0;
    for (const [index, group] of metadata.row_groups.entries()) {
      const bytes = group.columns.reduce((sum, column) => sum + Number(column.meta_data?.total_compressed_size ?? 0), 0);
      const consumed = (share: number): number => Math.min(file.bytes, before + bytes * share);
      await writeRows(new RowGroupRows(path, file, metadata, columns, index), json, (share) => output.bytes(json.take(), consumed(share)));
      before += bytes;
      if (bytes > COLLECTED_BYTES) globalThis.gc?.();
    }
    await output.bytes(json.take(), file.bytes);
  } finally {
    file.close();
  }
}

/** Its own function, so that nothing holds the rows when it is done. */
async function writeRows(rows: RowGroupRows, json: JsonBytes, flush: (share: number) => Promise<void>): Promise<void> {
  for (let row = 0; row < rows.count; ) {
    row = rows.write(json, row);
    if (json.isFull) await flush(row / rows.count);
  }
}

/** Runs a step; what goes wrong in it is the file's fault. */
function at<T>(path: string, place: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (isFailure(error)) throw new Failure(error.code, `${path}: ${place}: ${error.message}`, { path });
    throw new Failure('file-malformed', `${path}: ${place} cannot be decoded (${briefly(error)})`, { path });
  }
}

function readFooter(path: string, file: RangeFile): FileMetaData {
  const end = file.bytes >= 12 ? Buffer.from(file.read(file.bytes - 8, file.bytes)) : null;
  if (end?.toString('latin1', 4) !== MAGIC) {
    throw new Failure('file-malformed', `${path} has no Parquet footer: it is cut off or was never finished`, { path, bytes: file.bytes });
  }
  const length = end.readUInt32LE(0);
  if (length > MAX_FOOTER_BYTES)
    throw new Failure('file-bomb', `${path}: its footer says it holds ${length} bytes`, { path, bytes: length });
  return at(path, 'its footer', () => {
    const footer = file.read(file.bytes - 8 - length, file.bytes);
    return parquetMetadata(footer.buffer, { geoparquet: false });
  });
}

/** Rows of one row group. */
class RowGroupRows {
  readonly count: number;
  readonly #columns: readonly ColumnRows[];
  readonly #place: (column: string) => string;
  readonly #path: string;

  constructor(path: string, file: RangeFile, metadata: FileMetaData, columns: readonly ParquetColumn[], index: number) {
    const group = metadata.row_groups[index] as RowGroup;
    const tree = parquetSchema(metadata);
    this.#path = path;
    this.#place = (column) => `row group ${index + 1}, column ${column}`;
    this.count = Number(group.num_rows);
    const windowBytes = Math.max(4096, Math.min(MAX_WINDOW_BYTES, Math.floor(WINDOWS_BYTES / Math.max(1, group.columns.length))));
    this.#columns = columns.map((column, position) => {
      const open = (): ColumnRows => new ColumnRows(column, pagesOf(file, group, tree, column, windowBytes), position === 0);
      return at(path, this.#place(column.name), open);
    });
    if (columns.length === 0 && this.count > 0) throw new Failure('file-malformed', `${path} has rows without columns`, { path });
  }

  /** Writes rows from `row` on until the output is full or a page ends; gives the next row. */
  write(out: JsonBytes, row: number): number {
    let batch = this.count - row;
    for (const column of this.#columns)
      batch = Math.min(
        batch,
        at(this.#path, this.#place(column.name), () => column.fill()),
      );
    let last = this.#columns[0] as ColumnRows;
    try {
      for (let i = 0; i < batch; i++) {
        for (const column of this.#columns) {
          last = column;
          column.write(out);
        }
        out.ascii('}');
        out.endRow();
        if (out.isFull) return row + i + 1;
      }
    } catch (error) {
      at(this.#path, `${this.#place(last.name)}, row ${row + 1}`, () => {
        throw error;
      });
    }
    return row + batch;
  }
}

function pagesOf(file: RangeFile, group: RowGroup, tree: SchemaTree, column: ParquetColumn, windowBytes: number): readonly ColumnPages[] {
  const own = group.columns.filter(({ meta_data }) => meta_data?.path_in_schema[0] === column.name);
  if (own.length !== leavesOf(column.tree)) throw new RangeError('a column without data');
  return own.map(({ meta_data, file_path, crypto_metadata }) => {
    if (crypto_metadata !== undefined) throw new RangeError('it is encrypted');
    if (file_path !== undefined) throw new RangeError('its data is in another file');
    if (meta_data === undefined) throw new RangeError('a column without data');
    return new ColumnPages(file, meta_data, getTreePath(tree, meta_data.path_in_schema), windowBytes);
  });
}

function leavesOf(tree: SchemaTree): number {
  return tree.children.length === 0 ? 1 : tree.children.reduce((sum, child) => sum + leavesOf(child), 0);
}

/** The values of one column that are decoded and not yet written. */
class ColumnRows {
  readonly name: string;
  readonly #tree: SchemaTree;
  readonly #pages: readonly ColumnPages[];
  readonly #waiting: unknown[][];
  readonly #write: ValueWriter;
  readonly #head: Buffer;
  #values: PageValues = new ListedValues([]);
  #left = 0;

  constructor(column: ParquetColumn, pages: readonly ColumnPages[], isFirst: boolean) {
    this.name = column.name;
    this.#tree = column.tree;
    this.#pages = pages;
    this.#waiting = pages.map(() => []);
    this.#write = valueWriter(column.shape);
    this.#head = Buffer.from(`${isFirst ? '{' : ','}${JSON.stringify(column.name)}:`);
  }

  /** Decodes the next page when all is written; gives how many rows there are, at least one. */
  fill(): number {
    if (this.#left === 0) {
      const [only] = this.#pages;
      const values = this.#tree.children.length === 0 ? only?.next() : this.#nested();
      if (values === null || values === undefined || values.length === 0) throw new RangeError('rows are missing');
      this.#values = values;
      this.#left = values.length;
    }
    return this.#left;
  }

  write(out: JsonBytes): void {
    out.raw(this.#head);
    const value: unknown = this.#values.next();
    this.#left--;
    if (value === undefined && this.#tree.children.length === 0) throw new RangeError('a value that its dictionary does not hold');
    this.#write(out, value);
  }

  /** Leaves have pages of their own: as many rows as all of them have are put together. */
  #nested(): PageValues {
    for (const [index, pages] of this.#pages.entries()) {
      if ((this.#waiting[index]?.length ?? 0) > 0) continue;
      const rows = pages.next();
      if (rows === null) throw new RangeError('rows are missing');
      this.#waiting[index] = Array.from({ length: rows.length }, () => rows.next());
    }
    const count = Math.min(...this.#waiting.map((rows) => rows.length));
    const columns = new Map<string, DecodedArray>();
    for (const [index, pages] of this.#pages.entries()) columns.set(pages.path, this.#waiting[index]?.splice(0, count) ?? []);
    assembleNested(columns, this.#tree, RAW_PARSERS);
    const values = columns.get(this.name);
    if (values === undefined) throw new RangeError('a nested column without rows');
    return new ListedValues(values);
  }
}
