import type { Capability } from '../domain/capability.ts';
import type { Json } from '../domain/exchange.ts';
import type { RandomSource } from '../statistics/random.ts';
import { between, drawIndex, hex, pick, weightedIndex } from './draw.ts';
import { type Adoption, drawAdoption, type Release } from './release.ts';
import { writePhrase } from './text/writer.ts';

export type CapabilityShares = Partial<Record<Capability, number>>;

/** Overall interest of customers in each capability; single customers differ widely. */
export const INTEREST: Record<Capability, number> = {
  other: 26,
  software_engineering: 20,
  agentic_tool_use: 5,
  reasoning: 5,
  mathematics: 6,
  data_analysis: 7,
  knowledge_qa: 12,
  summarization_extraction: 7,
  translation_multilingual: 5,
  creative_writing: 5,
  roleplay_chat: 1.5,
  safety_policy: 0.5,
};

/** A program that sends requests: what the server sees of it. */
export interface Client {
  /** One a version, oldest first. */
  readonly userAgents: readonly (string | null)[];
  /** Days into the period, negative before it, on which each version came out. */
  readonly releasedOn: readonly number[];
  readonly tlsFingerprint: string | null;
  /** What its library sends when the customer sets nothing. */
  readonly defaultMaxTokens: number | null;
}

/** The version a customer runs at a moment who upgrades `lagDays` after each release. */
export function userAgentAt(client: Client, day: number, lagDays: number): string | null {
  let version = 0;
  while (version + 1 < client.userAgents.length && (client.releasedOn[version + 1] as number) + lagDays <= day) version++;
  return client.userAgents[version] ?? null;
}

/** A product with many customers, which puts its own texts around what they ask. */
export interface App extends Client {
  readonly name: string;
  readonly systemPrompt: string | null;
  readonly toolDefinitions: Json;
  readonly wrapPrompt: ((text: string) => string) | null;
  readonly shares: CapabilityShares;
  readonly models: readonly string[];
  readonly adoption: Adoption | null;
  readonly temperature: number | null;
  readonly maxTokens: number | null;
}

export const NEW_MODEL = 'aster-5-large';
export const MODELS = ['aster-4-large', 'aster-4-medium', 'aster-4-mini', 'aster-3-large'] as const;
const MODEL_WEIGHTS = weightedIndex([34, 30, 26, 10]);
export const servedModel = (model: string): string => `${model}-2026-0${(model.length % 4) + 1}-15`;
export const drawModel = (random: RandomSource): string => MODELS[drawIndex(MODEL_WEIGHTS, random)] ?? MODELS[0];

const tls = (random: RandomSource): string => `ja4:t13d${between(1200, 1799, random)}h2_${hex(12, random)}_${hex(12, random)}`;

export interface Libraries {
  readonly clients: readonly Client[];
  readonly draw: (random: RandomSource) => Client;
}

/** Common libraries, each in several versions that came out over the period; weights are how many customers use them. */
export function createLibraries(days: number, random: RandomSource): Libraries {
  const names: readonly (readonly [string, number])[] = [
    ['aster-sdk-python/1.%', 26],
    ['aster-sdk-node/0.%', 19],
    ['aster-cli/1.0.%', 12],
    ['python-requests/2.%', 10],
    ['axios/1.%', 7],
    ['okhttp/4.%', 5],
    ['Go-http-client/2.%', 5],
    ['curl/8.%', 5],
    ['aster-sdk-java/0.%', 5],
    ['Mozilla/5.0 (X11; Linux x86_64) Browser/1%.0', 9],
    ['Mozilla/5.0 (Macintosh) Browser/1%.0', 8],
  ];
  const clients = names.map(([pattern]): Client => {
    const first = between(3, 40, random);
    const suffix = pattern.startsWith('Mozilla') || pattern.startsWith('aster-cli') ? '' : '.0';
    const versions = pattern.startsWith('aster') ? 5 : 3;
    return {
      userAgents: Array.from({ length: versions }, (_, i) => pattern.replace('%', `${first + i}${suffix}`)),
      releasedOn: releaseDays(versions, days, random),
      tlsFingerprint: tls(random),
      defaultMaxTokens: pattern.startsWith('aster') ? pick([null, 1024, 4096], random) : null,
    };
  });
  const weights = weightedIndex(names.map(([, weight]) => weight));
  return { clients, draw: (source) => clients[drawIndex(weights, source)] as Client };
}

