import type { LayerRule } from '../layer-rule.ts';
import { countedNoun, countText, sharedValueReason } from '../wording.ts';

/** The same way of asking for the same thing as a habit, such as full reasoning traces of mathematics. Teachers and graders have such habits too. */
export const ELICITATION_PROFILE_LAYER: LayerRule = {
  layer: 'elicitation_profile',
  columns: ['capability', 'elicitation'],
  test: 'profile',
  joins: 'tied',
  fullWeight: 0.4,
  linkReason: (facts) => sharedValueReason(facts, 'have', 'elicitation profile', 'elicitation profiles'),
  campaignReason: (facts) =>
    `${countText(facts.coveredMembers)} of ${countText(facts.members)} members share ${countedNoun(facts.exclusiveValues, 'elicitation profile')} that mostly members have`,
  untiedReason: 'no elicitation profile in common that cards or addresses confirm',
};
