import type { AnalysisResult, CampaignFinding } from '../../main/engine/domain/campaign.ts';
import type { PlantedCampaign, Truth } from '../../main/engine/simulation/truth.ts';

/** Leads that hold fewer planted accounts than this are told together. */
const WORTH_A_LINE = 3;
const CONTROLS_NAMED = 4;

/**
 * What an analysis missed and whom it accused wrongly, in short lines: for each planted campaign how its accounts are spread over campaigns, leads
 * and nothing, what kept each lead from being more; for each campaign above lead the accounts nobody planted. Empty when all is well.
 */
export function explainMisses(truth: Truth, { findings }: AnalysisResult): readonly string[] {
  const above = findings.filter(({ campaign }) => campaign.strength !== 'lead');
  const leads = findings.filter(({ campaign }) => campaign.strength === 'lead');
  const lines: string[] = [];
  const everyPlanted = new Set(truth.campaigns.flatMap(({ accounts }) => accounts));
  for (const planned of truth.campaigns) {
    const { name, accounts } = planned;
    const planted = new Set(accounts);
    const fragments = within(above, planted);
    const caught = new Set(fragments.flatMap(({ members }) => members));
    if (caught.size === planted.size && fragments.length === 1) continue;
    const sizes = fragments.map(({ finding, members }) => `${finding.campaign.id} ${members.length}/${finding.campaign.accountCount}`);
    lines.push(`${name}: ${caught.size} of ${planted.size} accounts above lead in ${fragments.length} (${sizes.join(', ')})`);
    const inLeads = within(leads, planted);
    for (const { finding, members } of inLeads.filter(({ members }) => members.length >= WORTH_A_LINE)) {
      lines.push(`  lead ${finding.campaign.id} holds ${members.length} of its ${finding.campaign.accountCount}: ${whyOnly(finding)}`);
    }
    const led = new Set(inLeads.flatMap(({ members }) => members));
    const nowhere = accounts.filter((account) => !caught.has(account) && !led.has(account));
    if (nowhere.length > 0) lines.push(`  in nothing: ${nowhere.length}, that show ${classesOf(planned, nowhere).join('; ')}`);
  }
  for (const { campaign } of above) {
    const innocent = campaign.accounts.filter((account) => !everyPlanted.has(account));
    if (innocent.length === 0) continue;
    const layers = campaign.layers.map(({ layer }) => layer).join(', ');
    const kinds = controlsOf(truth, innocent);
    lines.push(
      `accused wrongly: ${innocent.length} of ${campaign.accountCount} in ${campaign.id} (${campaign.strength}; ${layers})${kinds}`,
    );
  }
  return lines;
}

/** How many of the accounts show which ties, most first. */
function classesOf({ parts }: PlantedCampaign, accounts: readonly string[]): readonly string[] {
  const classes = parts.map(({ ties, accounts: own }) => ({ ties, count: accounts.filter((account) => own.includes(account)).length }));
  const shown = classes.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
  return shown.map(({ ties, count }) => `${ties.join(' + ')}: ${count}`);
}

function within(findings: readonly CampaignFinding[], planted: ReadonlySet<string>) {
  return findings
    .map((finding) => ({ finding, members: finding.campaign.accounts.filter((account) => planted.has(account)) }))
    .filter(({ members }) => members.length > 0)
    .sort((a, b) => b.members.length - a.members.length);
}

function whyOnly({ campaign, innocentExplanations }: CampaignFinding): string {
  const layers = campaign.layers.map(({ layer, links }) => `${layer} ${links}`).join(', ');
  const possible = innocentExplanations.filter(({ verdict }) => verdict === 'possible').map(({ name }) => name);
  return `${layers}; ${possible.length === 0 ? 'too few kinds of evidence' : `possible: ${possible.join(', ')}`}`;
}

function controlsOf(truth: Truth, accounts: readonly string[]): string {
  const named = truth.controls.flatMap((control) => {
    const members = new Set(control.accounts);
    const count = accounts.filter((account) => members.has(account)).length;
    return count === 0 ? [] : [`${count} of ${control.name}`];
  });
  return named.length === 0 ? '' : `: ${named.slice(0, CONTROLS_NAMED).join(', ')}${named.length > CONTROLS_NAMED ? ' ...' : ''}`;
}
