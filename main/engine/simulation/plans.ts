import type { Capability, Elicitation } from '../domain/capability.ts';

/** What an account of a campaign may show to the log. An account that hides one looks like any customer there. */
export const TRACES = ['payment', 'client_ip', 'template', 'tool_schema', 'user_agent', 'request_profile', 'elicitation'] as const;
export type Trace = (typeof TRACES)[number];

/** How one planted campaign works. Shares are 0 to 1. */
export interface OperationPlan {
  readonly name: string;
  /** Share of all accounts, held within the limits. */
  readonly accountShare: number;
  readonly fewestAccounts: number;
  readonly mostAccounts: number;
  /** Operations of one scenario with the same relay share its exits and software. */
  readonly relay: string;
  /** Accounts paid by one card, at most. */
  readonly accountsPerCard: number;
  /** A pool of proxies used by all, a few of one provider for each account, or a new residential address for every request (anywhere, or in the account's own country). */
  readonly network: 'pool' | 'own-proxy' | 'residential' | 'residential-local';
  /** Proxy addresses for each account; below one, several accounts have one between them. */
  readonly addressesPerAccount: number;
  readonly wording: 'fixed' | 'paraphrased';
  readonly wrappersPerCapability: number;
  /** Which tasks carry the campaign's tools. */
  readonly tools: 'agentic' | 'all';
  /** A relay with its own name, a relay that passes for the vendor's command line and upgrades as one, or one old library version. */
  readonly software: 'relay' | 'posing-relay' | 'frozen';
  /** Share of harvest sent with that software; the rest with the account's own. */
  readonly relayShare: number;
  /** Work goes to the account used longest ago, or to the less busy of two. */
  readonly scheduling: 'least-recent' | 'less-busy';
  /** Minutes for which a work stream stays with its account. */
  readonly stickyMinutes: number;
  /** Mean of the delay added to each request. */
  readonly jitterMinutes: number;
  /** Accounts rest for eight hours in their own night. */
  readonly sleeps: boolean;
  /** Days until an account is banned or given up and a successor takes its place within a day. */
  readonly lifetimeDays: readonly [least: number, most: number] | null;
  readonly signUps: 'batches' | 'scattered';
  /** Most of the work moves to a new model within a day of its release. */
  readonly pivots: boolean;
  readonly exchangesPerAccountDay: number;
  /** Share of each account's exchanges that is ordinary use by an ordinary customer. */
  readonly benignShare: number;
  readonly capabilities: readonly (readonly [Capability, number])[];
  readonly elicitation: Elicitation;
  /** What each part of the accounts shows; accounts take the parts in turn. */
  readonly cells: readonly (readonly Trace[])[];
}

const SOFTWARE_AND_TOOLS = [
  ['software_engineering', 58],
  ['agentic_tool_use', 42],
] as const;
const MATHEMATICS_AND_REASONING = [
  ['mathematics', 60],
  ['reasoning', 40],
] as const;

const HARVEST: OperationPlan = {
  name: 'harvest',
  accountShare: 0.04,
  fewestAccounts: 2,
  mostAccounts: Number.POSITIVE_INFINITY,
  relay: 'relay',
  accountsPerCard: 8,
  network: 'pool',
  addressesPerAccount: 3,
  wording: 'fixed',
  wrappersPerCapability: 2,
  tools: 'agentic',
  software: 'relay',
  relayShare: 0.6,
  scheduling: 'less-busy',
  stickyMinutes: 0,
  jitterMinutes: 0,
  sleeps: false,
  lifetimeDays: null,
  signUps: 'batches',
  pivots: true,
  exchangesPerAccountDay: 26,
  benignShare: 0,
  capabilities: SOFTWARE_AND_TOOLS,
  elicitation: 'reasoning_trace',
  cells: [TRACES],
};

