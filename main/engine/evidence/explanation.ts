import type { CampaignFinding, CampaignLayer, CampaignReading } from '../domain/campaign.ts';
import { EVIDENCE_GROUPS, type EvidenceGroup, GROUP_LAYERS, type Layer } from '../domain/layer.ts';
import { countText, expectedText } from '../links/wording.ts';

/** What one kind of evidence says of a campaign. Kinds are independent of one another; layers of one kind are not. */
export interface KindOfEvidence {
  readonly kind: EvidenceGroup;
  /** Points of the score; null in results of older versions. */
  readonly adds: number | null;
  /** Members that links of this kind tie. */
  readonly tiedAccounts: number;
  /** Layers that tie pairs of members, the one that adds most first. */
  readonly layers: readonly Layer[];
  /** Layers that hold for the group as a whole. */
  readonly ofTheGroup: readonly Layer[];
}

/** A layer that holds the campaign, with its reasons. */
export interface TopReason {
  readonly layer: Layer;
  readonly kind: EvidenceGroup;
  /** Points of the score when layers are laid on one after the other; 0 for what others of its kind say already, null in results of older versions. */
  readonly adds: number | null;
  readonly reasons: readonly string[];
}

/** A finding in words, and its reasons in order of what they add. */
export interface CampaignExplanation {
  readonly sentence: string;
  readonly topReasons: readonly TopReason[];
  readonly kinds: readonly KindOfEvidence[];
  /** Innocent explanations that stay possible. */
  readonly against: readonly string[];
  readonly chance: string;
  readonly harvest: string;
  /** Dated changes, a sentence each, in order of time. */
  readonly pivots: readonly string[];
  /** Members tied by two or more kinds of evidence, and the others; null in results of older versions. */
  readonly core: number | null;
  readonly periphery: number | null;
}

export const OLDER_RESULT = 'not known: the case was analysed by an older version; analyse it again';

/** Puts into words what an analysis found about one campaign; texts name layers, kinds and counts only, never a value of the log. */
export function explainCampaign(finding: CampaignFinding): CampaignExplanation {
  const { members, innocentExplanations } = finding;
  const topReasons = rankReasons(finding);
  const kinds = gatherKinds(finding, topReasons);
  const hasRoles = members.some(({ role }) => role !== undefined);
  const inRole = (wanted: 'core' | 'periphery'): number | null => (hasRoles ? members.filter(({ role }) => role === wanted).length : null);
  return {
    sentence: sentenceOf(finding, kinds),
    topReasons,
    kinds,
    against: innocentExplanations.filter(({ verdict }) => verdict === 'possible').map(({ name }) => name),
    chance: chanceText(finding),
    harvest: harvestText(finding),
    pivots: pivotTexts(finding),
    core: inRole('core'),
    periphery: inRole('periphery'),
  };
}

/** Layers in the order of the waterfall, then those that add nothing to it, heaviest first. */
function rankReasons({ campaign, reading }: CampaignFinding): readonly TopReason[] {
  const steps = new Map((reading?.waterfall ?? []).map(({ step, adds }, place) => [step, { adds, place }]));
  const placeOf = (layer: Layer): number => steps.get(layer)?.place ?? steps.size;
  const inOrder = (x: CampaignLayer, y: CampaignLayer): number =>
    placeOf(x.layer) - placeOf(y.layer) || y.weight - x.weight || (x.layer < y.layer ? -1 : 1);
  return [...campaign.layers].sort(inOrder).map(({ layer, reasons }) => ({
    layer,
    kind: EVIDENCE_GROUPS[layer],
    adds: reading === undefined ? null : (steps.get(layer)?.adds ?? 0),
    reasons,
  }));
}

const IS_OF_GROUPS: ReadonlySet<Layer> = new Set(GROUP_LAYERS);

/** Kinds with a place in the waterfall, those that add most first; in results of older versions all kinds, in the order of their layers' weight. */
function gatherKinds({ members, reading }: CampaignFinding, reasons: readonly TopReason[]): readonly KindOfEvidence[] {
  const kinds = [...new Set(reasons.map(({ kind }) => kind))].map((kind): KindOfEvidence => {
    const own = reasons.filter((reason) => reason.kind === kind);
    const adds = own.reduce((sum, reason) => sum + (reason.adds ?? 0), 0);
    return {
      kind,
      adds: reading === undefined ? null : Math.round(adds * 10) / 10,
      tiedAccounts: members.filter(({ layers }) => layers.some((layer) => EVIDENCE_GROUPS[layer] === kind)).length,
      layers: own.map(({ layer }) => layer).filter((layer) => !IS_OF_GROUPS.has(layer)),
      ofTheGroup: own.map(({ layer }) => layer).filter((layer) => IS_OF_GROUPS.has(layer)),
    };
  });
  return reading === undefined ? kinds : kinds.filter(({ adds }) => adds !== 0).sort((x, y) => (y.adds ?? 0) - (x.adds ?? 0));
}

