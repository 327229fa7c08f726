import type { LayerRule } from '../layer-rule.ts';
import { countedNoun, countText, sharedValueReason } from '../wording.ts';

/** The same client address. Offices, campuses and mobile carriers put many people behind one. */
export const CLIENT_IP_LAYER: LayerRule = {
  layer: 'client_ip',
  columns: ['client_ip'],
  test: 'co-occurrence',
  joins: 'tied',
  fullWeight: 0.7,
  linkReason: (facts) => sharedValueReason(facts, 'sent from', 'address', 'addresses'),
  campaignReason: (facts) =>
    `${countText(facts.coveredMembers)} of ${countText(facts.members)} members share ${countedNoun(facts.exclusiveValues, 'address', 'addresses')} used almost only by members`,
  untiedReason: 'no address in common beyond chance',
};
