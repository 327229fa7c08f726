import type { CampaignFinding } from '../../../main/engine/domain/campaign.ts';
import type { EvidenceContent } from '../../../main/engine/evidence/content.ts';

export const HOSTILE = '=cmd|" /C calc"!A1<script>alert(1)</script>\u202egnp.\u0007\u001b[31m</pre>"\'`';

export function finding(accounts: readonly string[]): CampaignFinding {
  const comparison = { share: 0.6, baselineShare: 0.2, ratio: 3, ratioLow: 2.5, ratioHigh: 3.6, qValue: 0.0005, flagged: true };
  return {
    campaign: {
      id: 'c-0123456789',
      strength: 'strong',
      score: 71.5,
      accountCount: accounts.length,
      exchangeCount: 120,
      firstSeen: '2026-03-09T01:02:03.000Z',
      lastSeen: '2026-03-20T10:00:00.000Z',
      layers: [
        { layer: 'payment', links: 3, weight: 12.5, pValue: null, reasons: [`card pm_secret of ${accounts[0]}`] },
        { layer: 'template', links: 5, weight: 9, pValue: 1e-9, reasons: [`seen from 240.1.2.3 and org_known by ${accounts[1]}.`] },
        { layer: 'load_evenness', links: 0, weight: 0, pValue: 0.004, reasons: ['members differ by 0.04'] },
      ],
      accounts,
      targeting: [
        { capability: 'software_engineering', ...comparison },
        { capability: 'other', ...comparison, ratio: 0.4, ratioLow: 0.3, ratioHigh: 0.5, flagged: false },
      ],
      elicitation: [{ elicitation: 'reasoning_trace', ...comparison }],
      pivots: [{ at: '2026-03-12T00:00:00.000Z', kind: 'model', before: 0.1, after: 0.9, pValue: 0.01 }],
    },
    members: accounts.map((accountId, place) => ({
      accountId,
      exchangeCount: 40,
      firstSeen: '2026-03-09T01:02:03.000Z',
      lastSeen: null,
      membership: 0.93,
      layers: ['payment', 'template'],
      role: 'core',
      harvestShare: 0.75,
      subgroup: place + 1 < accounts.length ? 0 : 1,
    })),
    links: [
      {
        layer: 'payment',
        accountA: accounts[0] ?? '',
        accountB: accounts[1] ?? '',
        weight: 4.2,
        pValue: null,
        reasons: ['card pm_secret'],
      },
    ],
    daily: [
      { day: '2026-03-09', exchanges: 40, accounts: 2 },
      { day: '2026-03-10', exchanges: 80, accounts: 3 },
    ],
    innocentExplanations: [{ name: 'one company', verdict: 'ruled out', reason: `organisations differ: org_known and others` }],
    exampleRows: [1],
    reading: {
      expectedByChance: 0.05,
      waterfall: [
        { step: 'payment', adds: 30, score: 30 },
        { step: 'template', adds: 25, score: 55 },
        { step: 'load_evenness', adds: 16.5, score: 71.5 },
      ],
      behaviour: [
        {
          layer: 'load_evenness',
          pValue: 0.004,
          holds: true,
          reason: `members differ by 0.04, unlike org_known and ${accounts[1]}`,
          nullHypothesis: 'members differ as much as other accounts do',
        },
        {
          layer: 'synchrony',
          pValue: 1,
          holds: false,
          reason: 'mean correlation -0.006 beyond the rhythm of the day',
          nullHypothesis: 'the days of members are exchangeable',
        },
      ],
      kind: 'harvest',
      harvestExchanges: 90,
      subgroups: [
        { accountCount: accounts.length - 1, exchangeCount: 80 },
        { accountCount: 1, exchangeCount: 40 },
      ],
    },
  };
}

export function content(accounts: readonly string[] = ['acct_a', 'acct_b', HOSTILE]): EvidenceContent {
  return {
    caseName: `spring ${HOSTILE}`,
    caseId: '11111111-2222-3333-4444-555555555555',
    analysis: {
      runDigest: 'ab'.repeat(32),
      programVersion: '0.1.0',
      settings: {
        seed: 1,
        layers: ['payment', 'template'],
        maxAccountsPerValue: 200,
        linkFalseDiscoveryRate: 0.01,
        resolution: 0.5,
        minAccounts: 3,
        bootstrapDraws: 2_000,
        flagRatio: 1.5,
        flagFalseDiscoveryRate: 0.05,
      },
      exchangeCount: 10_000,
      accountCount: 300,
      layers: [{ layer: 'payment', state: 'used', links: 3, valuesCapped: 1 }],
      daily: [{ day: '2026-03-09', exchanges: 400, accounts: 100 }],
    },
    findings: [finding(accounts)],
    campaignsLeftOut: 2,
    sources: [
      {
        sourceId: 1,
        name: `march${HOSTILE}.jsonl`,
        sha256: 'cd'.repeat(32),
        format: 'canonical-jsonl',
        bytes: 9,
        exchanges: 8,
        quarantined: 1,
        duplicates: 0,
      },
    ],
    quotations: new Map([
      [
        'c-0123456789',
        [
          {
            row: 1,
            at: '2026-03-09T01:02:03.000Z',
            accountId: HOSTILE,
            capability: 'software_engineering',
            elicitation: 'reasoning_trace',
            prompt: `first line\nsecond ${HOSTILE}`,
            completion: null,
            sourceName: 'march.jsonl',
            sourcePosition: 12_345,
          },
        ],
      ],
    ]),
    prices: null,
    isPseudonymised: false,
  };
}
