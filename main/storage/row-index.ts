import { Failure } from '../engine/domain/failure.ts';
import type { SegmentRecord } from './segments.ts';

/** A row of a segment's files; masked rows count. */
export interface SegmentRow {
  readonly segmentNo: number;
  readonly rowInSegment: number;
}

/** Case-wide row numbers (import order, masked rows excluded) and where each row lies. */
export class RowIndex {
  readonly segmentCount: number;
  readonly rowCount: number;
  readonly #segments: readonly SegmentRecord[];
  /** First case-wide row of each segment. */
  readonly #firstRows: Float64Array;
  readonly #places: ReadonlyMap<number, number>;

  constructor(segments: readonly SegmentRecord[]) {
    this.#segments = segments;
    this.segmentCount = segments.length;
    this.#firstRows = new Float64Array(segments.length);
    let row = 0;
    segments.forEach((segment, place) => {
      this.#firstRows[place] = row;
      row += segment.rowCount - segment.maskedRows.length;
    });
    this.rowCount = row;
    this.#places = new Map(segments.map((segment, place) => [segment.segmentNo, place]));
  }

  /** First case-wide row of a segment. Throws row-unknown. */
  firstRow(segmentNo: number): number {
    const place = this.#places.get(segmentNo);
    if (place === undefined) throw new Failure('row-unknown', `no segment ${segmentNo} in this case`, { segmentNo });
    return this.#firstRows[place] as number;
  }

  /** Where a case-wide row lies. Throws row-unknown. Cost: logarithmic in segments and masked rows. */
  locate(row: number): SegmentRow {
    if (!Number.isInteger(row) || row < 0 || row >= this.rowCount) {
      throw new Failure('row-unknown', `no row ${row} in this case of ${this.rowCount} rows`, { row });
    }
    let low = 0;
    let high = this.#segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#firstRows[middle] as number) <= row) low = middle;
      else high = middle - 1;
    }
    const segment = this.#segments[low];
    if (segment === undefined) throw new Failure('row-unknown', `no row ${row} in this case`, { row });
    return { segmentNo: segment.segmentNo, rowInSegment: skipMasked(row - (this.#firstRows[low] as number), segment.maskedRows) };
  }

  /** The case-wide number of a segment's row, or null when it is masked. Throws row-unknown. */
  rowNumber(segmentNo: number, rowInSegment: number): number | null {
    const first = this.firstRow(segmentNo);
    const masked = this.#segments[this.#places.get(segmentNo) ?? 0]?.maskedRows ?? new Uint32Array(0);
    const before = lowerBound(masked, rowInSegment);
    return masked[before] === rowInSegment ? null : first + rowInSegment - before;
  }
}

/** The place of the first masked row at or after `row`, which is how many lie before it. */
function lowerBound(masked: Uint32Array, row: number): number {
  let low = 0;
  let high = masked.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((masked[middle] as number) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The row of the file that is the `kept`-th unmasked one. */
function skipMasked(kept: number, masked: Uint32Array): number {
  let low = 0;
  let high = masked.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((masked[middle] as number) - middle <= kept) low = middle + 1;
    else high = middle;
  }
  return kept + low;
}

/** Rows of the file that are not masked, ascending; null when none is masked. */
export function keptRows(segment: SegmentRecord): Int32Array | null {
  if (segment.maskedRows.length === 0) return null;
  const kept = new Int32Array(segment.rowCount - segment.maskedRows.length);
  let place = 0;
  let next = 0;
  for (let row = 0; row < segment.rowCount; row++) {
    if (segment.maskedRows[next] === row) next += 1;
    else kept[place++] = row;
  }
  return kept;
}
