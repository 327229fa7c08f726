import type { LayerReport } from '../engine/domain/campaign.ts';
import type { CaseSummary, SourceSummary } from '../engine/domain/case.ts';
import type { Exchange } from '../engine/domain/exchange.ts';
import type { ExchangeFilter } from '../workers/query-filter.ts';
import type { ExchangeLine } from '../workers/query-lines.ts';
import type { ReadExchange } from '../workers/query-reading.ts';
import { streamRows } from '../workers/query-stream.ts';
import type { CaseSession } from './cases.ts';
import { type DailyStack, stackDays } from './daily-stack.ts';
import { QueryWorker } from './query-worker.ts';

export interface CaseOverview {
  readonly summary: CaseSummary;
  readonly sources: readonly SourceSummary[];
  readonly daily: DailyStack;
  /** Null until the case has been analysed; stale when exchanges were imported, or side tables changed what they say, after the run. */
  readonly analysis: {
    readonly runDigest: string;
    readonly campaigns: number;
    readonly stale: boolean;
    readonly layers: readonly LayerReport[];
  } | null;
}

export interface ExchangePage {
  /** Exchanges that match the filter. */
  readonly total: number;
  readonly offset: number;
  readonly lines: readonly ExchangeLine[];
}

const workers = new WeakMap<CaseSession, QueryWorker>();

function workerOf(session: CaseSession): QueryWorker {
  const known = workers.get(session);
  if (known !== undefined && !known.ended) return known;
  const worker = new QueryWorker(session.store.attachment());
  workers.set(session, worker);
  return worker;
}

/** Ends the session's query thread; call before the session is closed. */
export async function closeQueries(session: CaseSession): Promise<void> {
  await workers.get(session)?.close();
  workers.delete(session);
}

/** What the case holds and how it is spread over days. Throws case-damaged. */
export async function overview(session: CaseSession): Promise<CaseOverview> {
  const summary = session.summary();
  const run = session.store.analyses.latestOverview();
  const campaigns = run === null ? [] : run.campaigns.map(({ id }, place) => ({ id, daily: run.campaignDaily[place] ?? [] }));
  const days = await workerOf(session).ask('days', null);
  return {
    summary,
    sources: session.store.sources.list().map(sourceSummary),
    daily: stackDays(days, campaigns),
    analysis:
      run === null
        ? null
        : {
            runDigest: run.runDigest,
            campaigns: run.campaigns.length,
            stale: run.exchangeCount !== summary.exchanges || session.store.totals.get('joined_anew') === 1,
            layers: run.layers,
          },
  };
}

function sourceSummary({ sourceId, path, sha256, format, bytes, exchanges, quarantined, duplicates, state }: SourceSummary): SourceSummary {
  return { sourceId, path, sha256, format, bytes, exchanges, quarantined, duplicates, state };
}

/** Lines [offset, offset + limit) of the exchanges that match, in import order. Throws campaign-unknown, account-unknown, settings-invalid, case-damaged; cancelled when a page of another filter is asked for while a text is still being searched. */
export async function exchangePage(session: CaseSession, filter: ExchangeFilter, offset: number, limit: number): Promise<ExchangePage> {
  const { total, lines } = await workerOf(session).ask('page', { filter, offset, limit });
  return { total, offset, lines };
}

/** One exchange, whole. Throws row-unknown, case-damaged. */
export function readExchange(session: CaseSession, row: number): Promise<ReadExchange> {
  return workerOf(session).ask('read', { row });
}

/** Canonical exchanges that match, in import order. Throws as exchangePage does, never cancelled. */
export function streamExchanges(session: CaseSession, filter: ExchangeFilter): AsyncIterable<Exchange> {
  return streamRows(session.store, filter);
}
