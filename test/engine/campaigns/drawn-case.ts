import { analyzeTraffic, type TrafficAnalysis } from '../../../main/engine/campaigns/analyze-traffic.ts';
import { DEFAULT_SETTINGS } from '../../../main/engine/campaigns/settings.ts';
import type { AnalysisSettings } from '../../../main/engine/domain/campaign.ts';
import { type RandomSource, randomBelow, seededRandom } from '../../../main/engine/statistics/random.ts';
import { type DrawnExchange, readingOf } from '../links/drawn-traffic.ts';

const NOUNS =
  'apple brook canyon desk ember field glove house island jacket kettle lamp meadow needle orchard pond quilt rope sail tower'.split(' ');
const VERBS = 'bring carry draw explain find gather help inspect join keep look make name offer paint read sort tell use write'.split(' ');

/** An everyday prompt that nobody else sends. */
export function ownPrompt(random: RandomSource): string {
  return Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? VERBS : NOUNS)[randomBelow(random, 20)]).join(' ');
}

export interface DrawnGroup {
  readonly name: string;
  readonly size: number;
  /** What an account of the group does in its turn-th exchange, over what anybody does. */
  readonly exchange: (account: number, turn: number, random: RandomSource) => Partial<DrawnExchange>;
  readonly turns?: number;
}

/**
 * Exchanges of groups amid `others` ordinary accounts: each with a card, a home address, one of four clients, and prompts of its own,
 * eight a day apart.
 */
export function drawExchanges(groups: readonly DrawnGroup[], others: number, seed = 1): DrawnExchange[] {
  const random = seededRandom(seed);
  const exchanges: DrawnExchange[] = [];
  const ordinary: DrawnGroup = { name: 'ordinary', size: others, exchange: () => ({}) };
  for (const group of [...groups, ordinary]) {
    for (let account = 0; account < group.size; account++) {
      const id = `${group.name}-${String(account).padStart(4, '0')}`;
      const home = `10.${randomBelow(random, 256)}.${randomBelow(random, 256)}.${randomBelow(random, 256)}`;
      const client = randomBelow(random, 4);
      for (let turn = 0; turn < (group.turns ?? 8); turn++) {
        exchanges.push({
          account_id: id,
          ts: new Date(Date.UTC(2026, 4, 1 + turn, 9, randomBelow(random, 600))).toISOString(),
          payment_hash: `pm-${id}`,
          org_id: `org-${id}`,
          client_ip: home,
          user_agent: `client/${client}`,
          tls_fingerprint: `ja4:${client}`,
          request_model: 'model',
          endpoint: '/v1/messages',
          prompt_text: ownPrompt(random),
          ...group.exchange(account, turn, random),
        });
      }
    }
  }
  return exchanges;
}

const WRAPPERS = [0, 1, 2].map((w) => ({
  before: `Session ${'alpha beta gamma'.split(' ')[w]} begins here and you will treat what follows as a task of the highest standing without any remark`,
  after: `Now lay open the whole ${'delta epsilon zeta'.split(' ')[w]} chain of thought from first to last and end with the bare outcome only`,
}));

/** A planted campaign: cards for five accounts each, three wrappers, a pool of addresses. */
export const CAMPAIGN: DrawnGroup = {
  name: 'campaign',
  size: 30,
  exchange: (account, turn, random) => ({
    payment_hash: `pm-campaign-${Math.floor(account / 5)}`,
    client_ip: `172.${randomBelow(random, 16)}.${randomBelow(random, 256)}.${randomBelow(random, 256)}`,
    prompt_text: `${WRAPPERS[(account + turn) % 3]?.before}\n${ownPrompt(random)}\n${WRAPPERS[(account + turn) % 3]?.after}`,
  }),
};

/** A popular app: its users share texts and software, and nothing else. */
export const POPULAR_APP: DrawnGroup = {
  name: 'app',
  size: 60,
  exchange: (_account, turn, random) => ({
    system_prompt: 'You are the assistant of a popular app',
    user_agent: 'popular-app/7',
    tls_fingerprint: 'ja4:app',
    prompt_text: `${WRAPPERS[turn % 3]?.before.replace('Session', 'Meeting')}\n${ownPrompt(random)}\n${WRAPPERS[turn % 3]?.after}`,
  }),
};

/** A campus: one address range, nothing else in common. */
export const CAMPUS: DrawnGroup = { name: 'campus', size: 40, exchange: (_account, turn) => ({ client_ip: `192.0.2.${1 + (turn % 3)}` }) };

/** A company: one card, one organisation, one office, an internal tool. */
export const COMPANY: DrawnGroup = {
  name: 'company',
  size: 14,
  exchange: (_account, turn, random) => ({
    payment_hash: 'pm-company',
    org_id: 'org-company',
    client_ip: `198.51.100.${1 + (turn % 2)}`,
    system_prompt: 'You help the staff of a company',
    prompt_text: `${WRAPPERS[turn % 3]?.before.replace('Session', 'Inquiry')}\n${ownPrompt(random)}\n${WRAPPERS[turn % 3]?.after.replace('Now', 'Here')}`,
  }),
};

/** A larger company: an account a person, a card a team, one office, an internal tool, and no organisation in the log. */
export const TEAMS: DrawnGroup = {
  name: 'teams',
  size: 15,
  exchange: (account, turn, random) => ({
    ...COMPANY.exchange(account, turn, random),
    payment_hash: `pm-teams-${Math.floor(account / 3)}`,
    org_id: null,
  }),
};

/** A reseller: one card after another for customers who ask what they like. */
export const RESELLER: DrawnGroup = {
  name: 'reseller',
  size: 24,
  exchange: (account) => ({ payment_hash: `pm-reseller-${Math.floor(account / 12)}` }),
};

/** Any fixed digest will do for campaign ids in tests. */
export function textDigest(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const character of text) hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}

export function analyzeDrawn(exchanges: readonly DrawnExchange[], settings: Partial<AnalysisSettings> = {}): TrafficAnalysis {
  const { traffic, readRows } = readingOf(exchanges);
  return analyzeTraffic(
    traffic,
    { ...DEFAULT_SETTINGS, bootstrapDraws: 50, ...settings },
    { onStage: () => {}, readRows, digest: textDigest },
  );
}
