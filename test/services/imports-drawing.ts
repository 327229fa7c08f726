import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Exchange } from '../../main/engine/domain/exchange.ts';
import type { JobControl, JobProgress } from '../../main/engine/domain/job.ts';
import type { CaseSession } from '../../main/services/cases.ts';
import { streamExchanges } from '../../main/services/queries.ts';

/** A job nobody cancels. */
export const UNHURRIED: JobControl = { isCancelled: () => false, report: () => {} };

/** A job that is cancelled once `when` says so of its progress. */
export function cancelledWhen(when: (progress: JobProgress) => boolean): JobControl {
  let cancelled = false;
  return {
    isCancelled: () => cancelled,
    report: (progress) => {
      cancelled ||= when(progress);
    },
  };
}

export interface Place {
  readonly folder: string;
  path(name: string): string;
  remove(): void;
}

export function makePlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'stillhunt-import-'));
  return { folder, path: (name) => join(folder, name), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export async function exchangesOf(session: CaseSession): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  for await (const exchange of streamExchanges(session, {})) exchanges.push(exchange);
  return exchanges;
}

/** One canonical exchange as a JSON line without its line end. */
export function line(id: number, more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    request_id: `req_${id}`,
    ts: new Date(Date.UTC(2026, 2, 2) + id * 1000).toISOString(),
    account_id: `acct_${id % 7}`,
    latency_ms: 100 + id,
    request_model: 'atlas-large',
    prompt_text: `Please explain step ${id} of the plan in plain words, then check it.`,
    completion_text: `Step ${id} is about "${id * 3}" things; é 漢 \u2028 end.`,
    temperature: id % 3 === 0 ? null : 0.5,
    stream: id % 2 === 0,
    ...more,
  });
}

export function lines(count: number, from = 0): string {
  return Array.from({ length: count }, (_, i) => `${line(from + i)}\n`).join('');
}
