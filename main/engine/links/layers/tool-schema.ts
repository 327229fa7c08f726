import type { LayerRule } from '../layer-rule.ts';
import { countedNoun, countText, sharedValueReason } from '../wording.ts';

/** The same tool definitions, word for word. */
export const TOOL_SCHEMA_LAYER: LayerRule = {
  layer: 'tool_schema',
  columns: ['tool_definitions'],
  test: 'rare-text',
  joins: 'all',
  fullWeight: 0.5,
  linkReason: (facts) => sharedValueReason(facts, 'declared', 'tool schema', 'tool schemas'),
  campaignReason: (facts) =>
    `${countText(facts.coveredMembers)} of ${countText(facts.members)} members share ${countedNoun(facts.exclusiveValues, 'tool schema', 'tool schemas')} used almost only by members`,
  untiedReason: 'no tool schema in common',
};
