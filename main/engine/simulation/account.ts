import type { Capability } from '../domain/capability.ts';
import type { RandomSource } from '../statistics/random.ts';
import type { App, Client } from './clients.ts';
import type { WeightedIndex } from './draw.ts';
import type { Region } from './network.ts';
import type { Operation } from './operation.ts';

/** One paying customer with its habits. */
export interface SimulatedAccount {
  readonly id: string;
  readonly orgId: string;
  readonly apiKeyId: string;
  readonly paymentHash: string;
  readonly region: Region;
  /** Address and network of an exchange at a day of the period. */
  readonly drawOrigin: (day: number, random: RandomSource) => Origin;
  readonly client: Client;
  readonly app: App | null;
  /** The user agent index a customer is on, before upgrades. */
  readonly firstVersion: number;
  readonly models: readonly string[];
  readonly capabilities: readonly Capability[];
  readonly capabilityWeights: WeightedIndex;
  /** How much more or less than others. */
  readonly volume: number;
  readonly startDay: number;
  readonly endDay: number;
  /** Weight of Saturday and Sunday against a weekday. */
  readonly weekendFactor: number;
  /** Share of days with any use. */
  readonly diligence: number;
  /** Local hour in which the account is busiest. */
  readonly peakHour: number;
  /** How flat the day is: 0 sleeps at night, 1 round the clock. */
  readonly roundTheClock: number;
  readonly followUpShare: number;
  readonly operation: Operation | null;
}

export interface Origin {
  readonly address: string;
  readonly asn: number;
  readonly country: string;
}
