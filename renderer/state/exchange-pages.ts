import type { ExchangeFilter, ExchangeLine } from '../../preload/contract.ts';
import { call } from './bridge.ts';
import { faultOf, type ShownFault } from './dialogs-store.ts';

const PAGE_LINES = 200;
const PAGES_KEPT = 64;
const FETCHES_AT_ONCE = 2;
/** A scroll bar dragged through millions of rows passes many pages that nobody reads. */
const SETTLE_MS = 40;

export interface ExchangesView {
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly count: number;
  readonly fault: ShownFault | null;
}

/** The exchanges of one filter, fetched by page as they come into view; the pages seen last are kept. */
export class ExchangePages {
  readonly #filter: ExchangeFilter;
  readonly #pages = new Map<number, readonly ExchangeLine[]>();
  readonly #underWay = new Set<number>();
  readonly #listeners = new Set<() => void>();
  #wanted: readonly number[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;
  #view: ExchangesView;

  /** `expected`: how many rows the same filter had before the case changed; the table keeps its place meanwhile. */
  constructor(filter: ExchangeFilter, expected: number) {
    this.#filter = filter;
    this.#view = { phase: 'loading', count: expected, fault: null };
  }

  /** Changes whenever something arrived. */
  view = (): ExchangesView => this.#view;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#view.phase === 'loading' && this.#underWay.size === 0) void this.#fetch(0);
    return () => {
      this.#listeners.delete(listener);
      if (this.#timer !== null) clearTimeout(this.#timer);
      this.#wanted = [];
    };
  };

  at(index: number): ExchangeLine | null {
    return this.#pages.get(Math.floor(index / PAGE_LINES))?.[index % PAGE_LINES] ?? null;
  }

  /** Asks for the pages of rows in view, `last` excluded. */
  want(first: number, last: number): void {
    const pages: number[] = [];
    for (let page = Math.floor(first / PAGE_LINES); page * PAGE_LINES < last; page++) {
      const held = this.#pages.get(page);
      if (held === undefined) pages.push(page);
      else {
        this.#pages.delete(page);
        this.#pages.set(page, held);
      }
    }
    this.#wanted = pages;
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (pages.length > 0) this.#timer = setTimeout(() => this.#fetchWanted(), SETTLE_MS);
  }

  #fetchWanted(): void {
    for (const page of this.#wanted) {
      if (this.#underWay.size >= FETCHES_AT_ONCE) return;
      if (!this.#pages.has(page) && !this.#underWay.has(page)) void this.#fetch(page);
    }
  }

  async #fetch(page: number): Promise<void> {
    this.#underWay.add(page);
    try {
      const { total, lines } = await call('exchanges.page', { filter: this.#filter, offset: page * PAGE_LINES, limit: PAGE_LINES });
      this.#pages.set(page, lines);
      for (const oldest of this.#pages.keys()) {
        if (this.#pages.size <= PAGES_KEPT) break;
        this.#pages.delete(oldest);
      }
      this.#view = { phase: 'ready', count: total, fault: null };
    } catch (error) {
      this.#wanted = [];
      this.#view = { phase: 'failed', count: this.#view.count, fault: faultOf(error) };
    } finally {
      this.#underWay.delete(page);
      for (const listener of this.#listeners) listener();
      this.#fetchWanted();
    }
  }
}
