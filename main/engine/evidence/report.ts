import type { ImpactReport } from '../domain/impact.ts';
import type { EvidenceContent } from './content.ts';
import { visibleHtml as h } from './inert-text.ts';
import { campaignSection } from './report-campaign.ts';
import { impactMethods, impactOf } from './report-impact.ts';
import { REPORT_STYLE } from './report-style.ts';
import { count, moment, table, words } from './report-table.ts';

/**
 * The report as one HTML document: script-free, without any external resource, every string of the case escaped. The same content
 * gives the same bytes.
 *
 * @param styleSha256 base64 SHA-256 of REPORT_STYLE, the only style the page's policy admits
 */
export function renderReport(content: EvidenceContent, styleSha256: string): string {
  const { analysis, findings } = content;
  const impact = impactOf(content);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${styleSha256}'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Evidence report: ${h(content.caseName)}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<main>
<h1>Evidence report: ${h(content.caseName)}</h1>
<p class="quiet">${count(analysis.exchangeCount)} exchanges of ${count(analysis.accountCount)} accounts, examined by Stillhunt ${h(analysis.programVersion)}. Result digest <code>${h(analysis.runDigest)}</code></p>
${content.isPseudonymised ? '<p><strong>Pseudonymised.</strong> Account names are replaced, quotations and the values that tie cards and addresses are left out. The key to the names is not in this bundle.</p>' : ''}
<h2>What was found</h2>
${summary(content)}
${findings.map((finding) => campaignSection(finding, content, impact)).join('\n')}
${methods(content, impact)}
${sources(content)}
${verification()}
</main>
</body>
</html>
`;
}

function summary({ findings, campaignsLeftOut }: EvidenceContent): string {
  const leftOut =
    campaignsLeftOut === 0
      ? ''
      : `<p>${count(campaignsLeftOut)} more groups of this analysis, leads among them, are left out of this bundle and named nowhere in it.</p>`;
  if (findings.length === 0)
    return `<p>No accounts were found that act as one on two independent kinds of evidence. That is a statement about this log and these layers, not proof of absence.</p>${leftOut}`;
  const rows = findings.map(({ campaign }) => [
    `<a class="id" href="#${h(campaign.id)}">${h(campaign.id)}</a>`,
    `<span class="tag ${campaign.strength}">${campaign.strength}</span>`,
    campaign.score.toFixed(1),
    count(campaign.accountCount),
    count(campaign.exchangeCount),
    moment(campaign.firstSeen),
    moment(campaign.lastSeen),
    [
      ...campaign.targeting.map(({ capability, flagged }) => ({ name: capability, flagged })),
      ...campaign.elicitation.map(({ elicitation, flagged }) => ({ name: elicitation, flagged })),
    ]
      .filter((row) => row.flagged)
      .map((row) => words(row.name))
      .join(', ') || (campaign.strength === 'lead' ? '' : 'nothing in particular'),
  ]);
  return `${table(['campaign', 'strength', 'score', 'accounts', 'exchanges', 'first seen', 'last seen', 'asked for more than others'], [2, 3, 4], rows)}
<p><strong>Lead</strong>: one kind of evidence ties the accounts; an innocent cause is likely enough that nothing should rest on it. <strong>Probable</strong>: two kinds that do not depend on each other. <strong>Strong</strong>: that, and the accounts also ask for something in particular far more than comparable traffic does, or changed what they ask on one date.</p>${leftOut}`;
}

function methods({ analysis }: EvidenceContent, impact: ImpactReport): string {
  const { settings } = analysis;
  const layers = analysis.layers.map((layer) => [words(layer.layer), layer.state, count(layer.links), count(layer.valuesCapped)]);
  return `<section>
<h2>Methods and limits</h2>
<p>Two accounts are linked on a layer when they share a value that few others have: a payment card, a prompt template, a system prompt, a tool schema, an address, a client program. Rare values weigh more. A value shared by more than ${count(settings.maxAccountsPerValue)} accounts links nobody. Where values repeat by chance the number of shared ones is tested against a hypergeometric null hypothesis, and links are kept at a false discovery rate of ${settings.linkFalseDiscoveryRate} (Benjamini and Hochberg). Layers that one innocent cause can produce together count as one kind of evidence. Layers of behaviour judge a group once it is formed: what it does as a whole is compared with matched groups of other accounts, or with its own days in another order, and corrected over all groups and such layers.</p>
<p>Linked accounts are grouped by Leiden community detection with the constant Potts model (resolution ${settings.resolution}, seed ${settings.seed}); groups below ${settings.minAccounts} accounts are dropped. The search is repeated on permuted copies of the rest of the traffic, in which each kind of evidence is moved as a whole to other accounts of about the same volume: what is found there is found by chance. What a group asks for is compared with the rest of the same log; intervals resample accounts, not exchanges, ${count(settings.bootstrapDraws)} times, and a capability is flagged only at ${settings.flagRatio} times its baseline or more and q below ${settings.flagFalseDiscoveryRate}.</p>
${table(['layer', 'state', 'links', 'values too common to count'], [2, 3], layers)}
${impactMethods(impact)}
<p>Limits. A layer that is unavailable says nothing either way. Capabilities are judged by a classifier from the words of a prompt and are sometimes wrong; its errors touch campaign and baseline alike. Linked accounts show common operation, not who operates them. Where templates formed a group, its targeting is not independent of that.</p>
</section>`;
}

function sources({ sources: files }: EvidenceContent): string {
  const rows = files.map((file) => [
    `<span class="id">${h(file.name)}</span>`,
    h(file.format),
    count(file.bytes),
    count(file.exchanges),
    count(file.quarantined),
    count(file.duplicates),
    `<code>${h(file.sha256 ?? 'not read to its end')}</code>`,
  ]);
  return `<section><h2>Sources</h2>${table(['file', 'format', 'bytes', 'exchanges', 'quarantined', 'duplicates', 'SHA-256 of the file'], [2, 3, 4, 5], rows)}</section>`;
}

function verification(): string {
  return `<section>
<h2>How to check this bundle</h2>
<p>The bundle is a BagIt folder (RFC 8493). Any system with the usual tools can check that no byte of it changed. In the bundle's folder:</p>
<pre class="shell">sha256sum --check --strict tagmanifest-sha256.txt manifest-sha256.txt
( cut -c67- tagmanifest-sha256.txt manifest-sha256.txt; echo tagmanifest-sha256.txt ) | LC_ALL=C sort &gt; /tmp/listed
find . -type f ! -path './signatures/*' | cut -c3- | LC_ALL=C sort | cmp /tmp/listed -
find . ! -type f ! -type d; find . -type d -empty; ls fetch.txt signatures</pre>
<p>The first command must report OK for every file and the second must stay silent; the last must show no link, no empty folder and no fetch.txt. Where signatures/ holds a signature, with the signer's key in a file that reached you by another way:</p>
<pre class="shell">ssh-keygen -Y verify -f allowed_signers -I signer -n evidence-bundle -s signatures/tagmanifest-sha256.txt.sig &lt; tagmanifest-sha256.txt</pre>
<p>The log files themselves are not in the bundle. Whoever holds them can compare their SHA-256 with the table above, import them again, and must arrive at the same result digest.</p>
</section>`;
}
