import type { JobControl } from '../engine/domain/job.ts';
import { TemplateUse } from '../engine/links/template-use.ts';
import {
  type AccountTraffic,
  joinTemplates,
  type ReadRows,
  type RowPart,
  type TokenCounts,
  type Traffic,
} from '../engine/links/traffic.ts';
import type { SkeletonRows } from '../engine/templates/distinct-skeletons.ts';
import { SKELETON_BUDGET, SkeletonCensus } from '../engine/templates/skeleton-census.ts';
import type { CaseStore } from '../storage/case-store.ts';
import { type FactsSegment, readFacts } from '../storage/facts-reader.ts';
import { canonicalCodes, orNaN, readUsedStrings, renumber } from './analysis-codes.ts';

const KEY_COLUMNS = ['skeleton_hash', 'head_hash', 'tail_hash', 'token_count'];
const TOKEN_COLUMNS = ['input_tokens', 'output_tokens', 'cache_read_tokens', 'cache_write_tokens', 'reasoning_tokens'] as const;
const ROW_COLUMNS = ['account_id', 'ts', 'capability', 'elicitation', 'language'];
const COLUMNS_OF_PART: Readonly<Record<RowPart, readonly string[]>> = {
  model: ['request_model'],
  channel: ['endpoint'],
  skeleton: KEY_COLUMNS,
  sketch: ['sketch'],
  tokens: TOKEN_COLUMNS,
};

export interface TrafficReading {
  readonly traffic: Traffic;
  /** Goes through all rows once more, in segments, with the codes of `traffic`. */
  readonly readRows: ReadRows;
}

/**
 * Reads what the facts of every segment say of prompts and joins it with what `readAccountTraffic` reads of the same case, perhaps in another thread.
 * `onRows` may throw to stop, here and when rows are read again.
 */
export async function readTraffic(
  store: CaseStore,
  accountTraffic: AccountTraffic | Promise<AccountTraffic>,
  onRows: JobControl['report'],
): Promise<TrafficReading> {
  const total = store.rows().rowCount;
  const report = (stage: string, done: number): void =>
    onRows({ stage, done, total, unit: 'exchanges', exchanges: null, quarantined: null, file: null });
  const census = total > SKELETON_BUDGET ? new SkeletonCensus(total) : null;
  const used = readUsedStrings(
    store,
    ['account_id', 'request_model', 'endpoint'],
    (segment) => {
      report('reading facts', segment.firstRow);
      census?.add(readSkeletonKeys(segment), segment.rowCount);
    },
    census === null ? [] : KEY_COLUMNS,
  );
  const accounts = canonicalCodes(used, 'account_id');
  const models = canonicalCodes(used, 'request_model');
  const endpoints = canonicalCodes(used, 'endpoint');
  const templates = new TemplateUse(accounts.values.length, census);
  readFacts(store, ['account_id', ...KEY_COLUMNS, 'sketch'], (segment) => {
    report('reading facts', segment.firstRow);
    const rows = { ...readSkeletonKeys(segment), sketch: segment.bytes('sketch') };
    templates.add(renumber(segment, 'account_id', accounts), rows, segment.rowCount);
  });
  if (templates.comesTwice) {
    readFacts(store, ['account_id', ...KEY_COLUMNS], (segment) => {
      report('reading prompts again', segment.firstRow);
      templates.lookAgain(renumber(segment, 'account_id', accounts), readSkeletonKeys(segment), segment.rowCount);
    });
  }
  report('template families', 0);
  const readRows: ReadRows = (parts, stage, visit) => {
    readFacts(store, [...ROW_COLUMNS, ...parts.flatMap((part) => COLUMNS_OF_PART[part])], (segment) => {
      report(stage, segment.firstRow);
      visit({
        rowCount: segment.rowCount,
        account: renumber(segment, 'account_id', accounts),
        timeMs: segment.timesMs(),
        codes: {},
        capability: segment.bytes('capability'),
        elicitation: segment.bytes('elicitation'),
        language: segment.bytes('language'),
        ...(parts.includes('model') ? { model: renumber(segment, 'request_model', models) } : {}),
        ...(parts.includes('channel') ? { channel: renumber(segment, 'endpoint', endpoints) } : {}),
        ...(parts.includes('skeleton') ? readSkeletonKeys(segment) : {}),
        ...(parts.includes('sketch') ? { sketch: segment.bytes('sketch') } : {}),
        ...(parts.includes('tokens') ? { tokens: readTokens(segment) } : {}),
      });
    });
  };
  const found = templates.build();
  return { traffic: joinTemplates(await accountTraffic, found), readRows };
}

function readTokens(segment: FactsSegment): TokenCounts {
  const [input, output, cacheRead, cacheWrite, reasoning] = TOKEN_COLUMNS.map((name) => orNaN(segment.integers(name)));
  if (!input || !output || !cacheRead || !cacheWrite || !reasoning) throw new TypeError('one column of tokens for each name');
  return { input, output, cacheRead, cacheWrite, reasoning };
}

function readSkeletonKeys(segment: FactsSegment): Omit<SkeletonRows, 'sketch'> {
  return {
    skeletonHash: segment.hash64('skeleton_hash'),
    headHash: segment.hash32('head_hash'),
    tailHash: segment.hash32('tail_hash'),
    tokenCount: new Uint16Array(segment.integers('token_count').values),
  };
}
