import { DICTIONARY_COLUMNS } from '../engine/domain/exchange-columns.ts';
import { Failure } from '../engine/domain/failure.ts';
import type { Share, TrafficProfile } from '../engine/simulation/injection.ts';
import type { SimulatedExchange } from '../engine/simulation/record.ts';
import { type FactsSegment, readSegmentFacts } from '../storage/facts-reader.ts';
import type { CaseSession } from './cases.ts';
import { yieldToOthers } from './slices.ts';
import { columnFill } from './sources.ts';

type Column = keyof SimulatedExchange;

/** Carried by the requests that use them, however few. */
const OCCASIONAL: ReadonlySet<Column> = new Set<Column>([
  'system_prompt',
  'tool_definitions',
  'tool_calls',
  'temperature',
  'max_tokens',
  'conversation_id',
  'turn_index',
  'error_type',
]);
const DICTIONARY_READ = ['account_id', 'client_ip', 'country', 'user_agent', 'tls_fingerprint', 'endpoint', 'request_model', 'provider'];
const COLUMNS_READ = ['exchange_id', 'ts', 'asn', ...DICTIONARY_READ];
const ID_BYTES = 16;
const SAMPLED_ROWS = 2_000;
/** Share of the sampled times left out at either end: one wrong clock would stretch the log over decades. */
const STRAY_TIMES = 0.002;
const VALUES_KEPT = 500;

export interface CaseTraffic {
  readonly profile: TrafficProfile;
  /** Columns too few exchanges fill for planted ones to carry. */
  readonly sparseColumns: readonly string[];
}

/**
 * What the traffic of a case looks like, so that planted campaigns look like it. Reads the facts of every segment, in slices. It does not depend on the order of
 * exchanges. `onSegment` may throw to stop. Throws injection-impossible for a case without exchanges, accounts or a span of time, case-damaged.
 */
export async function readCaseTraffic(session: CaseSession, onSegment: () => void): Promise<CaseTraffic> {
  const { store } = session;
  const impossible = (why: string): Failure => new Failure('injection-impossible', `${session.summary().name}: ${why}`);
  const { rowCount } = store.rows();
  if (rowCount === 0) throw impossible('the case holds no exchange');
  const counts = new TrafficCounts(session, Math.min(1, (4 * SAMPLED_ROWS) / rowCount));
  for (const segment of store.segments.list()) {
    onSegment();
    counts.add(readSegmentFacts(store, segment, COLUMNS_READ, 0));
    await yieldToOthers();
  }
  const exchangesPerAccount = counts.medianOfAccounts();
  if (exchangesPerAccount === null) throw impossible('no exchange names an account');
  const rows = counts.sample();
  const times = rows.flatMap(({ ms }) => (Number.isNaN(ms) ? [] : [ms])).sort((a, b) => a - b);
  const stray = Math.floor(times.length * STRAY_TIMES);
  const [fromMs, toMs] = [times[stray], times[times.length - 1 - stray]];
  if (fromMs === undefined || toMs === undefined) throw impossible('no exchange has a time');
  if (fromMs === toMs) throw impossible('all exchanges have the same time');
  const fill = await columnFill(session, null);
  const filled = fill.filter(({ filled: count }) => count > 0) as { column: Column; filled: number; exchanges: number }[]; // canonical names
  const isCarried = ({ column, filled: count, exchanges }: (typeof filled)[number]): boolean =>
    OCCASIONAL.has(column) || count * 2 >= exchanges;
  return {
    profile: {
      fromMs,
      toMs,
      columns: new Set(filled.filter(isCarried).map(({ column }) => column)),
      models: counts.shares('request_model'),
      clients: counts.clients(),
      endpoints: counts.shares('endpoint'),
      origins: rows.map(({ address, country, asn }) => ({ address, country, asn })),
      provider: counts.shares('provider')[0]?.value ?? null,
      exchangesPerAccount,
    },
    sparseColumns: filled.filter((column) => !isCarried(column)).map(({ column }) => column),
  };
}

interface SampledRow {
  readonly key: number;
  readonly ms: number;
  readonly address: string | null;
  readonly country: string | null;
  readonly asn: number | null;
}

class TrafficCounts {
  readonly #strings = new Map<string, readonly (string | null)[]>();
  readonly #counts = new Map<string, Float64Array>();
  /** By user agent times TLS fingerprints, plus TLS fingerprint, both as codes. */
  readonly #clients = new Map<number, number>();
  readonly #rows: SampledRow[] = [];
  readonly #keyLimit: number;

