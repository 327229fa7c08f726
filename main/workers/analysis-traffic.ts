import type { JobControl } from '../engine/domain/job.ts';
import { type CodedLayer, type Traffic, TrafficBuilder } from '../engine/links/traffic.ts';
import type { CaseStore } from '../storage/case-store.ts';
import { type FactsSegment, readFacts } from '../storage/facts-reader.ts';
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
const FINGERPRINT_COLUMNS = ['skeleton_hash', 'head_hash', 'tail_hash', 'token_count', 'sketch'];
const CODED_COLUMNS = ['account_id', 'request_model', 'endpoint', ...Object.values(COLUMN_OF)];
const COLUMNS = ['ts', 'capability', 'elicitation', ...CODED_COLUMNS, ...FINGERPRINT_COLUMNS];

/** Reads the facts of every segment into traffic by account, with canonical codes. `onRows` may throw to stop. */
export function readTraffic(store: CaseStore, onRows: JobControl['report']): Traffic {
  const total = store.rows().rowCount;
  const reportRows = (done: number): void =>
    onRows({ stage: 'reading facts', done, total, unit: 'exchanges', exchanges: null, quarantined: null, file: null });
  const used = readUsedStrings(store, CODED_COLUMNS, () => reportRows(0));
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
  });
  readFacts(store, COLUMNS, (segment) => {
    const { rowCount } = segment;
    const codes: Partial<Record<CodedLayer | 'organisation', Int32Array>> = {};
    for (const [layer, canonical] of coded) codes[layer] = renumber(segment, COLUMN_OF[layer as keyof typeof COLUMN_OF], canonical);
    codes.client_ip_24 = renumber(segment, 'client_ip', networks);
    builder.add({
      rowCount,
      account: renumber(segment, 'account_id', accounts),
      timeMs: segment.timesMs(),
      codes,
      model: renumber(segment, 'request_model', models),
      channel: renumber(segment, 'endpoint', endpoints),
      capability: segment.bytes('capability'),
      elicitation: segment.bytes('elicitation'),
      skeletonHash: segment.hash64('skeleton_hash'),
      headHash: segment.hash32('head_hash'),
      tailHash: segment.hash32('tail_hash'),
      tokenCount: Uint16Array.from(segment.integers('token_count').values),
      sketch: segment.bytes('sketch'),
    });
    reportRows(segment.firstRow + rowCount);
  });
  return builder.build();
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
