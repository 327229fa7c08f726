import { hash } from 'node:crypto';
import type { Exchange } from '../engine/domain/exchange.ts';
import { Failure } from '../engine/domain/failure.ts';
import type { JobControl } from '../engine/domain/job.ts';
import type { CampaignId } from '../engine/domain/units.ts';
import { DistinctCounter } from '../engine/impact/distinct-counter.ts';
import type { CaseSession } from './cases.ts';
import { streamExchanges } from './queries.ts';

/** Different texts of a campaign by the texts themselves, where PromptCounts tells them apart by facts only. */
export interface TextCounts {
  readonly campaignId: CampaignId;
  readonly exchanges: number;
  readonly prompts: number;
  readonly distinctPrompts: number;
  /** Exchanges with prompt and answer. */
  readonly pairs: number;
  readonly distinctPairs: number;
  /** Above four million different texts these are estimates with a standard error of 0.8 %. */
  readonly isEstimate: boolean;
}

const EXACT_TEXTS = 1 << 22;
const REPORTED_EVERY = 4096;

/**
 * Reads every exchange of a campaign and counts different prompts, and different pairs of prompt and answer, byte for byte (by the first 64 bits of their
 * SHA-256). Throws campaign-unknown, case-damaged, cancelled.
 */
export async function countTexts(session: CaseSession, campaignId: CampaignId, total: number, control: JobControl): Promise<TextCounts> {
  const prompts = new DistinctCounter(EXACT_TEXTS);
  const pairs = new DistinctCounter(EXACT_TEXTS);
  const seen = { exchanges: 0, prompts: 0, pairs: 0 };
  for await (const { prompt_text, completion_text } of streamExchanges(session, { campaignId })) {
    if (seen.exchanges % REPORTED_EVERY === 0) reportRead(control, seen.exchanges, total);
    seen.exchanges += 1;
    if (!isText(prompt_text)) continue;
    seen.prompts += 1;
    const digest = digestOf(prompt_text);
    add(prompts, digest);
    if (!isText(completion_text)) continue;
    seen.pairs += 1;
    add(pairs, hash('sha256', Buffer.concat([digest, digestOf(completion_text)]), 'buffer'));
  }
  return {
    campaignId,
    ...seen,
    distinctPrompts: prompts.count,
    distinctPairs: pairs.count,
    isEstimate: prompts.isEstimate || pairs.isEstimate,
  };
}

function reportRead(control: JobControl, done: number, total: number): void {
  if (control.isCancelled()) throw new Failure('cancelled', 'reading texts was cancelled');
  control.report({ stage: 'reading texts', done, total, unit: 'exchanges', exchanges: null, quarantined: null, file: null });
}

function isText(text: Exchange['prompt_text']): text is string {
  return text !== null && text !== '';
}

function digestOf(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}

function add(counter: DistinctCounter, digest: Buffer): void {
  counter.add(digest.readUInt32LE(0), digest.readUInt32LE(4));
}
