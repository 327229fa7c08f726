import type { LayerRule } from '../layer-rule.ts';
import { countedNoun, countText, sharedValueReason } from '../wording.ts';

/** The same request parameters: most tokens asked for, temperature, top p, answers a request. Defaults say little, so only what cards or addresses tie counts. */
export const REQUEST_PROFILE_LAYER: LayerRule = {
  layer: 'request_profile',
  columns: ['max_tokens', 'temperature', 'top_p', 'n'],
  test: 'profile',
  joins: 'tied',
  fullWeight: 0.3,
  linkReason: (facts) => sharedValueReason(facts, 'sent', 'set of request parameters', 'sets of request parameters'),
  campaignReason: (facts) =>
    `${countText(facts.coveredMembers)} of ${countText(facts.members)} members send ${countedNoun(facts.exclusiveValues, 'set')} of request parameters used almost only by members`,
  untiedReason: 'no request parameters in common that cards or addresses confirm',
};
