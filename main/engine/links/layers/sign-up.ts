import type { LayerRule } from '../layer-rule.ts';
import { burstReason, countedNoun, countText } from '../wording.ts';

/** Accounts made in one batch. Courses, promotions and launches make such bursts too. */
export const SIGN_UP_LAYER: LayerRule = {
  layer: 'sign_up',
  columns: ['ts'],
  test: 'burst',
  joins: 'tied',
  fullWeight: 0.2,
  linkReason: (facts) => burstReason(facts, 'began'),
  campaignReason: (facts) =>
    `${countText(facts.coveredMembers)} of ${countText(facts.members)} members began in ${countedNoun(facts.exclusiveValues, 'batch', 'batches')} of mostly members`,
  untiedReason: 'not begun in the same batch',
};
