/** A family of traffic, and what Stillhunt is to reach on it. */
export interface Family {
  readonly scenario: string;
  readonly kind: 'attack' | 'control';
  /** Least mean account recall; null for controls. */
  readonly recallGoal: number | null;
}

const attack = (scenario: string, recallGoal: number): Family => ({ scenario, kind: 'attack', recallGoal });
const control = (scenario: string): Family => ({ scenario, kind: 'control', recallGoal: null });

export const FAMILIES: readonly Family[] = [
  attack('naive', 0.95),
  attack('hydra', 0.95),
  attack('residential', 0.95),
  attack('paraphrased', 0.9),
  attack('benign-mix-50', 0.9),
  attack('benign-mix-90', 0.9),
  attack('churn', 0.9),
  attack('two-on-one-relay', 0.95),
  attack('small', 0.95),
  attack('layer-split', 0.9),
  attack('combined', 0.8),
  control('organic'),
  control('popular-app'),
  control('campus'),
  control('company-fleet'),
  control('reseller'),
  control('eval-vendor'),
  control('hackathon'),
  control('release-rush'),
];

export const PRECISION_GOAL = 0.99;
export const RAND_INDEX_GOAL = 0.9;
/** Largest share of control runs with anything above a lead. */
export const CONTROL_GOAL = 0.01;