const KIND_OF_CAMPAIGN: Readonly<Record<CampaignReading['kind'], string>> = {
  harvest: 'what they share looks like a harvest: the same is asked over the same means',
  'reseller pool': 'what they share looks like a reseller pool: the means are the same, what is asked is not',
  undecided: 'what they share does not tell a harvest from a reseller pool',
};

function sentenceOf({ campaign, reading }: CampaignFinding, kinds: readonly KindOfEvidence[]): string {
  const { strength, accountCount, exchangeCount, firstSeen, lastSeen } = campaign;
  const span = firstSeen === null || lastSeen === null ? 'at unknown times' : `from ${firstSeen.slice(0, 10)} to ${lastSeen.slice(0, 10)}`;
  const who = `${countText(accountCount)} accounts with ${countText(exchangeCount)} exchanges ${span}`;
  const tied = kinds.length === 1 ? 'one kind of evidence' : `${kinds.length} independent kinds of evidence`;
  const names = kinds.map(({ kind }) => kind).join(', ');
  return [
    `${strength === 'lead' ? 'A lead' : `A ${strength} campaign`}: ${who} ${strength === 'lead' ? 'look alike' : 'act as one'}, tied by ${tied}${names === '' ? '' : ` (${names})`}.`,
    ...(reading === undefined
      ? []
      : [`${strength === 'lead' ? 'If one operator runs them, w' : 'W'}${KIND_OF_CAMPAIGN[reading.kind].slice(1)}.`]),
  ].join(' ');
}

/** Chance is measured in campaigns above lead: it says something of a lead only where it is what makes it one. */
function chanceText({ campaign, innocentExplanations, reading }: CampaignFinding): string {
  if (reading === undefined) return OLDER_RESULT;
  const { expectedByChance } = reading;
  const isPossible = innocentExplanations.some(({ name, verdict }) => name === 'chance' && verdict === 'possible');
  if (campaign.strength === 'lead' && !isPossible) return 'not measured: a lead is no finding that chance would have to explain';
  if (expectedByChance === null) return 'not known: too few other accounts are left in this traffic to compare with';
  if (expectedByChance === 0) return 'no campaign of at least this score was found in any permuted copy of the rest of this traffic';
  const [campaigns, are] = expectedByChance === 1 ? ['campaign', 'is'] : ['campaigns', 'are'];
  return `in a permuted copy of the rest of this traffic ${expectedText(expectedByChance)} ${campaigns} of at least this score ${are} expected`;
}

function harvestText({ campaign, reading }: CampaignFinding): string {
  if (reading === undefined) return OLDER_RESULT;
  const { harvestExchanges } = reading;
  if (harvestExchanges === null) return 'not known: no text holds the campaign';
  const rest = campaign.exchangeCount - harvestExchanges;
  const share = campaign.exchangeCount === 0 ? 0 : (100 * harvestExchanges) / campaign.exchangeCount;
  return `${countText(harvestExchanges)} of ${countText(campaign.exchangeCount)} exchanges (${share.toFixed(1)} %) carry a text that the campaign holds; the other ${countText(rest)} are counted apart`;
}

/** When, what changed and how sure that is; after it, where there is an event, how soon after it; results of older versions say less. */
function pivotTexts({ campaign, reading }: CampaignFinding): readonly string[] {
  return campaign.pivots.map(({ at, kind, before, after, pValue }, place) => {
    const found = reading?.pivots?.[place];
    const what = `${at.slice(0, 16).replace('T', ' ')}: ${kind.replaceAll('_', ' ')}`;
    const p = `p ${pValue.toPrecision(2)}`;
    if (found === undefined) return `${what}, ${before} before, ${after} after, ${p}`;
    const event = found.event === null || found.event.kind === 'first use' ? '' : ` (${found.event.label})`;
    const strength = found.countsForStrength ? '; counts for strength' : '';
    return `${what}, ${p}, q ${found.qValue.toPrecision(2)}, ${found.method}${event}: ${found.reason}${strength}`;
  });
}
