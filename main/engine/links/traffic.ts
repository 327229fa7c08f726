import type { ShareTable } from '../capabilities/share-table.ts';
import { ShareTableBuilder } from '../capabilities/share-table.ts';
import type { LinkLayer } from '../domain/layer.ts';
import type { DistinctSkeletons, SkeletonRows } from '../templates/distinct-skeletons.ts';
import { type ActivityGrid, ActivityGridBuilder } from './activity-grid.ts';
import { modelSwitches, signUps, upgrades } from './acts.ts';
import { type Acts, type BurstScale, type Bursts, findBursts } from './bursts.ts';
import { PairCounter } from './pair-counter.ts';
import { ELICITATION_PROFILES, elicitationProfiles } from './profiles.ts';
import { type RequestParameters, RequestProfiles } from './request-profiles.ts';
import type { TemplateTraffic } from './template-use.ts';
import { TimedPairs } from './timed-pairs.ts';
import { buildValueTable, type ValueTable } from './value-table.ts';

/** Layers whose value is a code of the rows; the values of the others are found from what the rows say together. */
export const CODED_LAYERS = [
  'payment',
  'system_prompt',
  'tool_schema',
  'client_ip',
  'client_ip_24',
  'user_agent',
  'tls_fingerprint',
] as const satisfies readonly LinkLayer[];
export type CodedLayer = (typeof CODED_LAYERS)[number];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Windows in which accounts change version or model together: an account that sends once an hour shows it only then. */
const CHANGE_SCALES: readonly BurstScale[] = [
  { windowMs: 10 * MINUTE_MS, aroundMs: 12 * HOUR_MS },
  { windowMs: 2 * HOUR_MS, aroundMs: 72 * HOUR_MS },
  { windowMs: 12 * HOUR_MS, aroundMs: 14 * 24 * HOUR_MS },
];
const SIGN_UP_SCALES: readonly BurstScale[] = [
  { windowMs: HOUR_MS, aroundMs: 7 * 24 * HOUR_MS },
  { windowMs: 24 * HOUR_MS, aroundMs: 14 * 24 * HOUR_MS },
];

/**
 * Some rows of the traffic. All codes are canonical: numbered by sorted string, so that they depend on what was seen and not on the order of
 * import; -1 is null. Columns left out are empty.
 */
export interface TrafficRows extends Partial<SkeletonRows> {
  readonly rowCount: number;
  readonly account: Int32Array;
  /** Milliseconds since 1970, NaN where the source gives no time. */
  readonly timeMs: Float64Array;
  readonly codes: Partial<Readonly<Record<CodedLayer | 'organisation', Int32Array>>>;
  readonly model?: Int32Array;
  readonly channel?: Int32Array;
  readonly parameters?: RequestParameters;
  readonly tokens?: TokenCounts;
  readonly capability: Uint8Array;
  readonly elicitation: Uint8Array;
  readonly language?: Uint8Array;
}

/** Tokens of each row, NaN where the source gives none. */
export type TokenCounts = Readonly<Record<'input' | 'output' | 'cacheRead' | 'cacheWrite' | 'reasoning', Float64Array>>;

/** What rows read again carry besides account, time, capability and elicitation. */
export type RowPart = 'model' | 'channel' | 'skeleton' | 'sketch' | 'tokens';

/**
 * Goes through all rows of the case once more, block after block in the order of import, for what account-level tables cannot say. It costs a
 * reading of the case's facts; `stage` names it to the user.
 */
export type ReadRows = (parts: readonly RowPart[], stage: string, visit: (rows: TrafficRows) => void) => void;

/** The names behind canonical codes. */
export interface TrafficNames {
  /** Sorted; account code c is accountIds[c]. */
  readonly accountIds: readonly string[];
  /** How many values each coded layer has; a layer left out has none. */
  readonly valueCounts: Partial<Readonly<Record<CodedLayer | 'organisation', number>>>;
  /** Program of each user agent code, whatever its version; without it no upgrades are seen. */
  readonly productOfUserAgent?: Int32Array;
  /** When each account was made, milliseconds since 1970, NaN where unknown; without it the first exchange stands for it. */
  readonly signUpMs?: Float64Array;
  /** Of the model codes. */
  readonly models?: readonly string[];
}

/** When each account first used each model, a pair an entry; in any order. */
export interface ModelUse {
  readonly account: Int32Array;
  readonly model: Int32Array;
  /** Milliseconds since 1970, infinite without times. */
  readonly firstMs: Float64Array;
}

