import type { InnocentExplanation, Strength } from '../domain/campaign.ts';
import type { EditedByHand } from '../domain/campaign-edit.ts';
import { EVIDENCE_GROUPS, type EvidenceGroup, type GroupLayer, type LinkLayer } from '../domain/layer.ts';
import type { LayerLinks } from '../links/layer-links.ts';
import type { Traffic } from '../links/traffic.ts';
import { coverageByGroup, gatherEvidence, type LayerEvidence } from './evidence.ts';
import type { GroupEvidence } from './group-evidence.ts';
import { testInnocentExplanations } from './innocent-explanations.ts';
import type { Groups } from './membership.ts';
import { HOLDING_SHARE, holdingGroups, JOINING_GROUPS, LEAST_SCORE, scoreOf, strengthOf } from './strength.ts';

/** One group of accounts with what speaks for and against it, before anybody looks at what it asks for. */
export interface Assessment {
  readonly members: Int32Array;
  readonly evidence: readonly LayerEvidence[];
  readonly groupEvidence: readonly GroupEvidence[];
  /** Members that each kind of evidence ties. */
  readonly coverage: ReadonlyMap<EvidenceGroup, Int32Array>;
  /** Kinds of evidence that hold it; see holdingGroups. */
  readonly holding: ReadonlySet<EvidenceGroup>;
  readonly innocentExplanations: readonly InnocentExplanation[];
  /** lead or probable; strong needs targeting. */
  readonly strength: Strength;
  /** Whether two kinds of evidence hold it that do not look at what is asked for. */
  readonly isHeldWithoutHabits: boolean;
  readonly score: number;
  /** What links alone add to the score, before explanations. */
  readonly linkScore: number;
  /** Campaigns above lead with at least its score in a permuted copy of the traffic, on average; null where nobody knows; see chance.ts. */
  readonly expectedByChance: number | null;
  readonly editedByHand: EditedByHand | null;
}

/** Group layers that only add to what links of their kind say: a mobile app's customers change addresses too. */
export const SUPPORTING_GROUP_LAYERS: ReadonlySet<GroupLayer> = new Set(['ip_churn', 'topic_coverage', 'work_partition']);

/** Weighs the evidence of one group; null when nothing but software, timing and lifecycle hold it, unless an analyst made it. */
function assessGroup(
  members: Int32Array,
  evidence: readonly LayerEvidence[],
  groupEvidence: readonly GroupEvidence[],
  traffic: Traffic,
  othersTied: ReadonlyMap<EvidenceGroup, number>,
  isByHand: boolean,
): Assessment | null {
  const linked = coverageByGroup(evidence);
  const withBehaviour = new Map(linked);
  for (const { layer, holds } of groupEvidence) {
    if (holds && !SUPPORTING_GROUP_LAYERS.has(layer)) withBehaviour.set(EVIDENCE_GROUPS[layer], members);
  }
  const coverage = new Map(withBehaviour);
  const habits = sharedHabits(members, evidence, groupEvidence);
  if (habits !== null && habits.length > (coverage.get('content')?.length ?? 0)) coverage.set('content', habits);
  const holding = holdingGroups(coverage, members.length, othersTied);
  if (!isByHand && !holding.has('payment') && !holding.has('content') && !holding.has('network')) return null;
  const innocentExplanations = testInnocentExplanations({ members, holding, coverage, groupEvidence }, traffic);
  const isWellTied = isCloselyTied(members, evidence) && scoreOf(coverage, members.length, []) >= LEAST_SCORE;
  return {
    members,
    evidence,
    groupEvidence,
    coverage,
    holding,
    innocentExplanations,
    strength: strengthOf(holding, isWellTied, innocentExplanations),
    isHeldWithoutHabits: holdingGroups(withBehaviour, members.length, othersTied).size >= 2,
    score: scoreOf(coverage, members.length, innocentExplanations),
    linkScore: scoreOf(linked, members.length, []),
    expectedByChance: null,
    editedByHand: null,
  };
}

