import type { Exchange } from '../engine/domain/exchange.ts';
import type { CaseStore } from '../storage/case-store.ts';
import { readSegmentFacts } from '../storage/facts-reader.ts';
import { readTextRow } from '../storage/text-reader.ts';
import { CodeNames } from './query-code-names.ts';
import { EXCHANGE_FACTS, exchangeReader } from './query-exchange.ts';
import { capabilityName, elicitationName, languageName } from './query-lines.ts';
import { SegmentMessages } from './query-messages.ts';

/** One exchange, whole, and where it was read. */
export interface ReadExchange {
  readonly row: number;
  readonly exchange: Exchange;
  readonly capability: string;
  readonly capabilityConfidence: number;
  readonly elicitation: string;
  readonly language: string;
  readonly sourcePath: string;
  readonly sourcePosition: number;
  readonly campaignId: string | null;
}

const READING_FACTS = [...EXCHANGE_FACTS, 'record_position', 'capability', 'capability_confidence', 'elicitation', 'language'];

/** Throws row-unknown, case-damaged. */
export function readRow(store: CaseStore, row: number): ReadExchange {
  const index = store.rows();
  const { segmentNo, rowInSegment } = index.locate(row);
  const segment = store.segments.find(segmentNo);
  if (segment === null) throw new TypeError(`segment ${segmentNo} was located and is not there`);
  const facts = readSegmentFacts(store, segment, READING_FACTS, index.firstRow(segmentNo));
  const at = row - facts.firstRow;
  const read = exchangeReader(facts, new CodeNames(store), new SegmentMessages(store, segmentNo));
  const exchange = read(at, readTextRow(store, segmentNo, rowInSegment).texts);
  return {
    row,
    exchange,
    capability: capabilityName(facts.bytes('capability')[at] as number),
    capabilityConfidence: (facts.bytes('capability_confidence')[at] as number) / 255,
    elicitation: elicitationName(facts.bytes('elicitation')[at] as number),
    language: languageName(facts.bytes('language')[at] as number),
    sourcePath: store.sources.find(segment.sourceId)?.path ?? '',
    sourcePosition: facts.integers('record_position').values[at] as number,
    campaignId: campaignOf(store, exchange.account_id),
  };
}

function campaignOf(store: CaseStore, accountId: string | null): string | null {
  if (accountId === null) return null;
  return store.analyses.latestOverview()?.campaigns.find((campaign) => campaign.accounts.includes(accountId))?.id ?? null;
}
