import type { LayerRule } from '../layer-rule.ts';
import { countedNoun, countText } from '../wording.ts';

/** The same payment instrument. An account has one, so sharing has no chance model (see the folder above): the group's size is the penalty. */
export const PAYMENT_LAYER: LayerRule = {
  layer: 'payment',
  columns: ['payment_hash'],
  test: 'group-size',
  joins: 'tied',
  fullWeight: 1,
  linkReason: (facts) => `both paid with the same card, shared by ${countText(facts.accountsOfRarest)} accounts in all`,
  campaignReason: (facts) => {
    const sizes =
      facts.smallestGroup === facts.largestGroup
        ? `${countText(facts.largestGroup)} members each`
        : `${countText(facts.smallestGroup)} to ${countText(facts.largestGroup)} members each`;
    return `${countText(facts.coveredMembers)} of ${countText(facts.members)} members pay with ${countedNoun(facts.exclusiveValues, 'shared card')}, ${sizes}`;
  },
  untiedReason: 'no card in common',
};
