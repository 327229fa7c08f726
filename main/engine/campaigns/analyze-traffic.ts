import { type FoundPivot, findPivots } from '../capabilities/pivots/find-pivots.ts';
import { PivotPanel } from '../capabilities/pivots/pivot-panel.ts';
import { compareShares } from '../capabilities/targeting.ts';
import type { AnalysisSettings, DailyCount, LayerReport } from '../domain/campaign.ts';
import type { CampaignEdit, EditedByHand, EditOutcome } from '../domain/campaign-edit.ts';
import { LANGUAGES } from '../domain/capability.ts';
import { GROUP_LAYERS, type GroupLayer, LINK_LAYERS } from '../domain/layer.ts';
import type { CaseEvent } from '../domain/sources.ts';
import type { TrafficUsage } from '../domain/usage.ts';
import { USAGE_PARTS, UsageCounts } from '../impact/usage-counts.ts';
import { campaignUsage, trafficUsage, type UsageNames } from '../impact/usage-report.ts';
import { type CloseLook, lookClosely } from '../links/close-look.ts';
import { findLinks, type LinkedLayers } from '../links/find-links.ts';
import type { MeasureGroup } from '../links/group-rule.ts';
import { GROUP_RULES } from '../links/group-rules.ts';
import type { ReadRows, Traffic } from '../links/traffic.ts';
import { freeAccounts, joinCardsOf } from './assembly.ts';
import { type Assessment, assessGroups, compareAssessments } from './assessment.ts';
import { linkBehavingTexts } from './behaving-texts.ts';
import { againstChance, expectByChance } from './chance.ts';
import { dailyCounts } from './daily.ts';
import { type CampaignDraft, describeCampaign } from './describe-campaign.ts';
import { applyEdits } from './edits.ts';
import { formGroups, graphOf } from './form-groups.ts';
import { measureGroups, prepareCloseMeasures, prepareMeasures } from './group-evidence.ts';
import { compareHarvests, HarvestShares } from './harvest-shares.ts';
import { findLookAlikes } from './look-alikes.ts';
import { type Groups, groupsOf } from './membership.ts';
import { formedBy } from './pivot-evidence.ts';
import { flagsAgree } from './targeting-flags.ts';
import { usageGroups } from './usage-groups.ts';
import { compareWithoutContent, shareCodes } from './without-content.ts';

export interface TrafficAnalysis {
  /** Strongest first. */
  readonly drafts: readonly CampaignDraft[];
  readonly layers: readonly LayerReport[];
  readonly daily: readonly DailyCount[];
  /** What became of each act by hand, in order. */
  readonly edits: readonly EditOutcome[];
  /** Null where there is no campaign to compare it with. */
  readonly usage: TrafficUsage | null;
}

export interface AnalysisHost {
  /** Told before each stage; throws to stop. */
  readonly onStage: (stage: string) => void;
  readonly readRows: ReadRows;
  /** Hexadecimal digest of a text, for campaign ids. */
  readonly digest: (text: string) => string;
}

/** What leads ask for is compared for the strongest of them only: an ordinary case has hundreds of companies and offices. */
const LEADS_COMPARED = 25;

const NO_PIVOTS: readonly FoundPivot[] = [];

/**
 * From traffic to campaigns: links layer by layer, fusion, communities, members held by evidence, strength. Depends on the traffic and the
 * settings and the acts by hand only, never on the order of rows.
 */