/** The first half of the versions were out before the period; the rest come out within it. */
function releaseDays(versions: number, days: number, random: RandomSource): number[] {
  const old = Math.ceil(versions / 2);
  return Array.from({ length: versions }, (_, i) =>
    i < old ? (i - old) * between(5, 20, random) - 1 : ((i - old + random()) * days) / (versions - old),
  );
}

/** A client that nobody else uses: its own name and TLS stack. */
export function createOwnClient(name: string, versions: number, days: number, random: RandomSource): Client {
  const major = between(1, 4, random);
  return {
    userAgents: Array.from({ length: versions }, (_, i) => `${name}/${major}.${i + 1}.0`),
    releasedOn: releaseDays(versions, days, random),
    tlsFingerprint: tls(random),
    defaultMaxTokens: null,
  };
}

/** A program built on a common library: its own name, the TLS stack of the library. */
export function createClientOn(library: Client, name: string, versions: number, days: number, random: RandomSource): Client {
  return { ...createOwnClient(name, versions, days, random), tlsFingerprint: library.tlsFingerprint };
}

/** Tool definitions of the given names in the form function calling takes. */
export function createTools(names: readonly string[], random: RandomSource): Json {
  return names.map((name) => ({
    type: 'function',
    name,
    description: writePhrase('purpose', random),
    parameters: {
      type: 'object',
      properties: { id: { type: 'string' }, [writePhrase('noun', random)]: { type: 'string' } },
      required: ['id'],
    },
  }));
}

const APP_KINDS: readonly { kind: string; shares: CapabilityShares; tools: readonly string[]; role: string; wrapped: boolean }[] = [
  {
    kind: 'code-companion',
    shares: { software_engineering: 80, agentic_tool_use: 12, data_analysis: 8 },
    tools: ['read_file', 'apply_patch', 'run_tests'],
    role: 'a programming assistant inside an editor',
    wrapped: false,
  },
  {
    kind: 'helpdesk',
    shares: { other: 55, knowledge_qa: 30, summarization_extraction: 15 },
    tools: ['lookup_order', 'open_ticket'],
    role: 'the support desk of a shop',
    wrapped: true,
  },
  {
    kind: 'homework-tutor',
    shares: { mathematics: 45, reasoning: 25, knowledge_qa: 30 },
    tools: [],
    role: 'a patient tutor who explains before answering',
    wrapped: true,
  },
  { kind: 'story-room', shares: { creative_writing: 70, roleplay_chat: 30 }, tools: [], role: 'a co-author of fiction', wrapped: false },
  {
    kind: 'notebook',
    shares: { data_analysis: 75, software_engineering: 15, mathematics: 10 },
    tools: ['run_query', 'plot_table'],
    role: 'an analyst in a data notebook',
    wrapped: false,
  },
  { kind: 'polyglot', shares: { translation_multilingual: 90, other: 10 }, tools: [], role: 'a translator', wrapped: true },
  {
    kind: 'errand-agent',
    shares: { agentic_tool_use: 75, other: 25 },
    tools: ['open_page', 'click', 'type_text', 'read_page'],
    role: 'an agent that runs errands on the web',
    wrapped: false,
  },
  { kind: 'meeting-notes', shares: { summarization_extraction: 90, other: 10 }, tools: [], role: 'a note taker', wrapped: true },
];

/** The apps on the market, most popular first. */
export function createApps(days: number, release: Release | null, random: RandomSource): readonly App[] {
  return APP_KINDS.map(({ kind, shares, tools, role, wrapped }): App => {
    const opening = writePhrase('directive', random);
    const closing = writePhrase('directive', random);
    return {
      ...createOwnClient(kind, 3, days, random),
      name: kind,
      systemPrompt: `You are ${role}. ${opening} Be brief, cite what you used, and ask when the request is unclear.`,
      toolDefinitions: tools.length === 0 ? null : createTools(tools, random),
      wrapPrompt: wrapped
        ? (text) =>
            `The customer of ${kind} wrote the message below. ${opening}\n\nMessage: ${text}\n\nAnswer it as ${role} would. ${closing}`
        : null,
      shares,
      models: [pick(MODELS, random), 'aster-4-mini'],
      adoption: drawAdoption(release, 0.02, random),
      temperature: pick([0, 0.2, 0.7, 1], random),
      maxTokens: pick([512, 1024, 2048, 4096], random),
    };
  });
}
