import { Failure } from '../domain/failure.ts';
import type { OperationPlan } from './operation.ts';

/** What a scenario puts into the population besides ordinary customers. Shares are of all accounts, 0 to 1. */
export interface Scenario {
  readonly operations: readonly OperationPlan[];
  readonly popularAppShare: number;
  readonly campusShare: number;
  readonly fleetShare: number;
}

const HARVEST: OperationPlan = {
  name: 'harvest',
  accountShare: 0.04,
  accountsPerCard: 8,
  addressesPerAccount: 3,
  wrappersPerCapability: 2,
  relayShare: 0.6,
  benignShare: 0.08,
  exchangesPerAccountDay: 26,
  capabilities: [
    ['software_engineering', 58],
    ['agentic_tool_use', 42],
  ],
  elicitation: 'reasoning_trace',
};
const QUIET: Scenario = { operations: [], popularAppShare: 0, campusShare: 0, fleetShare: 0 };

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  organic: QUIET,
  planted: { ...QUIET, operations: [HARVEST] },
  'popular-app': { ...QUIET, popularAppShare: 0.25 },
  campus: { ...QUIET, campusShare: 0.12 },
  'company-fleet': { ...QUIET, fleetShare: 0.03 },
  hydra: {
    ...QUIET,
    operations: [{ ...HARVEST, name: 'hydra', accountsPerCard: 4, addressesPerAccount: 8, relayShare: 0.3, benignShare: 0.5 }],
  },
  'two-campaigns': {
    ...QUIET,
    operations: [
      { ...HARVEST, accountShare: 0.025 },
      {
        ...HARVEST,
        name: 'mathematics harvest',
        accountShare: 0.025,
        capabilities: [
          ['mathematics', 60],
          ['reasoning', 40],
        ],
      },
    ],
  },
};

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
}
export const DEFAULT_SIMULATION: SimulationOptions = { exchanges: 60_000, accounts: 2_000, seed: 1 };

/** Days of simulated traffic, from the first of March 2026, a Sunday. */
export const PERIOD_DAYS = 21;
export const PERIOD_START_MS = Date.UTC(2026, 2, 1);
/** Campaigns hold at most this share of all exchanges together. */
export const CAMPAIGN_EXCHANGE_SHARE = 0.25;
