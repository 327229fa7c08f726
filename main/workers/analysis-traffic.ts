import type { JobControl } from '../engine/domain/job.ts';
import type { RequestParameters } from '../engine/links/request-profiles.ts';
import { type CodedLayer, type ReadRows, type RowPart, type TokenCounts, type Traffic, TrafficBuilder } from '../engine/links/traffic.ts';
import type { SkeletonRows } from '../engine/templates/distinct-skeletons.ts';
import { SKELETON_BUDGET, SkeletonCensus } from '../engine/templates/skeleton-census.ts';
import type { CaseStore } from '../storage/case-store.ts';
import { type FactsSegment, type FactValues, readFacts } from '../storage/facts-reader.ts';
import { type CanonicalCodes, canonicalCodes, canonicalNetworks, readUsedStrings } from './analysis-codes.ts';

const COLUMN_OF: Readonly<Record<Exclude<CodedLayer, 'client_ip_24'> | 'organisation', string>> = {
  payment: 'payment_hash',
  system_prompt: 'system_prompt',
  tool_schema: 'tool_definitions',
  client_ip: 'client_ip',
  user_agent: 'user_agent',
  tls_fingerprint: 'tls_fingerprint',
  organisation: 'org_id',
};
const KEY_COLUMNS = ['skeleton_hash', 'head_hash', 'tail_hash', 'token_count'];
const CODED_COLUMNS = ['account_id', 'request_model', 'endpoint', ...Object.values(COLUMN_OF)];
const PARAMETER_COLUMNS = ['max_tokens', 'temperature', 'top_p', 'n'];
const TOKEN_COLUMNS = ['input_tokens', 'output_tokens', 'cache_read_tokens', 'cache_write_tokens', 'reasoning_tokens'] as const;
const COLUMNS_OF_PART: Readonly<Record<RowPart, readonly string[]>> = {
  model: ['request_model'],
  skeleton: KEY_COLUMNS,
  sketch: ['sketch'],
  tokens: TOKEN_COLUMNS,
};
const COLUMNS = ['ts', 'capability', 'elicitation', ...CODED_COLUMNS, ...KEY_COLUMNS, 'sketch', ...PARAMETER_COLUMNS];

export interface TrafficReading {
  readonly traffic: Traffic;
  /** Goes through all rows once more, in segments, with the codes of `traffic`. */
  readonly readRows: ReadRows;
}

/** Reads the facts of every segment into traffic by account, with canonical codes. `onRows` may throw to stop, here and when rows are read again. */
export function readTraffic(store: CaseStore, onRows: JobControl['report']): TrafficReading {
  const total = store.rows().rowCount;
  const report = (stage: string, done: number): void =>
    onRows({ stage, done, total, unit: 'exchanges', exchanges: null, quarantined: null, file: null });
  const reportRows = (done: number): void => report('reading facts', done);
  const census = total > SKELETON_BUDGET ? new SkeletonCensus(total) : null;
  const used = readUsedStrings(
    store,
    CODED_COLUMNS,
    (segment) => {
      reportRows(segment.firstRow);
      census?.add(readSkeletonKeys(segment), segment.rowCount);
    },
    census === null ? [] : KEY_COLUMNS,
  );
  const accounts = canonicalCodes(used, 'account_id');
  const models = canonicalCodes(used, 'request_model');
  const endpoints = canonicalCodes(used, 'endpoint');
  const coded = new Map<CodedLayer | 'organisation', CanonicalCodes>();
  for (const [layer, name] of Object.entries(COLUMN_OF) as [CodedLayer | 'organisation', string][])
    coded.set(layer, canonicalCodes(used, name));
  const networks = canonicalNetworks(used);
  const valueCounts = Object.fromEntries([...coded].map(([layer, codes]) => [layer, codes.values.length]));
  const builder = new TrafficBuilder({
    accountIds: accounts.values,
    valueCounts: { ...valueCounts, client_ip_24: networks.values.length },
    productOfUserAgent: productsOf(coded.get('user_agent')?.values ?? []),
    signUpMs: signUpTimes(store, accounts.values),
    models: models.values,
    ...(census === null ? {} : { census }),
  });
  readFacts(store, COLUMNS, (segment) => {
    const { rowCount } = segment;
    const codes: Partial<Record<CodedLayer | 'organisation', Int32Array>> = {};
    for (const [layer, canonical] of coded) codes[layer] = renumber(segment, COLUMN_OF[layer as keyof typeof COLUMN_OF], canonical);
    const parameters = readParameters(segment);
    codes.client_ip_24 = renumber(segment, 'client_ip', networks);
    builder.add({
      rowCount,
      account: renumber(segment, 'account_id', accounts),
      timeMs: segment.timesMs(),
      codes,
      model: renumber(segment, 'request_model', models),
      channel: renumber(segment, 'endpoint', endpoints),
      ...(parameters === undefined ? {} : { parameters }),
      capability: segment.bytes('capability'),
      elicitation: segment.bytes('elicitation'),
      ...readSkeletonKeys(segment),
      sketch: segment.bytes('sketch'),
    });
    reportRows(segment.firstRow + rowCount);
  });
  if (builder.comesTwice) {
    readFacts(store, ['account_id', ...KEY_COLUMNS], (segment) => {
      report('reading prompts again', segment.firstRow);
      builder.lookAgain(renumber(segment, 'account_id', accounts), readSkeletonKeys(segment), segment.rowCount);
    });
  }
  report('template families', 0);
  const readRows: ReadRows = (parts, stage, visit) => {
    readFacts(store, ['account_id', 'ts', 'capability', 'elicitation', ...parts.flatMap((part) => COLUMNS_OF_PART[part])], (segment) => {
      report(stage, segment.firstRow);
      visit({
        rowCount: segment.rowCount,
        account: renumber(segment, 'account_id', accounts),
        timeMs: segment.timesMs(),
        codes: {},
        capability: segment.bytes('capability'),
        elicitation: segment.bytes('elicitation'),
        ...(parts.includes('model') ? { model: renumber(segment, 'request_model', models) } : {}),
        ...(parts.includes('skeleton') ? readSkeletonKeys(segment) : {}),
        ...(parts.includes('sketch') ? { sketch: segment.bytes('sketch') } : {}),
        ...(parts.includes('tokens') ? { tokens: readTokens(segment) } : {}),
      });
    });
  };
  return { traffic: builder.build(), readRows };
}

