import type { CaseStore } from '../storage/case-store.ts';
import { DayCounts } from './query-days.ts';
import { type ExchangeFilter, resolveFilter } from './query-filter.ts';
import { readLines } from './query-lines.ts';
import type { Queries, QueryName } from './query-protocol.ts';
import { readRow } from './query-reading.ts';
import { selectRows } from './query-selection.ts';

/** Row lists kept; the longest, over every row of the largest case, takes 115 MB. */
const SELECTIONS_KEPT = 3;

interface Selection {
  readonly rows: Promise<Uint32Array | null>;
  ended: boolean;
  cancelled: boolean;
}

/** Answers the queries of one case and keeps the row lists of the filters used last. */
export class QueryDesk {
  readonly #store: CaseStore;
  readonly #days: DayCounts;
  readonly #selections = new Map<string, Selection>();

  constructor(store: CaseStore) {
    this.#store = store;
    this.#days = new DayCounts(store);
  }

  readonly answers: { readonly [N in QueryName]: (argument: Queries[N]['argument']) => Promise<Queries[N]['answer']> } = {
    page: async ({ filter, offset, limit }) => {
      const rows = await this.#select(filter);
      const total = rows === null ? this.#store.rows().rowCount : rows.length;
      const end = Math.min(total, offset + limit);
      const wanted = rows === null ? countUp(offset, end) : rows.subarray(offset, end);
      return { total, lines: readLines(this.#store, wanted) };
    },
    read: async ({ row }) => readRow(this.#store, row),
    days: () => this.#days.list(),
  };

  #select(filter: ExchangeFilter): Promise<Uint32Array | null> {
    const key = this.#keyOf(filter);
    for (const [other, selection] of this.#selections) {
      if (other === key || selection.ended) continue;
      selection.cancelled = true;
      this.#selections.delete(other);
    }
    const known = this.#selections.get(key);
    this.#selections.delete(key);
    const selection = known ?? this.#begin(key, filter);
    this.#selections.set(key, selection);
    for (const oldest of this.#selections.keys()) {
      if (this.#selections.size <= SELECTIONS_KEPT) break;
      this.#selections.delete(oldest);
    }
    return selection.rows;
  }

  #begin(key: string, filter: ExchangeFilter): Selection {
    const begun: { selection: Selection | null } = { selection: null };
    const rows = Promise.resolve().then(() =>
      selectRows(this.#store, resolveFilter(this.#store, filter), () => begun.selection?.cancelled ?? false),
    );
    const selection: Selection = { rows, ended: false, cancelled: false };
    begun.selection = selection;
    rows.then(
      () => {
        selection.ended = true;
      },
      () => {
        if (this.#selections.get(key) === selection) this.#selections.delete(key);
      },
    );
    return selection;
  }

  /** Equal filters over an unchanged case have equal keys. */
  #keyOf(filter: ExchangeFilter): string {
    const { campaignId, outsideCampaigns } = filter;
    const run = campaignId === undefined && outsideCampaigns === undefined ? null : (this.#store.analyses.list()[0]?.runNo ?? null);
    return JSON.stringify([this.#store.segments.count(), run, Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1))]);
  }
}

function countUp(from: number, to: number): Uint32Array {
  const rows = new Uint32Array(Math.max(0, to - from));
  for (let at = 0; at < rows.length; at += 1) rows[at] = from + at;
  return rows;
}
