import type { LayerRule } from '../layer-rule.ts';
import { countedNoun, countText, sharedValueReason } from '../wording.ts';

/** Prompts written from the same text around changing parts; families are found by engine/templates/families.ts. */
export const TEMPLATE_LAYER: LayerRule = {
  layer: 'template',
  columns: ['skeleton_hash', 'head_hash', 'tail_hash', 'token_count', 'sketch'],
  test: 'co-occurrence',
  joins: 'all',
  fullWeight: 0.8,
  linkReason: (facts) => sharedValueReason(facts, 'sent prompts of', 'template family', 'template families'),
  campaignReason: (facts) =>
    `${countText(facts.coveredMembers)} of ${countText(facts.members)} members share ${countedNoun(facts.exclusiveValues, 'template family', 'template families')} used almost only by members`,
  untiedReason: 'no template family in common beyond chance',
};
