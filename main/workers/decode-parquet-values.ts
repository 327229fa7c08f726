import { decompressPage } from 'hyparquet/src/datapage.js';
import { readRleBitPackedHybrid } from 'hyparquet/src/encoding.js';
import type { ColumnDecoder, PageHeader } from 'hyparquet/src/types.js';

/** Values of a page's rows, each taken once, in order; null where there is none. */
export interface PageValues {
  readonly length: number;
  next(): unknown;
}

export class ListedValues implements PageValues {
  readonly length: number;
  readonly #values: ArrayLike<unknown>;
  #at = 0;

  constructor(values: ArrayLike<unknown>) {
    this.length = values.length;
    this.#values = values;
  }

  next(): unknown {
    return this.#values[this.#at++];
  }
}

/** A flat column without dictionary, its values byte strings behind their lengths: most text of a log. They are not made objects of all at once. */
export function plainBytes(body: Uint8Array, header: PageHeader, decoder: ColumnDecoder): PageValues | null {
  const { data_page_header: first, data_page_header_v2: second, uncompressed_page_size } = header;
  const { codec, compressors, element, type } = decoder;
  const encoding = first?.encoding ?? second?.encoding;
  if (type !== 'BYTE_ARRAY' || encoding !== 'PLAIN') return null;
  const hasLevels = element.repetition_type !== 'REQUIRED';
  if (second === undefined) {
    const page = decompressPage(body, uncompressed_page_size, codec, compressors);
    const count = first?.num_values ?? 0;
    if (!hasLevels) return new PlainBytes(page, null, count);
    const levelBytes = new DataView(page.buffer, page.byteOffset, page.byteLength).getUint32(0, true);
    return new PlainBytes(page.subarray(4 + levelBytes), levelsOf(page.subarray(4, 4 + levelBytes), count), count);
  }
  const { definition_levels_byte_length, repetition_levels_byte_length, is_compressed, num_values } = second;
  const start = definition_levels_byte_length + repetition_levels_byte_length;
  const levels = hasLevels ? levelsOf(body.subarray(repetition_levels_byte_length, start), num_values) : null;
  const packed = body.subarray(start);
  const page = is_compressed === false ? packed : decompressPage(packed, uncompressed_page_size - start, codec, compressors);
  return new PlainBytes(page, levels, num_values);
}

function levelsOf(bytes: Uint8Array, count: number): Uint8Array | null {
  const levels = new Uint8Array(count);
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  readRleBitPackedHybrid(reader, 1, levels, bytes.length);
  return levels.includes(0) ? levels : null;
}

class PlainBytes implements PageValues {
  readonly length: number;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #levels: Uint8Array | null;
  #row = 0;
  #at = 0;

  constructor(bytes: Uint8Array, levels: Uint8Array | null, length: number) {
    this.length = length;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#levels = levels;
  }

  next(): unknown {
    if (this.#levels !== null && this.#levels[this.#row++] === 0) return null;
    const start = this.#at + 4;
    const end = start + this.#view.getUint32(this.#at, true);
    if (end > this.#bytes.length) throw new RangeError('a value beyond its page');
    this.#at = end;
    return this.#bytes.subarray(start, end);
  }
}
