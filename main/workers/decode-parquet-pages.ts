import { crc32 } from 'node:zlib';
import type { ColumnMetaData } from 'hyparquet';
import { parquetHeader, readPage } from 'hyparquet/src/column.js';
import { convert, convertWithDictionary } from 'hyparquet/src/convert.js';
import { decompressPage, readDataPage, readDataPageV2 } from 'hyparquet/src/datapage.js';
import type { ColumnDecoder, DecodedArray, PageHeader, SchemaTree } from 'hyparquet/src/types.js';
import { Failure } from '../engine/domain/failure.ts';
import { PARQUET_CODECS, requirePiece } from './decode-codecs.ts';
import type { RangeFile } from './decode-file.ts';
import { RAW_PARSERS } from './decode-parquet-schema.ts';
import { ListedValues, type PageValues, plainBytes } from './decode-parquet-values.ts';

/** Values of one page; writers aim at a megabyte of them. */
const MAX_PAGE_VALUES = 2 ** 24;
const MAX_HEADER_BYTES = 16 * 1024 * 1024;

/** The pages of one column of a row group, one at a time. Values are raw: see RAW_PARSERS. */
export class ColumnPages {
  readonly path: string;
  readonly #file: RangeFile;
  readonly #decoder: ColumnDecoder;
  readonly #end: number;
  readonly #windowBytes: number;
  readonly #isFlat: boolean;
  #at: number;
  #window = new Uint8Array(0);
  #windowAt = 0;
  #left: number;
  #dictionary: DecodedArray | undefined;
  #open: unknown[] = [];