export function analyzeTraffic(
  traffic: Traffic,
  settings: AnalysisSettings,
  host: AnalysisHost,
  edits: readonly CampaignEdit[] = [],
  events: readonly CaseEvent[] = [],
): TrafficAnalysis {
  const tables = new Map([...traffic.tables].filter(([layer]) => settings.layers.includes(layer)));
  const used = { ...traffic, tables };
  const linked = findLinks(used, settings, (layer) => host.onStage(`links: ${layer.replaceAll('_', ' ')}`));
  host.onStage('campaigns: communities');
  const wholeLog = prepareMeasures(used, settings.layers);
  const links = linkBehavingTexts(used, linked.links, wholeLog, settings);
  const graph = graphOf(links, traffic.accountIds.length, LINK_LAYERS);
  const formed = formGroups(graph, links, tables, settings);
  const codes = new Map(traffic.accountIds.map((id, code) => [id, code]));
  const codeOf = (accountId: string): number => codes.get(accountId) ?? -1;
  const lookAtGroups = (): CloseLook => lookClosely(used, [...formed.members, ...namedByHand(edits, codeOf)], host.readRows);
  const measures = new Map([...wholeLog, ...prepareCloseMeasures(used, settings.layers, lookAtGroups)]);
  const assess = (groups: Groups, byHand: readonly (EditedByHand | null)[]): readonly (Assessment | null)[] =>
    assessGroups(groups, links, used, measureGroups(groups.members, measures, settings), byHand);
  host.onStage('campaigns: behaviour');
  const standing = assess(formed, []);
  const whole = growCampaigns(formed, (group) => standing[group]?.strength === 'probable', used, settings);
  const { groups, applied, byHand } = applyEdits(whole, edits, codeOf);
  host.onStage('campaigns: explanations');
  const isAsFormed = edits.length === 0 && groups.groupOf.every((group, account) => group === formed.groupOf[account]);
  const found = (isAsFormed ? standing : assess(groups, byHand)).filter((assessment) => assessment !== null);
  host.onStage('campaigns: permuted copies');
  const suspected = found.filter(({ strength }) => strength !== 'lead').map(({ members }) => members);
  const chance = expectByChance(used, linked.tested, suspected, settings);
  const assessments = found.map((assessment) => againstChance(assessment, chance)).sort(compareAssessments);
  host.onStage('campaigns: targeting');
  const probable = assessments.filter(({ strength }) => strength !== 'lead');
  const compared = assessments.slice(0, probable.length + LEADS_COMPARED);
  const shares = compareShares(traffic.shares, compared.map(shareCodes), settings);
  const withoutContent = compareWithoutContent(probable, linked.tested, used, settings);
  const strong = new Set(probable.filter((_, place) => flagsAgree(shares[place], withoutContent[place])));
  const harvests = new HarvestShares(traffic.accountIds.length);
  const usage = new UsageCounts(usageGroups(compared, traffic));
  // Leads accuse nobody of anything: their changes are not looked for.
  const panel = new PivotPanel(
    traffic,
    probable.map(({ members }) => members),
    settings.seed,
  );
  if (compared.length > 0)
    host.readRows(USAGE_PARTS, 'campaigns: days', (rows) => {
      usage.add(rows);
      harvests.add(rows, usage.isHarvest);
      panel.add(rows);
    });
  host.onStage('campaigns: pivots');
  const pivots = findPivots(panel, events, probable.map(formedBy), settings.seed);
  pivots.forEach((found, place) => {
    const assessment = probable[place];
    if (assessment !== undefined && found.some(({ reading }) => reading.countsForStrength)) strong.add(assessment);
  });
  const ofHarvest = compareHarvests(probable, harvests, traffic, settings);
  const names: UsageNames = { models: traffic.models, languages: LANGUAGES };
  host.onStage('campaigns: description');
  const surroundings = { traffic, links, graph, settings, digest: host.digest };
  const drafts = assessments
    .map((assessment, place) => ({ ...assessment, place, strength: strong.has(assessment) ? ('strong' as const) : assessment.strength }))
    .sort(compareAssessments)
    .map((assessment) => {
      const used = assessment.place < compared.length ? campaignUsage(usage, assessment.place, names) : null;
      return describeCampaign(
        assessment,
        assessment.strength,
        {
          ofAll: shares[assessment.place] ?? null,
          ofHarvest: ofHarvest[assessment.place] ?? null,
          withoutContent: withoutContent[assessment.place] ?? null,
        },
        used,
        pivots[assessment.place] ?? NO_PIVOTS,
        surroundings,
      );
    });
  return {
    drafts,
    layers: layerReports({ ...linked, links }, measures, traffic, settings),
    daily: dailyCounts(traffic),
    edits: applied,
    usage: compared.length > 0 ? trafficUsage(usage, names) : null,
  };
}

/** Accounts that acts by hand name, as far as the traffic has them: their rows are looked at as those of a group. */
function namedByHand(edits: readonly CampaignEdit[], codeOf: (accountId: string) => number): readonly Int32Array[] {
  return edits.flatMap((edit) => {
    const codes = edit.kind === 'merge' ? [] : [...new Set(edit.accounts.map(codeOf))].filter((code) => code >= 0);
    return codes.length === 0 ? [] : [Int32Array.from(codes).sort()];
  });
}

/** Lets cards of few accounts follow into the campaigns to which a member or the manner of all their accounts ties them. */
function growCampaigns(groups: Groups, isCampaign: (group: number) => boolean, traffic: Traffic, settings: AnalysisSettings): Groups {
  const payment = traffic.tables.get('payment');
  const grown = joinCardsOf(groups, isCampaign, payment);
  const joins = findLookAlikes(grown, isCampaign, freeAccounts(grown, payment), traffic, settings);
  return groupsOf(
    grown.groupOf.map((group, account) => (joins[account] === -1 ? group : (joins[account] as number))),
    settings.minAccounts,
  );
}

function layerReports(
  linked: LinkedLayers,
  measures: ReadonlyMap<GroupLayer, MeasureGroup>,
  traffic: Traffic,
  settings: AnalysisSettings,
): readonly LayerReport[] {
  const links = LINK_LAYERS.map((layer): LayerReport => {
    if (!traffic.tables.has(layer)) return { layer, state: 'unavailable', links: 0, valuesCapped: 0 };
    if (!settings.layers.includes(layer)) return { layer, state: 'off', links: 0, valuesCapped: 0 };
    return {
      layer,
      state: 'used',
      links: linked.links.get(layer)?.accountA.length ?? 0,
      valuesCapped: linked.valuesCapped.get(layer) ?? 0,
    };
  });
  const groups = GROUP_LAYERS.map((layer): LayerReport => {
    // One that is on but needs the values of a layer that is off was not measured either.
    const isAvailable = GROUP_RULES[layer].prepare(traffic) !== null;
    const state = !isAvailable ? 'unavailable' : measures.has(layer) ? 'used' : 'off';
    return { layer, state, links: 0, valuesCapped: 0 };
  });
  return [...links, ...groups];
}
