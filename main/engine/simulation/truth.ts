import type { Capability, Elicitation } from '../domain/capability.ts';
import type { Control } from './population.ts';

/** One thing that ties accounts of a campaign, under the name of the layer that could find it where there is one. */
export interface PlantedTie {
  readonly layer: string;
  /** How many accounts show it. */
  readonly accounts: number;
}

/** Accounts of a campaign that show the same things. */
export interface PlantedPart {
  readonly ties: readonly string[];
  readonly accounts: readonly string[];
}

export interface PlantedCampaign {
  readonly name: string;
  readonly accounts: readonly string[];
  /** Harvest alone; ordinary use of the same accounts is not counted. */
  readonly exchanges: number;
  /** Time of the first harvest. */
  readonly startedAt: string;
  readonly capabilities: readonly Capability[];
  readonly elicitation: Elicitation;
  readonly ties: readonly PlantedTie[];
  /** More than one when accounts show different things. */
  readonly parts: readonly PlantedPart[];
  /** When the first of its work moved to the new model; null when it never does. */
  readonly pivotAt: string | null;
  /** Share of the accounts' exchanges that is ordinary use, 0 to 1, as planned. */
  readonly benignShare: number;
  /** Harvesting exchanges of each account by its id; null when all of its exchanges are harvest. */
  readonly harvestByAccount: Readonly<Record<string, number>> | null;
}

/** What is true of simulated traffic. */
export interface Truth {
  readonly scenario: string;
  readonly seed: number;
  readonly exchanges: number;
  readonly accounts: number;
  readonly from: string;
  readonly to: string;
  /** The new model of the period. */
  readonly release: { readonly model: string; readonly at: string } | null;
  readonly campaigns: readonly PlantedCampaign[];
  readonly controls: readonly Control[];
}
