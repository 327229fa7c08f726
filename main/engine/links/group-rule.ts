import type { GroupLayer } from '../domain/layer.ts';
import type { RandomSource } from '../statistics/random.ts';
import type { CloseLook } from './close-look.ts';
import type { Traffic } from './traffic.ts';

/** What a layer says of one group as a whole. */
export interface GroupMeasure {
  /** Against the layer's null, before correction. */
  readonly pValue: number;
  /** Whether the difference is large enough to mean anything, however sure. */
  readonly isTelling: boolean;
  /** What the group does and what matched groups of other accounts do, in one sentence. */
  readonly reason: string;
}

/** Measures one group of accounts, drawing at most so often from its null; null when there is too little to measure or nobody to compare with. */
export type MeasureGroup = (members: Int32Array, random: RandomSource, mostDraws: number) => GroupMeasure | null;

/** A layer that judges groups, after other layers have formed them. */
export interface GroupRule {
  readonly layer: GroupLayer;
  /** Columns of the facts that the layer reads; all empty makes it unavailable. */
  readonly columns: readonly string[];
  /** What would be true if the accounts had nothing to do with one another. */
  readonly nullHypothesis: string;
  /** Measures only what a close look at the rows of groups saw; without one it has nothing to measure. */
  readonly looksClosely?: true;
  /** Works out once what it needs of the whole traffic; null when the traffic lacks it. */
  readonly prepare: (traffic: Traffic, look?: CloseLook) => MeasureGroup | null;
}
