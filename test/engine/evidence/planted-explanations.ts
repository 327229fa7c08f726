import { analyzeTraffic } from '../../../main/engine/campaigns/analyze-traffic.ts';
import { DEFAULT_SETTINGS } from '../../../main/engine/campaigns/settings.ts';
import type { CampaignFinding } from '../../../main/engine/domain/campaign.ts';
import { type CampaignExplanation, explainCampaign } from '../../../main/engine/evidence/explanation.ts';
import { createSimulation } from '../../../main/engine/simulation/traffic.ts';
import type { PlantedCampaign } from '../../../main/engine/simulation/truth.ts';
import { textDigest } from '../campaigns/drawn-case.ts';
import { readingOf } from '../links/drawn-traffic.ts';

export interface PlantedExplanation {
  readonly planted: PlantedCampaign;
  /** The finding that holds most of its accounts. */
  readonly finding: CampaignFinding;
  readonly explanation: CampaignExplanation;
}

const SIZE = { exchanges: 8_000, accounts: 500, seed: 1 };

/** Everything that an analysis of one family of simulated attacks finds, and how each planted campaign is explained. */
export function explainAttack(scenario: string): { findings: readonly CampaignFinding[]; planted: readonly PlantedExplanation[] } {
  const { truth, exchanges } = createSimulation(scenario, SIZE);
  const settings = { ...DEFAULT_SETTINGS, bootstrapDraws: 20 };
  const { traffic, readRows } = readingOf([...exchanges()]);
  const { drafts } = analyzeTraffic(traffic, settings, { onStage: () => {}, readRows, digest: textDigest });
  const findings = drafts.map(({ finding }): CampaignFinding => ({ ...finding, exampleRows: [] }));
  const planted = truth.campaigns.map((campaign) => {
    const own = new Set(campaign.accounts);
    const shared = ({ campaign: { accounts } }: CampaignFinding): number => accounts.filter((account) => own.has(account)).length;
    const [finding] = findings.toSorted((x, y) => shared(y) - shared(x));
    if (finding === undefined) throw new TypeError(`nothing was found in ${scenario}`);
    return { planted: campaign, finding, explanation: explainCampaign(finding) };
  });
  return { findings, planted };
}

/** Layers that hold a campaign and were not planted: there should be none. */
export function unplanted({ planted, explanation }: PlantedExplanation): readonly string[] {
  const ties = new Set(planted.ties.map(({ layer }) => layer));
  return explanation.topReasons.filter(({ layer, adds }) => adds !== 0 && !ties.has(layer)).map(({ layer }) => layer);
}

/** The score of a finding less what the steps of its waterfall sum to, and less where the last step ends. */
export function waterfallError({ campaign, reading }: CampaignFinding): readonly [number, number] {
  const steps = reading?.waterfall ?? [];
  const sum = steps.reduce((total, { adds }) => total + adds, 0);
  return [campaign.score - sum, campaign.score - (steps.at(-1)?.score ?? 0)];
}