function readTokens(segment: FactsSegment): TokenCounts {
  const [input, output, cacheRead, cacheWrite, reasoning] = TOKEN_COLUMNS.map((name) => orNaN(segment.integers(name)));
  if (!input || !output || !cacheRead || !cacheWrite || !reasoning) throw new TypeError('one column of tokens for each name');
  return { input, output, cacheRead, cacheWrite, reasoning };
}

function orNaN({ values, nullCount, isNull }: FactValues<Int32Array | Float64Array>): Float64Array {
  const whole = new Float64Array(values);
  if (nullCount > 0) for (let row = 0; row < whole.length; row++) if (isNull(row)) whole[row] = Number.NaN;
  return whole;
}

function readSkeletonKeys(segment: FactsSegment): Omit<SkeletonRows, 'sketch'> {
  return {
    skeletonHash: segment.hash64('skeleton_hash'),
    headHash: segment.hash32('head_hash'),
    tailHash: segment.hash32('tail_hash'),
    tokenCount: new Uint16Array(segment.integers('token_count').values),
  };
}

/** Program of each user agent: the text before the first version number, numbered as it comes. */
function productsOf(userAgents: readonly string[]): Int32Array {
  const numbers = new Map<string, number>();
  return Int32Array.from(userAgents, (userAgent) => {
    const product = userAgent.replace(/\d.*$/s, '');
    const number = numbers.get(product) ?? numbers.size;
    numbers.set(product, number);
    return number;
  });
}

/** Undefined where no request sets any. */
function readParameters(segment: FactsSegment): RequestParameters | undefined {
  const [maxTokens, answers] = [segment.integers('max_tokens'), segment.integers('n')];
  const [temperature, topP] = [segment.reals('temperature'), segment.reals('top_p')];
  if ([maxTokens, answers, temperature, topP].every(({ nullCount }) => nullCount === segment.rowCount)) return undefined;
  return { maxTokens: orNaN(maxTokens), temperature: temperature.values, topP: topP.values, answers: orNaN(answers) };
}

/** When accounts were made, by side tables; the earliest where several say so. */
function signUpTimes(store: CaseStore, accountIds: readonly string[]): Float64Array {
  const times = new Float64Array(accountIds.length).fill(Number.NaN);
  const numbers = new Map(accountIds.map((id, number) => [id, number]));
  for (const { accountId, name, value } of store.sideTables.attributes()) {
    const account = numbers.get(accountId);
    const time = Date.parse(value);
    if (name !== 'signed_up_at' || account === undefined || Number.isNaN(time)) continue;
    if (!((times[account] as number) <= time)) times[account] = time;
  }
  return times;
}

function renumber(segment: FactsSegment, name: string, canonical: CanonicalCodes): Int32Array {
  const codes = segment.codes(name);
  const { numberOf } = canonical;
  for (let row = 0; row < codes.length; row++) {
    const number = numberOf[codes[row] as number];
    codes[row] = number === undefined ? -1 : number;
  }
  return codes;
}
