import type { LinkFacts } from './layer-rule.ts';

/** 28800000 as 28,800,000. */
export function countText(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A share as a whole percentage; never 0 % or 100 % when something or something else is there. */
export function percentText(share: number): string {
  if (share > 0 && share < 0.01) return 'under 1 %';
  if (share > 0.99 && share < 1) return 'over 99 %';
  return `${Math.round(share * 100)} %`;
}

/** "3 cards", "1 card". */
export function countedNoun(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** Two significant digits of a small expected number. */
export function expectedText(value: number): string {
  if (value >= 10) return countText(value);
  return value < 0.001 ? 'under 0.001' : String(Number(value.toPrecision(2)));
}

/** The sentence most layers share: what both used, how rare it is, what chance would give. */
export function sharedValueReason(facts: LinkFacts, verb: string, one: string, many: string): string {
  const rarity = `${countText(facts.accountsOfRarest)} of ${countText(facts.accountCount)} accounts`;
  const what =
    facts.sharedValues === 1
      ? `both ${verb} the same ${one}, used by ${rarity}`
      : `both ${verb} ${countText(facts.sharedValues)} of the same ${many}, the rarest used by ${rarity}`;
  if (!Number.isNaN(facts.corroboration)) {
    return `${what}; ${percentText(facts.corroboration)} of those accounts are also tied to one another by independent evidence`;
  }
  return Number.isNaN(facts.expectedShared) ? what : `${what}; expected by chance: ${expectedText(facts.expectedShared)}`;
}

/** What two accounts of one burst did at the same time, and how many more did it than expected. */
export function burstReason(facts: LinkFacts, what: string): string {
  const when = `both ${what} in the same burst of ${countText(facts.accountsOfRarest)} accounts`;
  if (!Number.isNaN(facts.corroboration))
    return `${when}; ${percentText(facts.corroboration)} of those accounts are also tied to one another by independent evidence`;
  return `${when}, where ${expectedText(facts.expectedShared)} ${facts.expectedShared === 1 ? 'is' : 'are'} expected`;
}

/** A number without unit in two decimals. */
export function ratioText(value: number): string {
  return value.toFixed(2);
}