const NAIVE: OperationPlan = {
  ...HARVEST,
  name: 'naive',
  accountsPerCard: 12,
  addressesPerAccount: 0.15,
  wrappersPerCapability: 1,
  software: 'frozen',
  relayShare: 1,
};
const RESIDENTIAL: OperationPlan = { ...HARVEST, name: 'residential', network: 'residential', accountsPerCard: 4, relayShare: 0.5 };
const PARAPHRASED: OperationPlan = {
  ...HARVEST,
  name: 'paraphrased',
  wording: 'paraphrased',
  tools: 'all',
  accountsPerCard: 5,
  addressesPerAccount: 4,
  relayShare: 0.4,
};
const CHURN: OperationPlan = {
  ...HARVEST,
  name: 'churn',
  lifetimeDays: [3, 7],
  jitterMinutes: 25,
  sleeps: true,
  accountsPerCard: 4,
  addressesPerAccount: 4,
  relayShare: 0.4,
};
const benignMix = (share: number): OperationPlan => ({
  ...HARVEST,
  name: `benign mix ${share * 100}`,
  benignShare: share,
  accountsPerCard: 5,
  addressesPerAccount: 4,
  relayShare: 0.5,
});
const COMBINED: OperationPlan = {
  ...HARVEST,
  name: 'combined',
  network: 'residential-local',
  wording: 'paraphrased',
  tools: 'all',
  signUps: 'scattered',
  benignShare: 0.5,
  accountsPerCard: 3,
  relayShare: 0.5,
  software: 'posing-relay',
  lifetimeDays: [3, 7],
  jitterMinutes: 25,
  sleeps: true,
  cells: [
    ['payment'],
    ['payment', 'tool_schema'],
    ['tool_schema', 'request_profile'],
    ['payment', 'user_agent'],
    ['user_agent', 'tool_schema'],
    ['payment', 'elicitation', 'request_profile'],
  ],
};
const LAYER_SPLIT: OperationPlan = {
  ...HARVEST,
  name: 'layer split',
  accountsPerCard: 6,
  addressesPerAccount: 2,
  signUps: 'scattered',
  relayShare: 1,
  cells: [
    ['payment'],
    ['payment', 'client_ip'],
    ['client_ip'],
    ['client_ip', 'template', 'elicitation'],
    ['template', 'elicitation'],
    ['template', 'tool_schema', 'elicitation'],
    ['tool_schema'],
    ['tool_schema', 'payment'],
  ],
};

/** What each attack scenario plants. */
export const ATTACKS: Readonly<Record<string, readonly OperationPlan[]>> = {
  planted: [HARVEST],
  'two-campaigns': [
    { ...HARVEST, accountShare: 0.025 },
    { ...HARVEST, name: 'mathematics harvest', relay: 'second relay', accountShare: 0.025, capabilities: MATHEMATICS_AND_REASONING },
  ],
  naive: [NAIVE],
  hydra: [
    {
      ...HARVEST,
      name: 'hydra',
      accountsPerCard: 4,
      network: 'own-proxy',
      addressesPerAccount: 3,
      wrappersPerCapability: 8,
      software: 'posing-relay',
      relayShare: 1,
      scheduling: 'least-recent',
      stickyMinutes: 60,
    },
  ],
  residential: [RESIDENTIAL],
  paraphrased: [PARAPHRASED],
  'benign-mix-50': [benignMix(0.5)],
  'benign-mix-90': [benignMix(0.9)],
  churn: [CHURN],
  'two-on-one-relay': [
    { ...HARVEST, name: 'first operator', accountShare: 0.025, accountsPerCard: 5 },
    {
      ...HARVEST,
      name: 'second operator',
      accountShare: 0.025,
      accountsPerCard: 5,
      capabilities: MATHEMATICS_AND_REASONING,
      elicitation: 'rubric_grading',
    },
  ],
  small: [{ ...HARVEST, name: 'small', accountShare: 0, fewestAccounts: 20, mostAccounts: 50, accountsPerCard: 5, relayShare: 0.5 }],
  'layer-split': [LAYER_SPLIT],
  combined: [COMBINED],
};