/** Links a member that a group must have on layers that may join: a few that meet by chance make a chain, not a campaign. */
const LINKS_A_MEMBER = 2;

function isCloselyTied(members: Int32Array, evidence: readonly LayerEvidence[]): boolean {
  const joining = evidence.filter(
    ({ layer, covered }) => layer !== 'client_ip_24' && covered.length > 0 && JOINING_GROUPS.has(EVIDENCE_GROUPS[layer]),
  );
  return joining.reduce((sum, { links }) => sum + links.length, 0) >= LINKS_A_MEMBER * members.length;
}

/** Members with the same habits of asking, where the whole group also asks for the same mix of work: together as telling as a shared text. */
function sharedHabits(members: Int32Array, evidence: readonly LayerEvidence[], groupEvidence: readonly GroupEvidence[]): Int32Array | null {
  const profile = evidence.find(({ layer }) => layer === 'elicitation_profile');
  const isAlike = groupEvidence.some(({ layer, holds }) => layer === 'topic_coverage' && holds);
  return isAlike && profile !== undefined && profile.covered.length >= HOLDING_SHARE * members.length ? profile.covered : null;
}

const STRENGTH_ORDER: readonly Strength[] = ['strong', 'probable', 'lead'];

/** Strongest first; equal ones by score, size and members. */
export function compareAssessments(x: Assessment, y: Assessment): number {
  return (
    STRENGTH_ORDER.indexOf(x.strength) - STRENGTH_ORDER.indexOf(y.strength) ||
    y.score - x.score ||
    y.members.length - x.members.length ||
    (x.members[0] as number) - (y.members[0] as number)
  );
}

/**
 * Assesses every group, in their order; null for a group that nothing but software, timing and lifecycle hold.
 *
 * @param groupEvidence behaviour of each group, empty where it was not measured
 * @param byHand what analysts did to each group, empty where they did nothing
 */
export function assessGroups(
  groups: Groups,
  links: ReadonlyMap<LinkLayer, LayerLinks>,
  traffic: Traffic,
  groupEvidence: readonly (readonly GroupEvidence[])[],
  byHand: readonly (EditedByHand | null)[],
): readonly (Assessment | null)[] {
  const evidence = gatherEvidence(groups, links, traffic.tables);
  const elsewhere = tiedElsewhere(groups.members, links, traffic.accountIds.length);
  return groups.members.map((members, group) => {
    const edited = byHand[group] ?? null;
    const tied = elsewhere[group] ?? new Map();
    const assessment = assessGroup(members, evidence[group] ?? [], groupEvidence[group] ?? [], traffic, tied, edited !== null);
    return assessment === null ? null : { ...assessment, editedByHand: edited };
  });
}

/** Share of accounts outside each group that each kind of evidence ties to any account, in the order of groups. */
function tiedElsewhere(
  groups: readonly Int32Array[],
  links: ReadonlyMap<LinkLayer, LayerLinks>,
  accountCount: number,
): readonly ReadonlyMap<EvidenceGroup, number>[] {
  const isTied = new Map<EvidenceGroup, Uint8Array>();
  for (const [layer, { accountA, accountB }] of links) {
    const kind = EVIDENCE_GROUPS[layer];
    const tied = isTied.get(kind) ?? new Uint8Array(accountCount);
    for (const account of accountA) tied[account] = 1;
    for (const account of accountB) tied[account] = 1;
    isTied.set(kind, tied);
  }
  const totals = new Map([...isTied].map(([kind, tied]) => [kind, tied.reduce((sum, one) => sum + one, 0)]));
  return groups.map(
    (members) =>
      new Map(
        [...isTied].map(([kind, tied]) => {
          const inside = members.reduce((sum, account) => sum + (tied[account] as number), 0);
          return [kind, ((totals.get(kind) ?? 0) - inside) / Math.max(1, accountCount - members.length)];
        }),
      ),
  );
}
