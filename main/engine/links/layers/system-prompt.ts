import type { LayerRule } from '../layer-rule.ts';
import { countedNoun, countText, sharedValueReason } from '../wording.ts';

/** The same system prompt, word for word. Popular apps give all their users one. */
export const SYSTEM_PROMPT_LAYER: LayerRule = {
  layer: 'system_prompt',
  columns: ['system_prompt'],
  test: 'rare-text',
  joins: 'all',
  fullWeight: 0.5,
  linkReason: (facts) => sharedValueReason(facts, 'sent', 'system prompt', 'system prompts'),
  campaignReason: (facts) =>
    `${countText(facts.coveredMembers)} of ${countText(facts.members)} members share ${countedNoun(facts.exclusiveValues, 'system prompt', 'system prompts')} used almost only by members`,
  untiedReason: 'no system prompt in common',
};
