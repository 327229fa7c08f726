import type { SerializedFailure } from '../engine/domain/failure.ts';
import type { ExchangeFilter } from './query-filter.ts';
import type { ExchangeLine } from './query-lines.ts';
import type { ReadExchange } from './query-reading.ts';

/** What the query worker can be asked. A page of another filter cancels a text search that is under way. */
export interface Queries {
  page: {
    readonly argument: { readonly filter: ExchangeFilter; readonly offset: number; readonly limit: number };
    readonly answer: { readonly total: number; readonly lines: readonly ExchangeLine[] };
  };
  read: { readonly argument: { readonly row: number }; readonly answer: ReadExchange };
  /** Exchanges of every day that has any, by day. */
  days: { readonly argument: null; readonly answer: readonly (readonly [day: string, exchanges: number])[] };
}
export type QueryName = keyof Queries;

export type ToQueryWorker =
  | { readonly [N in QueryName]: { readonly id: number; readonly name: N; readonly argument: Queries[N]['argument'] } }[QueryName]
  | { readonly name: 'close' };

export type FromQueryWorker =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly failure: SerializedFailure }
  | { readonly id: number; readonly ok: false; readonly bug: string };
