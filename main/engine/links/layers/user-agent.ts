import type { LayerRule } from '../layer-rule.ts';
import { countedNoun, countText, sharedValueReason } from '../wording.ts';

/** The same user agent, version included. */
export const USER_AGENT_LAYER: LayerRule = {
  layer: 'user_agent',
  columns: ['user_agent'],
  test: 'co-occurrence',
  joins: 'tied',
  fullWeight: 0.3,
  linkReason: (facts) => sharedValueReason(facts, 'used', 'user agent', 'user agents'),
  campaignReason: (facts) =>
    `${countText(facts.coveredMembers)} of ${countText(facts.members)} members share ${countedNoun(facts.exclusiveValues, 'user agent', 'user agents')} used almost only by members`,
  untiedReason: 'no user agent in common beyond chance',
};
