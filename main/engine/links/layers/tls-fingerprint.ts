import type { LayerRule } from '../layer-rule.ts';
import { countedNoun, countText, sharedValueReason } from '../wording.ts';

/** The same TLS client fingerprint; kinds of fingerprint (ja3:, ja4:) never compare equal. */
export const TLS_FINGERPRINT_LAYER: LayerRule = {
  layer: 'tls_fingerprint',
  columns: ['tls_fingerprint'],
  test: 'co-occurrence',
  joins: 'tied',
  fullWeight: 0.3,
  linkReason: (facts) => sharedValueReason(facts, 'used', 'TLS fingerprint', 'TLS fingerprints'),
  campaignReason: (facts) =>
    `${countText(facts.coveredMembers)} of ${countText(facts.members)} members share ${countedNoun(facts.exclusiveValues, 'TLS fingerprint', 'TLS fingerprints')} used almost only by members`,
  untiedReason: 'no TLS fingerprint in common beyond chance',
};