  /** `sampled` is the share of rows that are kept until all are known. */
  constructor({ store }: CaseSession, sampled: number) {
    this.#keyLimit = sampled * 2 ** 32;
    for (const { name, number } of DICTIONARY_COLUMNS) {
      if (!DICTIONARY_READ.includes(name)) continue;
      const values = store.dictionaries.values(number);
      this.#strings.set(name, values);
      this.#counts.set(name, new Float64Array(values.length));
    }
  }

  add(segment: FactsSegment): void {
    const codes = new Map(DICTIONARY_READ.map((name) => [name, segment.codes(name)]));
    for (const [name, counts] of this.#counts) for (const code of codes.get(name) ?? []) counts[code] = (counts[code] as number) + 1;
    this.#addClients(codes.get('user_agent') ?? new Int32Array(), codes.get('tls_fingerprint') ?? new Int32Array());
    const ids = segment.bytes('exchange_id');
    const keys = new DataView(ids.buffer, ids.byteOffset, ids.byteLength);
    const times = segment.timesMs();
    const asn = segment.integers('asn');
    for (let row = 0; row < segment.rowCount; row++) {
      const key = sampleKey(keys, row * ID_BYTES);
      if (key >= this.#keyLimit) continue;
      this.#rows.push({
        key,
        ms: times[row] as number,
        address: this.#text('client_ip', codes, row),
        country: this.#text('country', codes, row),
        asn: asn.isNull(row) ? null : (asn.values[row] as number),
      });
    }
  }

  #text(name: string, codes: ReadonlyMap<string, Int32Array>, row: number): string | null {
    return this.#strings.get(name)?.[codes.get(name)?.[row] ?? 0] ?? null;
  }

  #addClients(userAgents: Int32Array, fingerprints: Int32Array): void {
    const width = this.#fingerprintCodes();
    for (let row = 0; row < userAgents.length; row++) {
      const key = (userAgents[row] as number) * width + (fingerprints[row] as number);
      this.#clients.set(key, (this.#clients.get(key) ?? 0) + 1);
    }
  }

  #fingerprintCodes(): number {
    return this.#strings.get('tls_fingerprint')?.length ?? 1;
  }

  /** Rows whose exchange ids come first in an order of no meaning: the same whatever order they were imported in. */
  sample(): readonly SampledRow[] {
    return this.#rows.sort((a, b) => a.key - b.key || a.ms - b.ms).slice(0, SAMPLED_ROWS);
  }

  /** Exchanges of the account in the middle, of those that have any; null without accounts. */
  medianOfAccounts(): number | null {
    const counts = this.#counts
      .get('account_id')
      ?.subarray(1)
      .filter((count) => count > 0);
    return counts === undefined || counts.length === 0 ? null : (counts.sort()[counts.length >> 1] as number);
  }

  shares(name: string): readonly Share<string>[] {
    const texts = this.#strings.get(name) ?? [];
    const counts = this.#counts.get(name) ?? new Float64Array();
    return mostUsed(
      texts.flatMap((value, code) => (value === null || counts[code] === 0 ? [] : [{ value, share: counts[code] as number }])),
    );
  }

  clients(): TrafficProfile['clients'] {
    const width = this.#fingerprintCodes();
    const named = [...this.#clients].map(([key, share]) => {
      const value = {
        userAgent: this.#strings.get('user_agent')?.[Math.floor(key / width)] ?? null,
        tlsFingerprint: this.#strings.get('tls_fingerprint')?.[key % width] ?? null,
      };
      return { value, share };
    });
    return mostUsed(named);
  }
}

function mostUsed<T>(shares: readonly Share<T>[]): readonly Share<T>[] {
  const text = (value: T): string => JSON.stringify(value);
  return shares.toSorted((a, b) => b.share - a.share || (text(a.value) < text(b.value) ? -1 : 1)).slice(0, VALUES_KEPT);
}

/** 32 bits of an exchange id, mixed, since a source may give ids that count upwards. */
function sampleKey(ids: DataView, at: number): number {
  let key = 0;
  for (let word = 0; word < ID_BYTES; word += 4) {
    key = Math.imul(key ^ ids.getUint32(at + word), 0x9e3779b1);
    key ^= key >>> 15;
  }
  return Math.imul(key, 0x85ebca6b) >>> 0;
}