  constructor(file: RangeFile, meta: ColumnMetaData, schemaPath: SchemaTree[], windowBytes: number) {
    const { path_in_schema, dictionary_page_offset, data_page_offset, total_compressed_size, type, codec } = meta;
    const leaf = schemaPath.at(-1);
    if (leaf === undefined || leaf.element.type !== type) throw new RangeError('a column of another type than its schema says');
    if (codec !== 'UNCOMPRESSED' && PARQUET_CODECS[codec] === undefined) throw new RangeError(`compression ${codec} is not read`);
    const dictionary = Number(dictionary_page_offset ?? 0);
    const data = Number(data_page_offset);
    this.path = path_in_schema.join('.');
    this.#file = file;
    this.#at = dictionary > 0 && dictionary < data ? dictionary : data;
    this.#end = this.#at + Number(total_compressed_size);
    if (!(this.#at >= 4 && this.#end >= this.#at && this.#end <= file.bytes)) throw new RangeError('a column outside the file');
    this.#left = Number(meta.num_values);
    this.#windowBytes = windowBytes;
    this.#isFlat = schemaPath.length === 2 && leaf.element.repetition_type !== 'REPEATED';
    this.#decoder = {
      pathInSchema: path_in_schema,
      element: leaf.element,
      schemaPath,
      type,
      codec,
      parsers: RAW_PARSERS,
      compressors: PARQUET_CODECS,
      utf8: false,
    };
  }

  /** Values of the next page's rows: of a flat column as they are, of a nested one as lists by level. Null behind the last. */
  next(): PageValues | null {
    while (this.#left > 0) {
      if (this.#at >= this.#end) throw new RangeError(`${this.#left} values are missing`);
      const header = this.#header();
      const body = this.#body(header);
      const values = header.data_page_header?.num_values ?? header.data_page_header_v2?.num_values ?? 0;
      if (header.type === 'DICTIONARY_PAGE') {
        this.#requireCount(header.dictionary_page_header?.num_values ?? 0, MAX_PAGE_VALUES);
        this.#dictionary = convert(this.#read(body, header, undefined) ?? [], this.#decoder);
        continue;
      }
      if (header.type === 'INDEX_PAGE') continue;
      this.#requireCount(values, this.#left);
      this.#left -= values;
      if (values === 0) continue;
      const rows = this.#isFlat ? this.#flatRows(body, header) : this.#nestedRows(body, header);
      if (this.#isFlat && rows.length !== values) throw new RangeError(`a page of ${rows.length} values instead of ${values}`);
      if (rows.length > 0) return rows;
    }
    return null;
  }

  /** Without lists there is one value a row, and the levels only say which are null: the general way takes several times as long. */
  #flatRows(body: Uint8Array, header: PageHeader): PageValues {
    const plain = plainBytes(body, header, this.#decoder);
    if (plain !== null) return plain;
    const { data_page_header: first, data_page_header_v2: second, uncompressed_page_size } = header;
    const { codec, compressors } = this.#decoder;
    const head = first ?? second;
    if (head === undefined) throw new RangeError(`a page of type ${header.type}`);
    // As 32-bit integers the reader would cut off the top bit of a first value that a writer took for unsigned.
    const isDelta = head.encoding === 'DELTA_BINARY_PACKED' && this.#decoder.type === 'INT32';
    const decoder: ColumnDecoder = isDelta ? { ...this.#decoder, type: 'INT64' } : this.#decoder;
    const { definitionLevels, dataPage } =
      first === undefined
        ? readDataPageV2(body, header, decoder)
        : readDataPage(decompressPage(body, uncompressed_page_size, codec, compressors), first, decoder);
    const values = isDelta
      ? Int32Array.from(dataPage as BigInt64Array, (value) => Number(BigInt.asIntN(32, value)))
      : convertWithDictionary(dataPage, this.#dictionary, head.encoding, this.#decoder);
    if (definitionLevels === undefined || definitionLevels.length === 0 || values.length === head.num_values)
      return new ListedValues(values);
    let next = 0;
    return new ListedValues(Array.from(definitionLevels, (level) => (level === 1 ? (values[next++] as unknown) : null)));
  }

  /** The last row of a page may go on in the next one. */
  #nestedRows(body: Uint8Array, header: PageHeader): PageValues {
    const open = this.#open;
    const read = this.#read(body, header, open) ?? [];
    const rows = read === open ? open : [...open, ...Array.from<unknown>(read)];
    this.#open = this.#left > 0 ? rows.slice(-1) : [];
    return new ListedValues(this.#left > 0 ? rows.slice(0, -1) : rows);
  }

  #read(body: Uint8Array, header: PageHeader, open: unknown[] | undefined): DecodedArray | undefined {
    const reader = { view: new DataView(body.buffer, body.byteOffset, body.byteLength), offset: 0 };
    return readPage(reader, header, this.#decoder, this.#dictionary, open, 0).data;
  }

  #requireCount(count: number, most: number): void {
    if (!(count >= 0 && count <= most)) throw new RangeError(`a page of ${count} values where ${most} are left`);
    if (count > MAX_PAGE_VALUES) throw new Failure('file-bomb', `a page of ${count} values, more than ${MAX_PAGE_VALUES}`);
  }

  /** Headers hold statistics, so that their length is only known when they are read. */
  #header(): PageHeader {
    for (let bytes = this.#windowBytes >> 2; ; bytes *= 4) {
      const length = Math.min(bytes, this.#end - this.#at);
      const window = this.#bytes(length);
      const reader = { view: new DataView(window.buffer, window.byteOffset, window.byteLength), offset: 0 };
      try {
        const header = parquetHeader(reader);
        this.#at += reader.offset;
        return header;
      } catch (error) {
        if (length < bytes || bytes >= MAX_HEADER_BYTES) throw error;
      }
    }
  }

  #body(header: PageHeader): Uint8Array {
    const length = header.compressed_page_size;
    if (!(length >= 0 && this.#at + length <= this.#end)) throw new RangeError(`a page of ${length} bytes beyond its column`);
    requirePiece(length);
    requirePiece(header.uncompressed_page_size);
    const body = this.#bytes(length);
    if (header.crc !== undefined && header.crc >>> 0 !== crc32(body)) throw new RangeError('a page whose checksum does not match');
    this.#at += length;
    return body;
  }

  /** The next bytes of the column, which stay as they are; small pages are read many at a time. */
  #bytes(length: number): Uint8Array {
    if (length >= this.#windowBytes) return this.#file.read(this.#at, this.#at + length);
    const from = this.#at - this.#windowAt;
    if (from + length > this.#window.length) {
      this.#windowAt = this.#at;
      this.#window = this.#file.read(this.#at, Math.min(this.#end, this.#at + this.#windowBytes));
      return this.#window.subarray(0, length);
    }
    return this.#window.subarray(from, from + length);
  }
}
