import { Failure } from '../domain/failure.ts';
import { ATTACKS, type OperationPlan } from './plans.ts';
import type { TaskText } from './prompts.ts';

/** A group of accounts that look alike for an innocent reason: a share of all accounts, held within limits. */
export interface ControlPlan {
  readonly kind: 'popular-app' | 'campus' | 'company' | 'reseller' | 'eval-vendor' | 'hackathon' | 'release-rush';
  readonly name: string;
  readonly share: number;
  readonly least: number;
  readonly most: number;
}

/** What a scenario puts into the population besides ordinary customers. */
export interface Scenario {
  readonly operations: readonly OperationPlan[];
  readonly controls: readonly ControlPlan[];
}

const control = (kind: ControlPlan['kind'], name: string, share: number, least: number, most: number): Scenario => ({
  operations: [],
  controls: [{ kind, name, share, least, most }],
});

const CONTROLS: Readonly<Record<string, Scenario>> = {
  organic: { operations: [], controls: [] },
  'popular-app': control('popular-app', 'everyday', 0.25, 12, Number.POSITIVE_INFINITY),
  campus: control('campus', 'campus', 0.12, 12, 2_000),
  'company-fleet': control('company', 'fleet', 0.03, 12, 400),
  reseller: control('reseller', 'open gateway', 0.05, 20, 600),
  'eval-vendor': control('eval-vendor', 'evaluation vendor', 0.015, 12, 120),
  hackathon: control('hackathon', 'hackathon', 0.04, 30, 500),
  'release-rush': control('release-rush', 'release rush', 0.12, 40, 3_000),
};

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  ...Object.fromEntries(Object.entries(ATTACKS).map(([name, operations]) => [name, { operations, controls: [] }])),
  ...CONTROLS,
};

export const ATTACK_NAMES: readonly string[] = Object.keys(ATTACKS);
export const CONTROL_NAMES: readonly string[] = Object.keys(CONTROLS);
export const SCENARIO_NAMES: readonly string[] = Object.keys(SCENARIOS);

/** The scenario of that name. Throws scenario-unknown. */
export function findScenario(name: string): Scenario {
  const scenario = Object.hasOwn(SCENARIOS, name) ? SCENARIOS[name] : undefined;
  if (scenario === undefined)
    throw new Failure('scenario-unknown', `no scenario is called ${name}; there are ${SCENARIO_NAMES.join(', ')}`, { scenario: name });
  return scenario;
}

export interface SimulationOptions {
  readonly exchanges: number;
  readonly accounts: number;
  readonly seed: number;
  /** Real texts to ask instead of those that the grammars write. */
  readonly prompts?: readonly TaskText[];
}
export const DEFAULT_SIMULATION: SimulationOptions = { exchanges: 60_000, accounts: 2_000, seed: 1 };

/** Days of simulated traffic, from the first of March 2026, a Sunday. */
export const PERIOD_DAYS = 21;
export const PERIOD_START_MS = Date.UTC(2026, 2, 1);
/** Campaigns hold at most this share of all exchanges together. */
export const CAMPAIGN_EXCHANGE_SHARE = 0.25;
