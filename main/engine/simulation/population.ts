import type { RandomSource } from '../statistics/random.ts';
import type { SimulatedAccount } from './account.ts';
import { createCampus, createCompany, GROUP_MAKERS } from './controls.ts';
import { createCustomer, type Draft } from './customers.ts';
import { between, hex } from './draw.ts';
import type { ControlPlan, Scenario } from './scenario.ts';
import type { World } from './world.ts';

/** Accounts that look alike for an innocent reason, by what they share. */
export interface Control {
  readonly kind: 'shared-card' | ControlPlan['kind'];
  readonly name: string;
  readonly accounts: readonly string[];
}

export interface Population {
  readonly accounts: readonly SimulatedAccount[];
  readonly controls: readonly Control[];
}

/** Ordinary customers, `count` of them: the scenario's special group, companies, offices, and individuals. */
export function createPopulation(count: number, scenario: Scenario, world: World, random: RandomSource): Population {
  const drafts: Draft[] = [];
  const groups: { kind: Control['kind']; name: string; members: number[] }[] = [];
  const addGroup = (kind: Control['kind'], name: string, members: readonly Draft[]): void => {
    groups.push({ kind, name, members: members.map((draft) => drafts.push(draft) - 1) });
  };
  for (const { kind, name, share, least, most } of scenario.controls) {
    const size = Math.min(count - drafts.length, Math.max(least, Math.min(most, Math.round(count * share))));
    if (size > 0) addGroup(kind, name, GROUP_MAKERS[kind](size, world, random));
  }
  const special = drafts.length;
  const until = (share: number): number => Math.min(count, special + count * share);
  while (drafts.length < until(0.12))
    addGroup('company', `company ${groups.length}`, createCompany(Math.min(between(3, 9, random), count - drafts.length), world, random));
  while (drafts.length < until(0.2))
    addGroup('campus', `office ${groups.length}`, createCampus(Math.min(between(3, 25, random), count - drafts.length), world, random));
  while (drafts.length < count) drafts.push(createCustomer(world, random));

  shareCards(drafts, random, (members) => groups.push({ kind: 'shared-card', name: `card ${groups.length}`, members }));
  const accounts = drafts.map((draft): SimulatedAccount => ({ ...draft, id: `acct_${hex(12, random)}` }));
  const controls = groups.map(({ kind, name, members }) => ({
    kind,
    name,
    accounts: members.map((i) => (accounts[i] as SimulatedAccount).id).sort(),
  }));
  return { accounts, controls };
}

/** A few families and prepaid cards: customers with nothing in common but a card. */
function shareCards(drafts: Draft[], random: RandomSource, record: (members: number[]) => void): void {
  const cards = Math.round(drafts.length * 0.015);
  for (let card = 0; card < cards; card++) {
    const size = random() < 0.75 ? 2 : between(3, 5, random);
    const members = [...new Set(Array.from({ length: size }, () => between(0, drafts.length - 1, random)))].sort((a, b) => a - b);
    if (members.length < 2) continue;
    const paymentHash = `pm_${hex(16, random)}`;
    for (const i of members) drafts[i] = { ...(drafts[i] as Draft), paymentHash };
    record(members);
  }
}
