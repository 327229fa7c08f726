import type { AnalysisSettings } from '../domain/campaign.ts';

export type LinkSettings = Pick<AnalysisSettings, 'seed' | 'maxAccountsPerValue' | 'linkFalseDiscoveryRate' | 'minAccounts'>;

/** Pairs of accounts that one layer may draw; beyond it the most common values are left out, as the rarest say most. */
export const PAIR_BUDGET = 6_000_000;
