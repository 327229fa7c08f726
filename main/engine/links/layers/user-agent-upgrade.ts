import type { LayerRule } from '../layer-rule.ts';
import { burstReason, countedNoun, countText } from '../wording.ts';

/** A new version of the same program taken in the same minutes or hours, beyond its roll-out to everybody. Automatic updates do this too. */
export const USER_AGENT_UPGRADE_LAYER: LayerRule = {
  layer: 'user_agent_upgrade',
  columns: ['user_agent', 'ts'],
  test: 'burst',
  joins: 'tied',
  fullWeight: 0.2,
  linkReason: (facts) => burstReason(facts, 'took the same new version of their program'),
  campaignReason: (facts) =>
    `${countText(facts.coveredMembers)} of ${countText(facts.members)} members took a new version together, in ${countedNoun(facts.exclusiveValues, 'burst')} of mostly members`,
  untiedReason: 'no upgrade at the same time beyond the roll-out',
};
