import type { Json, Message } from '../engine/domain/exchange.ts';
import type { CaseStore } from '../storage/case-store.ts';
import { TEXT_BATCH_ROWS } from '../storage/segment-files.ts';
import { damagedSegment } from '../storage/segment-verification.ts';
import { readTextBatch, type TextColumn, textAt } from '../storage/text-reader.ts';

/** Lists of messages kept parsed: neighbouring rows refer to the same few. */
const KEPT_LISTS = 256;

/** Reads lists of messages in which earlier rows of the segment stand for messages that they hold (`workers/import-messages.ts`). */
export class SegmentMessages {
  readonly #store: CaseStore;
  readonly #segmentNo: number;
  readonly #batches = new Map<number, TextColumn | null>();
  readonly #lists = new Map<number, readonly Json[]>();

  constructor(store: CaseStore, segmentNo: number) {
    this.#store = store;
    this.#segmentNo = segmentNo;
  }

  /** Throws case-damaged for a reference that leads to no message. */
  read(text: string): readonly Message[] {
    // What is written are messages and references; anything else was refused at import, and the segment's SHA-256 vouches for it.
    return this.#parse(text).map((item) => (Array.isArray(item) ? this.#referred(item) : item) as unknown as Message);
  }

  #referred(reference: readonly Json[]): Json {
    const [row, place] = reference;
    const item = typeof row === 'number' && typeof place === 'number' ? this.#listOf(row)[place] : undefined;
    if (typeof item !== 'object' || item === null || Array.isArray(item)) throw this.#damaged('a reference leads to no message');
    return item;
  }

  #listOf(row: number): readonly Json[] {
    const known = this.#lists.get(row);
    if (known !== undefined) return known;
    const text = textAt(this.#batch(Math.floor(row / TEXT_BATCH_ROWS)), row % TEXT_BATCH_ROWS);
    const list = text === null ? [] : this.#parse(text);
    if (this.#lists.size >= KEPT_LISTS) this.#lists.delete(this.#lists.keys().next().value ?? row);
    this.#lists.set(row, list);
    return list;
  }

  #batch(batchNo: number): TextColumn | null {
    const known = this.#batches.get(batchNo);
    if (known !== undefined) return known;
    const column = readTextBatch(this.#store, this.#segmentNo, batchNo, ['input_messages']).column('input_messages');
    this.#batches.set(batchNo, column);
    return column;
  }

  #parse(text: string): readonly Json[] {
    let list: unknown;
    try {
      list = JSON.parse(text);
    } catch (cause) {
      throw this.#damaged('input_messages is not JSON', cause);
    }
    if (!Array.isArray(list)) throw this.#damaged('input_messages is not a list');
    return list as readonly Json[];
  }

  #damaged(what: string, cause?: unknown): Error {
    return damagedSegment(this.#segmentNo, 'text', what, cause);
  }
}
