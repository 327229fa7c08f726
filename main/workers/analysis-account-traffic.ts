import type { RequestParameters } from '../engine/links/request-profiles.ts';
import { type AccountTraffic, type CodedLayer, TrafficBuilder } from '../engine/links/traffic.ts';
import type { CaseStore } from '../storage/case-store.ts';
import { type FactsSegment, readFacts } from '../storage/facts-reader.ts';
import { type CanonicalCodes, canonicalCodes, canonicalNetworks, orNaN, readUsedStrings, renumber } from './analysis-codes.ts';

const COLUMN_OF: Readonly<Record<Exclude<CodedLayer, 'client_ip_24'> | 'organisation', string>> = {
  payment: 'payment_hash',
  system_prompt: 'system_prompt',
  tool_schema: 'tool_definitions',
  client_ip: 'client_ip',
  user_agent: 'user_agent',
  tls_fingerprint: 'tls_fingerprint',
  organisation: 'org_id',
};
const CODED_COLUMNS = ['account_id', 'request_model', 'endpoint', ...Object.values(COLUMN_OF)];
const PARAMETER_COLUMNS = ['max_tokens', 'temperature', 'top_p', 'n'];
const COLUMNS = ['ts', 'capability', 'elicitation', ...CODED_COLUMNS, ...PARAMETER_COLUMNS];

/** Reads what the facts of every segment say of accounts, prompts apart, with canonical codes. `onSegment` may throw to stop. */
export function readAccountTraffic(store: CaseStore, onSegment: () => void): AccountTraffic {
  const used = readUsedStrings(store, CODED_COLUMNS, onSegment);
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
  });
  readFacts(store, COLUMNS, (segment) => {
    onSegment();
    const codes: Partial<Record<CodedLayer | 'organisation', Int32Array>> = {};
    for (const [layer, canonical] of coded) codes[layer] = renumber(segment, COLUMN_OF[layer as keyof typeof COLUMN_OF], canonical);
    codes.client_ip_24 = renumber(segment, 'client_ip', networks);
    const parameters = readParameters(segment);
    builder.add({
      rowCount: segment.rowCount,
      account: renumber(segment, 'account_id', accounts),
      timeMs: segment.timesMs(),
      codes,
      model: renumber(segment, 'request_model', models),
      channel: renumber(segment, 'endpoint', endpoints),
      ...(parameters === undefined ? {} : { parameters }),
      capability: segment.bytes('capability'),
      elicitation: segment.bytes('elicitation'),
    });
  });
  return builder.build();
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