/** Traffic by account: all that linking and scoring reads. Independent of the order of rows. */
export interface Traffic {
  readonly accountIds: readonly string[];
  /** Names of the model codes of rows. */
  readonly models: readonly string[];
  readonly modelUse: ModelUse;
  /** Rows, those without account among them. */
  readonly exchangeCount: number;
  readonly exchangesOf: Float64Array;
  /** Milliseconds since 1970, NaN for an account without times. */
  readonly firstMs: Float64Array;
  readonly lastMs: Float64Array;
  /** Layers that have values; the others are unavailable. */
  readonly tables: ReadonlyMap<LinkLayer, ValueTable>;
  /** The bursts behind the tables of burst layers. */
  readonly bursts: ReadonlyMap<LinkLayer, Bursts>;
  readonly organisations: ValueTable | null;
  /** Exchanges by account and day; day numbers count from 1970, and value v is day firstDay + v. */
  readonly days: ValueTable;
  readonly firstDay: number;
  /** Null when the log gives no times, or too many accounts over too many days. */
  readonly activity: ActivityGrid | null;
  readonly shares: ShareTable;
  /** Family of each distinct skeleton, and the skeletons, for finding examples. */
  readonly skeletons: DistinctSkeletons;
  readonly familyOf: Int32Array;
}

/** All of the traffic but what prompts say: `TemplateUse` gathers that. Plain data, so that one thread can make it for another. */
export type AccountTraffic = Omit<Traffic, 'skeletons' | 'familyOf'>;

/** Puts together what was gathered of accounts and of prompts. */
export function joinTemplates(traffic: AccountTraffic, { skeletons, familyOf, table }: TemplateTraffic): Traffic {
  if (table === null) return { ...traffic, skeletons, familyOf };
  const isCoded = (layer: LinkLayer): boolean => (CODED_LAYERS as readonly LinkLayer[]).includes(layer);
  const entries = [...traffic.tables];
  const tables = new Map([
    ...entries.filter(([layer]) => isCoded(layer)),
    ['template' as const, table] as const,
    ...entries.filter(([layer]) => !isCoded(layer)),
  ]);
  return { ...traffic, tables, skeletons, familyOf };
}

const DAY_MS = 86_400_000;

/** Gathers rows, block after block in any order, into AccountTraffic; what they say of prompts is left aside. Memory by distinct pairs of account and value, not by rows. */
export class TrafficBuilder {
  readonly #names: TrafficNames;
  readonly #exchanges: Float64Array;
  readonly #firstMs: Float64Array;
  readonly #lastMs: Float64Array;
  readonly #pairs = new Map<CodedLayer | 'organisation', PairCounter>();
  readonly #days = new PairCounter();
  readonly #userAgents = new TimedPairs();
  readonly #models = new TimedPairs();
  readonly #activity: ActivityGridBuilder;
  readonly #profiles = new RequestProfiles();
  readonly #profilePairs = new PairCounter();
  readonly #shares = new ShareTableBuilder();
  #rows = 0;

  constructor(names: TrafficNames) {
    const accounts = names.accountIds.length;
    this.#names = names;
    this.#exchanges = new Float64Array(accounts);
    this.#firstMs = new Float64Array(accounts).fill(Number.NaN);
    this.#lastMs = new Float64Array(accounts).fill(Number.NaN);
    this.#activity = new ActivityGridBuilder(accounts);
  }

