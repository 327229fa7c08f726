import type { Control } from '../../../main/engine/simulation/population.ts';
import type { SimulatedExchange } from '../../../main/engine/simulation/record.ts';
import type { SimulationOptions } from '../../../main/engine/simulation/scenario.ts';
import { createSimulation } from '../../../main/engine/simulation/traffic.ts';
import type { PlantedCampaign, Truth } from '../../../main/engine/simulation/truth.ts';

export interface Run {
  readonly truth: Truth;
  readonly rows: readonly SimulatedExchange[];
  /** The first planted campaign; throws where there is none. */
  readonly campaign: PlantedCampaign;
  /** Rows of the accounts of the first campaign, and of everybody in no campaign. */
  readonly own: readonly SimulatedExchange[];
  readonly others: readonly SimulatedExchange[];
}

export const SIZE = { exchanges: 8_000, accounts: 500, seed: 7 };

export function run(scenario: string, options: SimulationOptions = SIZE): Run {
  const simulation = createSimulation(scenario, options);
  const { truth } = simulation;
  const rows = [...simulation.exchanges()];
  const first = new Set(truth.campaigns[0]?.accounts);
  const all = new Set(truth.campaigns.flatMap((campaign) => campaign.accounts));
  return {
    truth,
    rows,
    get campaign() {
      const [campaign] = truth.campaigns;
      if (campaign === undefined) throw new TypeError('nothing is planted');
      return campaign;
    },
    own: rows.filter((row) => first.has(row.account_id ?? '')),
    others: rows.filter((row) => !all.has(row.account_id ?? '')),
  };
}

/** Accounts that hold each value. */
export function holders(
  rows: readonly SimulatedExchange[],
  read: (row: SimulatedExchange) => string | null | undefined,
): Map<string, Set<string>> {
  const byValue = new Map<string, Set<string>>();
  for (const row of rows) {
    const value = read(row) ?? null;
    if (value === null) continue;
    byValue.set(value, (byValue.get(value) ?? new Set()).add(row.account_id ?? ''));
  }
  return byValue;
}

/** The most accounts that hold one value. */
export const widest = (byValue: ReadonlyMap<string, ReadonlySet<string>>): number =>
  Math.max(0, ...[...byValue.values()].map((accounts) => accounts.size));

export function control(truth: Truth, kind: Control['kind'], name?: string): Control {
  const found = truth.controls.find((one) => one.kind === kind && (name === undefined || one.name === name));
  if (found === undefined) throw new TypeError(`no control ${kind}`);
  return found;
}

export const rowsOf = (rows: readonly SimulatedExchange[], accounts: readonly string[]): SimulatedExchange[] => {
  const wanted = new Set(accounts);
  return rows.filter((row) => wanted.has(row.account_id ?? ''));
};

export const timeOf = (row: SimulatedExchange | undefined): number => Date.parse(row?.ts ?? '');

/** First and last exchange of each account, in milliseconds. */
export function lives(rows: readonly SimulatedExchange[]): Map<string, { first: number; last: number; count: number }> {
  const byAccount = new Map<string, { first: number; last: number; count: number }>();
  for (const row of rows) {
    const at = timeOf(row);
    const life = byAccount.get(row.account_id ?? '');
    if (life === undefined) byAccount.set(row.account_id ?? '', { first: at, last: at, count: 1 });
    else {
      life.last = at;
      life.count++;
    }
  }
  return byAccount;
}

/** Standard deviation over mean. */
export function variation(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) / mean;
}
