import type { CampaignFinding, CampaignMember, Link, PivotReading } from '../domain/campaign.ts';
import type { EvidenceContent } from './content.ts';
import { pseudonymiseModels } from './pseudonym-models.ts';

/** Gives every identifying value a name that says nothing; the same value gets the same name. */
export type Pseudonym = (value: string) => string;

/** Layers whose reasons name a value that identifies a person or a connection. */
const IDENTIFYING_LAYERS: ReadonlySet<string> = new Set(['payment', 'client_ip', 'client_ip_24']);

/**
 * The same content without identities: accounts get pseudonyms, and campaigns, whose ids are digests of their accounts, ids made from these; reasons are kept only on layers that name no person, address or
 * card, with every identifying value in them replaced; models named after a customer get pseudonyms, too; quotations and the names of files and case are left out. Numbers, times and digests stay.
 */
export function pseudonymiseContent(content: EvidenceContent, pseudonym: Pseudonym, identifying: ReadonlySet<string>): EvidenceContent {
  const { analysis, findings, prices } = pseudonymiseModels(content, pseudonym, identifying);
  return {
    ...content,
    caseName: 'pseudonymised case',
    analysis,
    prices,
    findings: findings.map((finding) => pseudonymiseFinding(finding, pseudonym, (text) => scrub(text, pseudonym, identifying))),
    sources: content.sources.map((source) => ({ ...source, name: `source ${source.sourceId}` })),
    quotations: new Map(),
    isPseudonymised: true,
  };
}

const PSEUDONYM = /^p-[0-9a-f]{20}$/;

/** Where pseudonymised content still names somebody, in words that name nobody; null where it does not. */
export function findIdentity({ findings }: EvidenceContent, identifying: ReadonlySet<string>): string | null {
  for (const { campaign, members, links, innocentExplanations, reading } of findings) {
    const names = [
      ...campaign.accounts,
      ...members.map(({ accountId }) => accountId),
      ...links.flatMap(({ accountA, accountB }) => [accountA, accountB]),
    ];
    if (!names.every((name) => PSEUDONYM.test(name))) return `an account of ${campaign.id}`;
    const reasons = [
      ...[...campaign.layers, ...links].flatMap((layer) => layer.reasons),
      ...[...innocentExplanations, ...(reading?.behaviour ?? [])].map(({ reason }) => reason),
    ];
    const tokens = reasons.flatMap((reason) => reason.match(TOKEN) ?? []);
    if (tokens.some((token) => identifying.has(bareToken(token)))) return `a reason of ${campaign.id}`;
  }
  return null;
}

const TOKEN = /[^\s"'“”‘’(),;=<>[\]{}]+/gu;
const bareToken = (token: string): string => token.replace(/[.:!?]+$/, '');
const ADDRESS = /\b\d{1,3}(?:\.\d{1,3}){2,3}(?:\.\*|\/\d{1,2})?|(?:[0-9a-f]{1,4}:){2,}[0-9a-f:./]*/gi;

/** Replaces known identifying values, and whatever looks like an address, in a sentence about a finding. */
function scrub(text: string, pseudonym: Pseudonym, identifying: ReadonlySet<string>): string {
  const named = text.replace(TOKEN, (token) => {
    const bare = bareToken(token);
    return identifying.has(bare) ? pseudonym(bare) + token.slice(bare.length) : token;
  });
  return named.replace(ADDRESS, (address) => pseudonym(address));
}

function pseudonymiseFinding(finding: CampaignFinding, pseudonym: Pseudonym, clean: (text: string) => string): CampaignFinding {
  const reasonsOf = (layer: string, reasons: readonly string[]): readonly string[] =>
    IDENTIFYING_LAYERS.has(layer) ? [] : reasons.map(clean);
  const accounts = finding.campaign.accounts.map(pseudonym).sort();
  return {
    ...finding,
    campaign: {
      ...finding.campaign,
      id: `c-${pseudonym(JSON.stringify(accounts)).slice(2, 12)}`,
      accounts,
      layers: finding.campaign.layers.map((layer) => ({ ...layer, reasons: reasonsOf(layer.layer, layer.reasons) })),
    },
    members: finding.members.map((member) => ({ ...member, accountId: pseudonym(member.accountId) })).sort(byAccount),
    links: finding.links
      .map((link) => {
        const [accountA = '', accountB = ''] = [pseudonym(link.accountA), pseudonym(link.accountB)].sort();
        return { ...link, accountA, accountB, reasons: reasonsOf(link.layer, link.reasons) };
      })
      .sort(byWeight),
    innocentExplanations: finding.innocentExplanations.map((explanation) => ({ ...explanation, reason: clean(explanation.reason) })),
    ...(finding.reading === undefined
      ? {}
      : {
          reading: {
            ...finding.reading,
            ...(finding.reading.pivots === undefined ? {} : { pivots: finding.reading.pivots.map((pivot) => withoutNames(pivot, clean)) }),
            behaviour: finding.reading.behaviour.map((one) => ({ ...one, reason: reasonsOf(one.layer, [one.reason])[0] ?? '' })),
          },
        }),
    exampleRows: [],
  };
}

/** Titles of events are an analyst's words, and may name somebody. */
function withoutNames(pivot: PivotReading, clean: (text: string) => string): PivotReading {
  const event = pivot.event === null ? null : { ...pivot.event, label: clean(pivot.event.label) };
  return { ...pivot, event, reason: clean(pivot.reason) };
}

// The order of an analysis is that of the names, which would tell something of them.
const byAccount = (x: CampaignMember, y: CampaignMember): number => (x.accountId < y.accountId ? -1 : 1);
const byWeight = (x: Link, y: Link): number =>
  y.weight - x.weight || compareTexts(x.accountA, y.accountA) || compareTexts(x.accountB, y.accountB);
const compareTexts = (x: string, y: string): number => (x < y ? -1 : x > y ? 1 : 0);
