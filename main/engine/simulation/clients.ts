import type { Capability, Elicitation } from '../domain/capability.ts';
import type { Json } from '../domain/exchange.ts';
import type { RandomSource } from '../statistics/random.ts';
import { between, drawIndex, hex, pick, weightedIndex } from './draw.ts';
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
  readonly userAgents: readonly string[];
  readonly tlsFingerprint: string;
}

/** A product with many customers, which puts its own texts around what they ask. */
export interface App extends Client {
  readonly name: string;
  readonly systemPrompt: string | null;
  readonly toolDefinitions: Json;
  readonly wrapPrompt: ((text: string) => string) | null;
  readonly shares: CapabilityShares;
  readonly models: readonly string[];
  readonly temperature: number | null;
  readonly maxTokens: number | null;
}

export const MODELS = ['aster-4-large', 'aster-4-medium', 'aster-4-mini', 'aster-3-large'] as const;
const MODEL_WEIGHTS = weightedIndex([34, 30, 26, 10]);
export const servedModel = (model: string): string => `${model}-2026-0${(model.length % 4) + 1}-15`;
export const drawModel = (random: RandomSource): string => MODELS[drawIndex(MODEL_WEIGHTS, random)] ?? MODELS[0];

const tls = (random: RandomSource): string => `ja4:t13d${between(1200, 1799, random)}h2_${hex(12, random)}_${hex(12, random)}`;

/** Common libraries, each in several versions; weights are how many customers use them. */
export function createLibraries(random: RandomSource): {
  readonly clients: readonly Client[];
  readonly draw: (random: RandomSource) => Client;
} {
  const names: readonly (readonly [string, number])[] = [
    ['aster-sdk-python/1.%', 30],
    ['aster-sdk-node/0.%', 22],
    ['python-requests/2.%', 12],
    ['axios/1.%', 8],
    ['okhttp/4.%', 6],
    ['Go-http-client/2.%', 6],
    ['curl/8.%', 5],
    ['aster-sdk-java/0.%', 5],
    ['Mozilla/5.0 (X11; Linux x86_64) Browser/1%.0', 10],
    ['Mozilla/5.0 (Macintosh) Browser/1%.0', 9],
  ];
  const clients = names.map(([pattern]): Client => {
    const first = between(3, 40, random);
    return {
      userAgents: Array.from({ length: 4 }, (_, i) => pattern.replace('%', `${first + i}${pattern.startsWith('Mozilla') ? '' : '.0'}`)),
      tlsFingerprint: tls(random),
    };
  });
  const weights = weightedIndex(names.map(([, weight]) => weight));
  return { clients, draw: (source) => clients[drawIndex(weights, source)] as Client };
}

/** A client that nobody else uses: its own name and TLS stack. */
export function createOwnClient(name: string, versions: number, random: RandomSource): Client {
  const major = between(1, 4, random);
  return { userAgents: Array.from({ length: versions }, (_, i) => `${name}/${major}.${i + 1}.0`), tlsFingerprint: tls(random) };
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
export function createApps(random: RandomSource): readonly App[] {
  return APP_KINDS.map(({ kind, shares, tools, role, wrapped }): App => {
    const opening = writePhrase('directive', random);
    const closing = writePhrase('directive', random);
    return {
      ...createOwnClient(kind, 3, random),
      name: kind,
      systemPrompt: `You are ${role}. ${opening} Be brief, cite what you used, and ask when the request is unclear.`,
      toolDefinitions: tools.length === 0 ? null : createTools(tools, random),
      wrapPrompt: wrapped
        ? (text) =>
            `The customer of ${kind} wrote the message below. ${opening}\n\nMessage: ${text}\n\nAnswer it as ${role} would. ${closing}`
        : null,
      shares,
      models: [pick(MODELS, random), 'aster-4-mini'],
      temperature: pick([0, 0.2, 0.7, 1], random),
      maxTokens: pick([512, 1024, 2048, 4096], random),
    };
  });
}

export interface Ask {
  readonly capability: Capability;
  readonly elicitation: Elicitation;
}
