import type { ShareTable } from '../capabilities/share-table.ts';
import { ShareTableBuilder } from '../capabilities/share-table.ts';
import type { Layer } from '../domain/layer.ts';
import { DistinctSkeletons, type SkeletonRows } from '../templates/distinct-skeletons.ts';
import { findFamilies } from '../templates/families.ts';
import { PairCounter } from './pair-counter.ts';
import { buildValueTable, type ValueTable } from './value-table.ts';

/** Layers whose value is a code; the template layer's is found from fingerprints. */
export type CodedLayer = Exclude<Layer, 'template'>;
export const CODED_LAYERS: readonly CodedLayer[] = [
  'payment',
  'system_prompt',
  'tool_schema',
  'client_ip',
  'client_ip_24',
  'user_agent',
  'tls_fingerprint',
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
  readonly capability: Uint8Array;
  readonly elicitation: Uint8Array;
}

/** The names behind canonical codes. */
export interface TrafficNames {
  /** Sorted; account code c is accountIds[c]. */
  readonly accountIds: readonly string[];
  /** How many values each coded layer has; a layer left out has none. */
  readonly valueCounts: Partial<Readonly<Record<CodedLayer | 'organisation', number>>>;
}

/** Traffic by account: all that linking and scoring reads. Independent of the order of rows. */
export interface Traffic {
  readonly accountIds: readonly string[];
  /** Rows, those without account among them. */
  readonly exchangeCount: number;
  readonly exchangesOf: Float64Array;
  /** Milliseconds since 1970, NaN for an account without times. */
  readonly firstMs: Float64Array;
  readonly lastMs: Float64Array;
  /** Layers that have values; the others are unavailable. */
  readonly tables: ReadonlyMap<Layer, ValueTable>;
  readonly organisations: ValueTable | null;
  /** Exchanges by account and day; day numbers count from 1970, and value v is day firstDay + v. */
  readonly days: ValueTable;
  readonly firstDay: number;
  readonly shares: ShareTable;
  /** Family of each distinct skeleton, and the skeletons, for finding examples. */
  readonly skeletons: DistinctSkeletons;
  readonly familyOf: Int32Array;
}

const DAY_MS = 86_400_000;

/** Gathers rows, block after block in any order, into Traffic. Memory by distinct pairs of account and value, not by rows. */
export class TrafficBuilder {
  readonly #names: TrafficNames;
  readonly #exchanges: Float64Array;
  readonly #firstMs: Float64Array;
  readonly #lastMs: Float64Array;
  readonly #pairs = new Map<CodedLayer | 'organisation', PairCounter>();
  readonly #templates = new PairCounter();
  readonly #skeletons = new DistinctSkeletons();
  readonly #days = new PairCounter();
  readonly #shares = new ShareTableBuilder();
  #rows = 0;

  constructor(names: TrafficNames) {
    const accounts = names.accountIds.length;
    this.#names = names;
    this.#exchanges = new Float64Array(accounts);
    this.#firstMs = new Float64Array(accounts).fill(Number.NaN);
    this.#lastMs = new Float64Array(accounts).fill(Number.NaN);
  }

  add(rows: TrafficRows): void {
    const { rowCount, account } = rows;
    this.#rows += rowCount;
    this.#countAccounts(rows);
    for (const [layer, codes] of Object.entries(rows.codes) as [CodedLayer | 'organisation', Int32Array][]) {
      let pairs = this.#pairs.get(layer);
      if (pairs === undefined) {
        pairs = new PairCounter();
        this.#pairs.set(layer, pairs);
      }
      pairs.addColumns(account, codes, rowCount);
    }
    const { skeletonHash, headHash, tailHash, tokenCount, sketch } = rows;
    if (
      skeletonHash !== undefined &&
      headHash !== undefined &&
      tailHash !== undefined &&
      tokenCount !== undefined &&
      sketch !== undefined
    ) {
      const numbers = new Int32Array(rowCount);
      this.#skeletons.add({ skeletonHash, headHash, tailHash, tokenCount, sketch }, rowCount, numbers);
      this.#templates.addColumns(account, numbers, rowCount);
    }
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
  build(): Traffic {
    const accountCount = this.#names.accountIds.length;
    const tables = new Map<Layer, ValueTable>();
    const tableOf = (layer: CodedLayer | 'organisation'): ValueTable | null => {
      const pairs = this.#pairs.get(layer);
      if (pairs === undefined || pairs.size === 0) return null;
      return buildValueTable(pairs, accountCount, this.#names.valueCounts[layer] ?? 0);
    };
    for (const layer of CODED_LAYERS) {
      const table = tableOf(layer);
      if (table !== null) tables.set(layer, table);
    }
    const { familyOf, familyCount } = findFamilies(this.#skeletons, {
      accountCount,
      accounts: this.#templates.accounts,
      skeletons: this.#templates.values,
    });
    if (familyCount > 0) tables.set('template', this.#familyTable(familyOf, familyCount));
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
      exchangeCount: this.#rows,
      exchangesOf: this.#exchanges,
      firstMs: this.#firstMs,
      lastMs: this.#lastMs,
      tables,
      organisations: tableOf('organisation'),
      days,
      firstDay,
      shares: this.#shares.build(),
      skeletons: this.#skeletons,
      familyOf,
    };
  }

  #familyTable(familyOf: Int32Array, familyCount: number): ValueTable {
    const byFamily = new PairCounter();
    const { accounts, values, counts } = this.#templates;
    for (let i = 0; i < accounts.length; i++) {
      byFamily.add(accounts[i] as number, familyOf[values[i] as number] as number, counts[i] as number);
    }
    return buildValueTable(byFamily, this.#names.accountIds.length, familyCount);
  }
}
