import type { LayerRule } from '../layer-rule.ts';
import { burstReason, countedNoun, countText } from '../wording.ts';

/** A model turned to in the same minutes or hours, beyond what other accounts do at that time. A release makes many curious at once. */
export const MODEL_SWITCH_LAYER: LayerRule = {
  layer: 'model_switch',
  columns: ['request_model', 'ts'],
  test: 'burst',
  joins: 'tied',
  fullWeight: 0.2,
  linkReason: (facts) => burstReason(facts, 'turned to the same model'),
  campaignReason: (facts) =>
    `${countText(facts.coveredMembers)} of ${countText(facts.members)} members turned to a model together, in ${countedNoun(facts.exclusiveValues, 'burst')} of mostly members`,
  untiedReason: 'no change of model at the same time beyond what others did',
};
