import type { EvidenceContent } from './content.ts';
import { encodeCsv } from './csv.ts';
import { impactOf } from './report-impact.ts';

/** One line for each account of each campaign; what results of older versions lack is left empty. */
export function accountsCsv({ findings }: EvidenceContent): string {
  const columns = [
    'campaign_id',
    'account_id',
    'exchanges',
    'first_seen',
    'last_seen',
    'membership',
    'layers',
    'role',
    'harvest_share',
    'part',
  ];
  const rows = findings.flatMap(({ campaign, members }) =>
    members.map((m) => [
      campaign.id,
      m.accountId,
      m.exchangeCount,
      m.firstSeen,
      m.lastSeen,
      m.membership,
      m.layers.join(' '),
      m.role ?? null,
      m.harvestShare ?? null,
      m.subgroup === undefined || m.subgroup < 0 ? null : m.subgroup + 1,
    ]),
  );
  return encodeCsv(columns, rows);
}

/** One line for each link that the case keeps. */
export function linksCsv({ findings }: EvidenceContent): string {
  const columns = ['campaign_id', 'layer', 'account_a', 'account_b', 'weight', 'p_value', 'reasons'];
  const rows = findings.flatMap(({ campaign, links }) =>
    links.map((link) => [campaign.id, link.layer, link.accountA, link.accountB, link.weight, link.pValue, link.reasons.join(' | ')]),
  );
  return encodeCsv(columns, rows);
}

/** The campaigns as `campaigns --json` prints them, each with its innocent explanations, its days, and how it is built. */
export function campaignsJson({ analysis, findings }: EvidenceContent): string {
  const campaigns = findings.map(({ campaign, innocentExplanations, daily, reading, editedByHand }) => ({
    ...campaign,
    innocentExplanations,
    daily,
    ...(reading === undefined ? {} : { reading }),
    ...(editedByHand === undefined ? {} : { editedByHand }),
  }));
  return formatJson({ runDigest: analysis.runDigest, campaigns });
}

/** What the campaigns took, as `impact --json` prints it, and the prices that it was reckoned by. */
export function impactJson(content: EvidenceContent): string {
  return formatJson({ ...impactOf(content), prices: content.prices?.rows ?? [] });
}

export function sourcesJson({ sources }: EvidenceContent): string {
  return formatJson({ sources });
}

export function settingsJson({ analysis, caseId, isPseudonymised }: EvidenceContent): string {
  const { runDigest, programVersion, settings, layers, exchangeCount, accountCount } = analysis;
  return formatJson({ caseId, runDigest, programVersion, isPseudonymised, exchangeCount, accountCount, settings, layers });
}

export const README_TEXT = `Stillhunt evidence bundle

report.html    what was found, for reading; it needs no network and runs no script
accounts.csv   the accounts of each campaign
links.csv      the strongest links that hold them together
campaigns.json the same findings for programs
impact.json    what the campaigns took, what that cost and at which prices, with the arithmetic
sources.json   the log files that were read, with the SHA-256 of their bytes as they lay on disk
settings.json  the settings of the analysis and the digest of its result

In the CSV files a text cell that a spreadsheet could take for a formula, or that begins with an apostrophe, has one
apostrophe in front. Remove one leading apostrophe to get the original. Times are UTC.

To check that nothing was changed, in the folder above this one:
  sha256sum --check --strict tagmanifest-sha256.txt manifest-sha256.txt
and compare the list of files with the two manifests: no file may be missing or added.
`;

function formatJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
