import type { CaseStore } from '../storage/case-store.ts';
import { readOwnFacts } from '../storage/facts-reader.ts';
import type { SegmentRecord } from '../storage/segments.ts';
import { readTextBatch, textAt, textBatchCount } from '../storage/text-reader.ts';
import type { SideIndex } from './side-tables-index.ts';

/** Exchanges and requests at the edge this far apart may be the same. */
export const WINDOW_US = 5_000_000;
const NONE = -1;
const AMBIGUOUS = -2;

/** Finds the rows of an edge log that belong to the exchanges of a case. Rows are matched to one exchange by address and time, or to none. */
export class EdgeMatching {
  readonly #index: SideIndex;
  /** Row of the edge log for each row of a segment. */
  readonly #rows = new Map<number, Int32Array>();
  /** How many exchanges a row could be joined to by address and time. */
  readonly #claims = new Map<number, number>();
  readonly #byTime = new Map<number, Uint8Array>();

  constructor(index: SideIndex) {
    this.#index = index;
  }

  /** First pass: by request id. */
  matchIds(store: CaseStore, segment: SegmentRecord): void {
    const rows = new Int32Array(segment.rowCount).fill(NONE);
    this.#rows.set(segment.segmentNo, rows);
    const { byKey } = this.#index;
    if (byKey.size === 0) return;
    const masked = new Set(segment.maskedRows);
    for (let batchNo = 0; batchNo < textBatchCount(segment); batchNo++) {
      const batch = readTextBatch(store, segment.segmentNo, batchNo, ['request_id']);
      const column = batch.column('request_id');
      if (column === null) return;
      for (let at = 0; at < batch.rowCount; at++) {
        const id = textAt(column, at);
        const found = id === null ? undefined : byKey.get(id);
        if (found === undefined) continue;
        const row = batch.firstRowInSegment + at;
        rows[row] = found;
        if (!masked.has(row)) this.#index.markMatched(found, 'request_id');
      }
    }
  }

  /** Second pass, once the first is through all segments: by address and time, of what is left. */
  matchTimes(store: CaseStore, segment: SegmentRecord, addresses: readonly (string | null)[]): void {
    const { byAddress } = this.#index;
    const rows = this.#rowsOf(segment);
    if (byAddress.size === 0) return;
    const facts = readOwnFacts(store, segment, ['client_ip', 'ts']);
    const codes = facts.codes('client_ip');
    const times = facts.timesUs();
    const masked = new Set(segment.maskedRows);
    const byTime = new Uint8Array(segment.rowCount);
    this.#byTime.set(segment.segmentNo, byTime);
    for (let row = 0; row < rows.length; row++) {
      const address = addresses[codes[row] as number] ?? null;
      const us = times[row] as number;
      if (rows[row] !== NONE || masked.has(row) || address === null || Number.isNaN(us)) continue;
      const found = this.#nearest(byAddress.get(address) ?? [], us);
      rows[row] = found;
      if (found < 0) continue;
      byTime[row] = 1;
      this.#claims.set(found, (this.#claims.get(found) ?? 0) + 1);
    }
  }

  /** The row for each row of a segment: 0 or above, NONE, or AMBIGUOUS where several may be meant. Marks what is joined by time. */
  settle(segment: SegmentRecord): Int32Array {
    const rows = this.#rowsOf(segment);
    const byTime = this.#byTime.get(segment.segmentNo);
    if (byTime === undefined) return rows;
    for (let row = 0; row < rows.length; row++) {
      const found = rows[row] as number;
      if (byTime[row] !== 1) continue;
      if ((this.#claims.get(found) ?? 0) > 1) rows[row] = AMBIGUOUS;
      else this.#index.markMatched(found, 'client_ip and ts');
    }
    return rows;
  }

  #rowsOf(segment: SegmentRecord): Int32Array {
    const rows = this.#rows.get(segment.segmentNo);
    if (rows === undefined) throw new TypeError(`segment ${segment.segmentNo} was not matched by request id`);
    return rows;
  }

  /** The only row within the window, or the nearest of several that say the same. */
  #nearest(rows: readonly { us: number; row: number }[], us: number): number {
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((rows[middle] as { us: number }).us < us - WINDOW_US) low = middle + 1;
      else high = middle;
    }
    let best: { us: number; row: number } | null = null;
    for (let at = low; at < rows.length; at++) {
      const candidate = rows[at] as { us: number; row: number };
      if (candidate.us > us + WINDOW_US) break;
      if (this.#index.isMatched(candidate.row)) continue;
      if (best !== null && !this.#saysTheSame(best.row, candidate.row)) return AMBIGUOUS;
      if (best === null || Math.abs(candidate.us - us) < Math.abs(best.us - us)) best = candidate;
    }
    return best?.row ?? NONE;
  }

  #saysTheSame(a: number, b: number): boolean {
    return this.#index.columns.every((column) => column.localOf(a) === column.localOf(b));
  }
}

/** Whether a settled match says that several rows may be meant. */
export const isAmbiguous = (match: number): boolean => match === AMBIGUOUS;
