import type { ExchangeFilter } from '../../../preload/contract.ts';

export interface FilterChip {
  readonly name: string;
  /** Untrusted text, or empty. */
  readonly value: string;
  /** The conditions that it stands for. */
  readonly of: readonly (keyof ExchangeFilter)[];
}

/** Conditions that have no field of their own in the filter bar, in words. */
export function chipsOf({ outsideCampaigns, model, fromDay, toDay }: ExchangeFilter): readonly FilterChip[] {
  const chips: FilterChip[] = [];
  if (outsideCampaigns === true) chips.push({ name: 'in no campaign', value: '', of: ['outsideCampaigns'] });
  if (model !== undefined) chips.push({ name: 'model', value: model, of: ['model'] });
  if (fromDay !== undefined && toDay !== undefined)
    chips.push({ name: 'days', value: fromDay === toDay ? fromDay : `${fromDay} to ${toDay}`, of: ['fromDay', 'toDay'] });
  else if (fromDay !== undefined) chips.push({ name: 'from', value: fromDay, of: ['fromDay'] });
  else if (toDay !== undefined) chips.push({ name: 'up to', value: toDay, of: ['toDay'] });
  return chips;
}

export function withoutChip(filter: ExchangeFilter, { of }: FilterChip): ExchangeFilter {
  return Object.fromEntries(Object.entries(filter).filter(([name]) => !(of as readonly string[]).includes(name)));
}
