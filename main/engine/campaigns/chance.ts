import type { AnalysisSettings, InnocentExplanation } from '../domain/campaign.ts';
import { EVIDENCE_GROUPS, EVIDENCE_KINDS, type EvidenceGroup, LINK_LAYERS, type LinkLayer } from '../domain/layer.ts';
import { corroborateLinks } from '../links/find-links.ts';
import type { LayerLinks } from '../links/layer-links.ts';
import { relabelLinks } from '../links/layer-links.ts';
import type { Traffic } from '../links/traffic.ts';
import { relabelAccounts, type ValueTable } from '../links/value-table.ts';
import { countedNoun } from '../links/wording.ts';
import { seededRandom, shuffle } from '../statistics/random.ts';
import { type Assessment, assessGroups } from './assessment.ts';
import { formGroups, graphOf } from './form-groups.ts';

/** What the same search finds where kinds of evidence have been taken apart. */
export interface Chance {
  readonly copies: number;
  /** What links alone add to the score of each group in all copies that two kinds of evidence hold, explained or not; descending. */
  readonly scores: readonly number[];
}

const COPIES = 20;
/** Where all other kinds are dealt out anew one may stay where it is; content has by far the largest tables. */
const STAYING_KIND: EvidenceGroup = 'content';
/** With fewer accounts there is nobody to deal evidence out to. */
const FEWEST_ACCOUNTS = 50;
/** Fewer copies where a copy takes long: none of so many links. */
const COPIES_OF_LARGE = 5;
const LARGE_LINKS = 3_000_000;

/**
 * Repeats the search on permuted copies of the traffic without the campaigns found: in each, every kind of evidence but STAYING_KIND is moved as a whole to other
 * accounts of about the same volume, kind by kind anew. So card families, apps, offices and all popularity stay as they are, and only their meeting in the same accounts is left to
 * chance: groups that links tie by two kinds of evidence then are tied by mistake. Behaviour stays with the accounts and is left out on both sides. (Permutation of node labels, layer by layer; for one layer see Krackhardt 1988, "Predicting with networks".)
 *
 * @param tested links of each layer before corroboration
 * @param campaigns accounts left out
 * @returns null when too few accounts are left to say anything
 */
export function expectByChance(
  traffic: Traffic,
  tested: ReadonlyMap<LinkLayer, LayerLinks>,
  campaigns: readonly Int32Array[],
  settings: AnalysisSettings,
): Chance | null {
  const isLeft = new Uint8Array(traffic.accountIds.length).fill(1);
  for (const members of campaigns) for (const account of members) isLeft[account] = 0;
  if (isLeft.reduce((sum, left) => sum + left, 0) < FEWEST_ACCOUNTS) return null;
  const linkCount = [...tested.values()].reduce((sum, { accountA }) => sum + accountA.length, 0);
  const copies = linkCount > LARGE_LINKS ? COPIES_OF_LARGE : COPIES;
  const staying = Int32Array.from(isLeft, (left, account) => (left === 1 ? account : -1));
  const rest = moveEvidence({ traffic, tested }, (kind) => (kind === STAYING_KIND ? staying : null));
  const scores: number[] = [];
  for (let copy = 0; copy < copies; copy++) {
    const moved = permuteTraffic(rest, isLeft, settings.seed + 1 + copy);
    const links = corroborateLinks(moved.tested, moved.traffic.tables, settings);
    const groups = formGroups(graphOf(links, traffic.accountIds.length, LINK_LAYERS), links, moved.traffic.tables, settings);
    for (const assessment of assessGroups(groups, links, moved.traffic, [], [])) {
      if (assessment !== null && assessment.holding.size >= 2) scores.push(assessment.linkScore);
    }
  }
  return { copies, scores: scores.sort((x, y) => y - x) };
}

/** More groups than this a copy, and chance is explanation enough. */
const TOLERATED_BY_CHANCE = 0.05;

/** Adds what chance gives to the explanations of a campaign above lead: one of which chance gives the like is a lead. */
export function againstChance(assessment: Assessment, chance: Chance | null): Assessment {
  if (chance === null || assessment.strength === 'lead') return assessment;
  const alike = chance.scores.filter((score) => score >= assessment.linkScore).length;
  const isPossible = alike > TOLERATED_BY_CHANCE * chance.copies;
  const explanation: InnocentExplanation = {
    name: 'chance',
    verdict: isPossible ? 'possible' : 'ruled out',
    reason: `in ${chance.copies} copies of this traffic whose kinds of evidence were dealt out anew, links made ${alike === 0 ? 'no group' : countedNoun(alike, 'group')} as closely tied by two kinds`,
  };
  return {
    ...assessment,
    expectedByChance: alike / chance.copies,
    strength: isPossible ? 'lead' : assessment.strength,
    score: isPossible ? Math.round(assessment.score * 5) / 10 : assessment.score,
    innocentExplanations: [...assessment.innocentExplanations, explanation],
  };
}

interface TestedTraffic {
  readonly traffic: Traffic;
  readonly tested: ReadonlyMap<LinkLayer, LayerLinks>;
}

function permuteTraffic(rest: TestedTraffic, isLeft: Uint8Array, seed: number): TestedTraffic {
  const random = seededRandom(seed);
  const strata = new Map<number, number[]>();
  rest.traffic.exchangesOf.forEach((exchanges, account) => {
    if (isLeft[account] === 0) return;
    const level = Math.floor(Math.log2(Math.max(1, exchanges)));
    const known = strata.get(level);
    if (known === undefined) strata.set(level, [account]);
    else known.push(account);
  });
  const levels = [...strata].sort((x, y) => x[0] - y[0]).map(([, accounts]) => accounts);
  const newAccount = new Map<EvidenceGroup, Int32Array>();
  for (const kind of EVIDENCE_KINDS) {
    if (kind === STAYING_KIND) continue;
    const moved = new Int32Array(isLeft.length).fill(-1);
    for (const accounts of levels) {
      const places = [...accounts];
      shuffle(places, random);
      accounts.forEach((account, i) => {
        moved[account] = places[i] as number;
      });
    }
    newAccount.set(kind, moved);
  }
  return moveEvidence(rest, (kind) => newAccount.get(kind) ?? null);
}

/** The same traffic with the evidence of each kind at other accounts; a kind that `movedBy` gives null for stays. */
function moveEvidence({ traffic, tested }: TestedTraffic, movedBy: (kind: EvidenceGroup) => Int32Array | null): TestedTraffic {
  const moveTable = (table: ValueTable, kind: EvidenceGroup): ValueTable => {
    const newAccount = movedBy(kind);
    return newAccount === null ? table : relabelAccounts(table, newAccount);
  };
  const moveLinks = (links: LayerLinks, kind: EvidenceGroup): LayerLinks => {
    const newAccount = movedBy(kind);
    return newAccount === null ? links : relabelLinks(links, newAccount);
  };
  return {
    traffic: {
      ...traffic,
      tables: new Map([...traffic.tables].map(([layer, table]) => [layer, moveTable(table, EVIDENCE_GROUPS[layer])])),
      organisations: traffic.organisations === null ? null : moveTable(traffic.organisations, 'payment'),
    },
    tested: new Map([...tested].map(([layer, links]) => [layer, moveLinks(links, EVIDENCE_GROUPS[layer])])),
  };
}
