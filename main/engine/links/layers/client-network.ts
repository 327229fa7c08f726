import type { LayerRule } from '../layer-rule.ts';
import { countedNoun, countText, sharedValueReason } from '../wording.ts';

/** Addresses of the same network. Too common to hold accounts together alone: it only adds to other evidence. */
export const CLIENT_NETWORK_LAYER: LayerRule = {
  layer: 'client_ip_24',
  columns: ['client_ip'],
  test: 'co-occurrence',
  joins: 'tied',
  fullWeight: 0.06,
  linkReason: (facts) => sharedValueReason(facts, 'sent from', 'network (/24, for IPv6 /48)', 'networks (/24, for IPv6 /48)'),
  campaignReason: (facts) =>
    `${countText(facts.coveredMembers)} of ${countText(facts.members)} members share ${countedNoun(facts.exclusiveValues, 'network (/24, for IPv6 /48)', 'networks (/24, for IPv6 /48)')} used almost only by members`,
  untiedReason: 'no network in common beyond chance',
};
