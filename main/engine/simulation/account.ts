import type { Capability, Elicitation } from '../domain/capability.ts';
import type { RandomSource } from '../statistics/random.ts';
import type { App, Client } from './clients.ts';
import type { WeightedIndex } from './draw.ts';
import type { Origin, Region } from './network.ts';
import type { Adoption } from './release.ts';

/** Who is billed, as the log names it. */
export interface Identity {
  readonly id: string;
  readonly orgId: string;
  readonly apiKeyId: string;
  /** Null on free credits. */
  readonly paymentHash: string | null;
}

/** One ordinary customer with its habits. A mixed account of a campaign has one as well, for the part that is not harvest. */
export interface SimulatedAccount extends Identity {
  readonly region: Region;
  /** Address and network of an exchange at a day of the period. */
  readonly drawOrigin: (day: number, random: RandomSource) => Origin;
  readonly client: Client;
  readonly app: App | null;
  /** Days after a release of its client until the customer runs it; Infinity for those who never upgrade. */
  readonly upgradeLagDays: number;
  readonly endpoint: string;
  readonly models: readonly string[];
  readonly adoption: Adoption | null;
  readonly capabilities: readonly Capability[];
  readonly capabilityWeights: WeightedIndex;
  /** Words that the customer puts around its texts, and how often. */
  readonly habit: { readonly wrap: (text: string) => string; readonly share: number } | null;
  /** Asks of one kind only, as an evaluator has; null draws as people do. */
  readonly elicitation: Elicitation | null;
  readonly maxTokens: number | null;
  readonly temperature: number | null;
  /** How much more or less than others. */
  readonly volume: number;
  readonly startDay: number;
  /** Milliseconds into its first day before which nothing is sent. */
  readonly startMillisecond: number;
  readonly endDay: number;
  /** Milliseconds into its last day after which nothing is sent. */
  readonly endMillisecond: number;
  /** Weight of Saturday and Sunday against a weekday. */
  readonly weekendFactor: number;
  /** Share of days with any use. */
  readonly diligence: number;
  /** How much days differ: sigma of the logarithm. */
  readonly moodSigma: number;
  /** Local hour in which the account is busiest. */
  readonly peakHour: number;
  /** How flat the day is: 0 sleeps at night, 1 round the clock. */
  readonly roundTheClock: number;
  /** Minute of the hour at which a scheduled job runs; null for people. */
  readonly cronMinute: number | null;
  readonly followUpShare: number;
}