  add(rows: TrafficRows): void {
    const { rowCount, account } = rows;
    this.#rows += rowCount;
    this.#countAccounts(rows);
    this.#activity.add(account, rows.timeMs, rowCount);
    if (rows.codes.user_agent !== undefined) this.#userAgents.addColumns(account, rows.codes.user_agent, rows.timeMs, rowCount);
    if (rows.model !== undefined) this.#models.addColumns(account, rows.model, rows.timeMs, rowCount);
    for (const [layer, codes] of Object.entries(rows.codes) as [CodedLayer | 'organisation', Int32Array][]) {
      let pairs = this.#pairs.get(layer);
      if (pairs === undefined) {
        pairs = new PairCounter();
        this.#pairs.set(layer, pairs);
      }
      pairs.addColumns(account, codes, rowCount);
    }
    if (rows.parameters !== undefined) this.#profilePairs.addColumns(account, this.#profiles.add(rows.parameters, rowCount), rowCount);
    const shifted = (codes: Int32Array | undefined): Int32Array =>
      codes === undefined ? new Int32Array(rowCount) : codes.map((code) => code + 1);
    this.#shares.add({
      accountCode: shifted(account),
      modelCode: shifted(rows.model),
      channelCode: shifted(rows.channel),
      timeMs: rows.timeMs,
      capability: rows.capability,
      elicitation: rows.elicitation,
    });
  }

  #countAccounts(rows: TrafficRows): void {
    const days = new Int32Array(rows.rowCount);
    for (let row = 0; row < rows.rowCount; row++) {
      const account = rows.account[row] as number;
      const time = rows.timeMs[row] as number;
      days[row] = Number.isNaN(time) || time < 0 ? -1 : Math.floor(time / DAY_MS);
      if (account < 0) continue;
      this.#exchanges[account] = (this.#exchanges[account] as number) + 1;
      if (Number.isNaN(time)) continue;
      if (!((this.#firstMs[account] as number) <= time)) this.#firstMs[account] = time;
      if (!((this.#lastMs[account] as number) >= time)) this.#lastMs[account] = time;
    }
    this.#days.addColumns(rows.account, days, rows.rowCount);
  }

  /** Sorts everything into canonical tables; the builder is used up. */
  build(): AccountTraffic {
    const accountCount = this.#names.accountIds.length;
    const tables = new Map<LinkLayer, ValueTable>();
    const tableOf = (layer: CodedLayer | 'organisation'): ValueTable | null => {
      const pairs = this.#pairs.get(layer);
      if (pairs === undefined || pairs.size === 0) return null;
      return buildValueTable(pairs, accountCount, this.#names.valueCounts[layer] ?? 0);
    };
    for (const layer of CODED_LAYERS) {
      const table = tableOf(layer);
      if (table !== null) tables.set(layer, table);
    }
    const requestProfiles = this.#requestProfileTable();
    if (requestProfiles !== null) tables.set('request_profile', requestProfiles);
    const shares = this.#shares.build();
    const profiles = elicitationProfiles(shares);
    if (profiles.accounts.length > 0) tables.set('elicitation_profile', buildValueTable(profiles, accountCount, ELICITATION_PROFILES));
    const bursts = this.#findBursts();
    for (const [layer, { table }] of bursts) tables.set(layer, table);
    const dayNumbers = this.#days.values;
    let firstDay = Number.POSITIVE_INFINITY;
    let lastDay = -1;
    for (const day of dayNumbers) {
      if (day < firstDay) firstDay = day;
      if (day > lastDay) lastDay = day;
    }
    if (lastDay < 0) firstDay = 0;
    const days = buildValueTable(
      { accounts: this.#days.accounts, values: dayNumbers.map((day) => day - firstDay), counts: this.#days.counts },
      accountCount,
      Math.max(0, lastDay - firstDay + 1),
    );
    return {
      accountIds: this.#names.accountIds,
      models: this.#names.models ?? [],
      modelUse: { account: this.#models.pairs.accounts, model: this.#models.pairs.values, firstMs: this.#models.firstMs },
      exchangeCount: this.#rows,
      exchangesOf: this.#exchanges,
      firstMs: this.#firstMs,
      lastMs: this.#lastMs,
      tables,
      bursts,
      organisations: tableOf('organisation'),
      days,
      firstDay,
      activity: this.#activity.build(),
      shares,
    };
  }

  #requestProfileTable(): ValueTable | null {
    if (this.#profilePairs.size === 0 || this.#profiles.isTooVaried) return null;
    const { accounts, values, counts } = this.#profilePairs;
    const canonical = this.#profiles.canonicalNumbers();
    const pairs = { accounts, values: values.map((number) => canonical[number] as number), counts };
    return buildValueTable(pairs, this.#names.accountIds.length, this.#profiles.count);
  }

  /** Bursts of each layer for which the log has times; a layer without any burst still has its empty table. */
  #findBursts(): Map<LinkLayer, Bursts> {
    const accountCount = this.#names.accountIds.length;
    const bursts = new Map<LinkLayer, Bursts>();
    const find = (layer: LinkLayer, acts: Acts, scales: readonly BurstScale[]): void => {
      if (acts.account.length > 0) bursts.set(layer, findBursts(acts, scales, accountCount));
    };
    const { productOfUserAgent, signUpMs } = this.#names;
    if (productOfUserAgent !== undefined) find('user_agent_upgrade', upgrades(this.#userAgents, productOfUserAgent), CHANGE_SCALES);
    find('model_switch', modelSwitches(this.#models), CHANGE_SCALES);
    find('sign_up', signUps(this.#firstMs, signUpMs ?? null), SIGN_UP_SCALES);
    return bursts;
  }
}
