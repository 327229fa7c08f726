import {
  buildVocabulary,
  collectFeatures,
  collectKeys,
  FeatureBuffer,
  KeyBuffer,
  type Vocabulary,
} from '../../main/engine/capabilities/features.ts';
import { CAPABILITIES, type Capability } from '../../main/engine/domain/capability.ts';
import { type RandomSource, seededRandom, shuffle } from '../../main/engine/statistics/random.ts';
import { hashAsciiWord, readablePart, TokenBuffer, tokenize } from '../../main/engine/templates/tokens.ts';
import { drawPrompts } from './generate.ts';
import type { LabelledPrompt } from './sources.ts';

const CLASSES = CAPABILITIES.length;
const SEED = 20260605;
const EPOCHS = 5;
const WRITTEN_PER_CLASS = 4000;
/** What prompts labelled by hand weigh in a class beside written text, which weighs 1, once there are HAND_ENOUGH of them. */
const HAND_MASS = 0.5;
const HAND_ENOUGH = 150;
/** The most that one example weighs. */
const MOST_WEIGHT = 4;
/** Share of features left out of each pass, so that no single word carries a class. */
const DROPOUT = 0.3;
const L2 = 2e-6;
const LEARNING_RATE = 1.2;
/** Errors of probability below this are not learned from: most are, and cost most of the time. */
const SMALL_ERROR = 0.004;
/** A row in more than this share of a source's prompts, and in less than a tenth of it elsewhere, is the source's own header. */
const HEADER_SHARE = 0.3;
const HEADER_KEPT = 0.1;
const WRITTEN = 'written';
/** Prompts of real users that readers of this project labelled, of all sources together. */
const BY_HAND = 'by hand';
const TRUST_WEIGHT: Readonly<Record<string, number>> = { high: 1, medium: 0.7, low: 0.05 };

/** A word is known if written text has it in this many prompts, or this many sources have it; pairs need more. */
const WORD_PROMPTS = 4;
const WORD_SOURCES = 3;
const PAIR_PROMPTS = 14;
const PAIR_SOURCES = 5;

/** Words of grammar: how often they come tells one source's style from another's, not what a prompt asks. They count in pairs only. */
const GRAMMAR = new Set(
  "the a an of to in is are was were be been am i you he she it we they my your his her their our its me him them us that this these those and or but so as at by for from on with into than then do does did have has had will would can could should may might must there here not no also just very more most some any all each s t it's i'm don't im"
    .split(' ')
    .map(hashAsciiWord),
);

interface Drawn {
  readonly source: string;
  readonly text: string;
  /** Bits of CONTEXT. */
  readonly context: number;
  readonly label: number;
  readonly weight: number;
}

interface Example {
  readonly source: string;
  readonly rows: Int32Array;
  readonly label: number;
  readonly weight: number;
}

export interface RealModel {
  readonly keys: Int32Array;
  readonly vocabulary: Vocabulary;
  /** `vocabulary.rowCount` rows of one weight a capability. */
  readonly weights: Float32Array;
}

const encoder = new TextEncoder();
const tokens = new TokenBuffer();
const keys = new KeyBuffer();
const features = new FeatureBuffer();

function readKeys(prompt: string): Uint8Array {
  const bytes = readablePart(encoder.encode(prompt));
  tokenize(bytes, 0, bytes.length, tokens);
  collectKeys(bytes, tokens, keys);
  return bytes;
}

/** @param context bits of CONTEXT */
export function featureRows(vocabulary: Vocabulary, prompt: string, context: number): Int32Array {
  const bytes = readKeys(prompt);
  collectFeatures(bytes, tokens, keys, vocabulary, features, context);
  return features.rows.slice(0, features.count);
}

/** Fits the softmax to labelled sources and written text. */
export function trainModel(sources: readonly LabelledPrompt[]): RealModel {
  const random = seededRandom(SEED);
  const drawn = [...labelledPrompts(sources), ...writtenPrompts(sources, random)];
  const known = knownKeys(drawn);
  const vocabulary = buildVocabulary(known);
  const examples = drawn.map(({ source, text, context, label, weight }) => ({
    source,
    rows: featureRows(vocabulary, text, context),
    label,
    weight,
  }));
  return { keys: known, vocabulary, weights: fitSoftmax(examples, vocabulary.rowCount, random) };
}

function labelledPrompts(sources: readonly LabelledPrompt[]): Drawn[] {
  return sources.flatMap(({ source, prompt, context, capability, trust, byHand }) => {
    const labels = capability === null ? byHand : [capability];
    const weight = capability === null ? 1 / Math.max(1, byHand.length) : (TRUST_WEIGHT[trust] ?? 0);
    return labels.map((label) => ({
      source: capability === null ? BY_HAND : source,
      text: prompt,
      context,
      label: CAPABILITIES.indexOf(label),
      weight,
    }));
  });
}

function writtenPrompts(sources: readonly LabelledPrompt[], random: RandomSource): Drawn[] {
  const passages = sources
    .flatMap(({ completion, prompt }) => [completion, prompt.length > 300 ? prompt : ''])
    .filter((text) => text.length > 150);
  const remarks = sources.filter(({ prompt, label }) => prompt.length < 140 && label !== 'Toolformer').map(({ prompt }) => prompt);
  return CAPABILITIES.flatMap((capability, label) =>
    drawPrompts(capability, label === 0 ? WRITTEN_PER_CLASS * 2 : WRITTEN_PER_CLASS, { passages, remarks }, random).map((prompt) => ({
      source: WRITTEN,
      text: prompt.prompt,
      context: drawContext(capability, random),
      label,
      weight: 1,
    })),
  );
}

/**
 * How often a request of a class is assumed to carry tool definitions, tool calls, a system prompt and earlier turns: applications send tools
 * with everything, agents rarely go without. Assumed, as few labelled sources record it.
 */
const CONTEXT_SHARES: Readonly<Partial<Record<Capability, readonly number[]>>> = {
  agentic_tool_use: [0.6, 0.35, 0.5, 0.35],
  software_engineering: [0.25, 0.1, 0.35, 0.3],
  data_analysis: [0.2, 0.1, 0.35, 0.3],
  roleplay_chat: [0.08, 0.03, 0.5, 0.45],
};
const USUAL_CONTEXT = [0.1, 0.04, 0.35, 0.3];

function drawContext(capability: Capability, random: RandomSource): number {
  const shares = CONTEXT_SHARES[capability] ?? USUAL_CONTEXT;
  return shares.reduce((bits, share, bit) => (random() < share ? bits | (1 << bit) : bits), 0);
}

/** Words and pairs that are not one source's own, sorted. */
function knownKeys(drawn: readonly Drawn[]): Int32Array {
  const isPair = new Map<number, boolean>();
  const bySource = new Map<string, Map<number, number>>();
  for (const { source, text } of drawn) {
    readKeys(text);
    const counts = bySource.get(source) ?? new Map<number, number>();
    bySource.set(source, counts);
    const words = new Set(tokens.hashes.subarray(0, tokens.count));
    for (const key of new Set(keys.keys.subarray(0, keys.count))) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
      if (!isPair.has(key)) isPair.set(key, !words.has(key));
    }
  }
  const written = bySource.get(WRITTEN) ?? new Map<number, number>();
  const known: number[] = [];
  for (const [key, pair] of isPair) {
    if (GRAMMAR.has(key)) continue;
    let sources = 0;
    for (const counts of bySource.values()) if ((counts.get(key) ?? 0) >= 2) sources++;
    const prompts = written.get(key) ?? 0;
    if (pair ? prompts >= PAIR_PROMPTS || sources >= PAIR_SOURCES : prompts >= WORD_PROMPTS || sources >= WORD_SOURCES) known.push(key);
  }
  return Int32Array.from(known).sort();
}

function fitSoftmax(all: readonly Example[], rowCount: number, random: RandomSource): Float32Array {
  const examples = balanceWeights(all);
  const headers = headerRows(examples, rowCount);
  const weights = new Float32Array(rowCount * CLASSES);
  const squares = new Float32Array(rowCount * CLASSES).fill(1e-6);
  const order = Int32Array.from(examples, (_, i) => i);
  const kept = new Int32Array(2048);
  const gradient = new Float64Array(CLASSES);
  const wrong = new Int32Array(CLASSES);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random);
    const rate = LEARNING_RATE * (1 - epoch / EPOCHS) + 0.05;
    for (const at of order) {
      const example = examples[at] as Example;
      const header = headers.get(example.source);
      let n = 0;
      for (const row of example.rows) {
        if (random() < DROPOUT || (header?.has(row) && random() > HEADER_KEPT)) continue;
        kept[n++] = row;
      }
      if (n === 0) continue;
      const x = 1 / Math.sqrt(n);
      probabilities(weights, kept, n, gradient);
      let active = 0;
      for (let k = 0; k < CLASSES; k++) {
        const error = (gradient[k] as number) - (k === example.label ? 1 : 0);
        if (Math.abs(error) < SMALL_ERROR) continue;
        gradient[k] = error * example.weight * x;
        wrong[active++] = k;
      }
      for (let i = 0; i < n; i++) {
        const base = (kept[i] as number) * CLASSES;
        for (let j = 0; j < active; j++) {
          const k = wrong[j] as number;
          const w = weights[base + k] as number;
          const g = (gradient[k] as number) + L2 * w;
          const s = (squares[base + k] as number) + g * g;
          squares[base + k] = s;
          weights[base + k] = w - (rate * g) / Math.sqrt(s + 0.02);
        }
      }
    }
  }
  return weights;
}

function probabilities(weights: Float32Array, rows: ArrayLike<number>, n: number, out: Float64Array): void {
  out.fill(0);
  for (let i = 0; i < n; i++) {
    const base = (rows[i] as number) * CLASSES;
    for (let k = 0; k < CLASSES; k++) out[k] = (out[k] as number) + (weights[base + k] as number);
  }
  const x = 1 / Math.sqrt(n);
  let top = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < CLASSES; k++) top = Math.max(top, (out[k] as number) * x);
  let total = 0;
  for (let k = 0; k < CLASSES; k++) {
    const e = Math.exp((out[k] as number) * x - top);
    out[k] = e;
    total += e;
  }
  for (let k = 0; k < CLASSES; k++) out[k] = (out[k] as number) / total;
}

/** Weights examples so that each class counts the same; in a class, written text counts as half, other sources by the root of their size. */
function balanceWeights(examples: readonly Example[]): Example[] {
  const groups = new Map<string, { label: number; source: string; total: number; count: number }>();
  for (const { label, source, weight } of examples) {
    const key = `${label} ${source}`;
    const group = groups.get(key) ?? { label, source, total: 0, count: 0 };
    group.total += weight;
    group.count++;
    groups.set(key, group);
  }
  const mass = (group: { source: string; total: number; count: number }): number =>
    group.source === WRITTEN
      ? 1
      : group.source === BY_HAND
        ? HAND_MASS * Math.min(1, group.total / HAND_ENOUGH)
        : 0.3 * Math.min(1, group.total / 1200);
  const ofClass = new Float64Array(CLASSES);
  for (const group of groups.values()) ofClass[group.label] = (ofClass[group.label] as number) + mass(group);
  const unit = examples.length / CLASSES;
  return examples.map((example) => {
    const group = groups.get(`${example.label} ${example.source}`);
    const share = group === undefined || group.total === 0 ? 0 : (mass(group) / (ofClass[example.label] as number) / group.total) * unit;
    return { ...example, weight: Math.min(MOST_WEIGHT, example.weight * share) };
  });
}

/** Rows that most prompts of a source have and few prompts elsewhere: its wrapper, not its content. */
function headerRows(examples: readonly Example[], rowCount: number): Map<string, Set<number>> {
  const bySource = new Map<string, { count: number; seen: Float64Array }>();
  for (const { source, rows } of examples) {
    const entry = bySource.get(source) ?? { count: 0, seen: new Float64Array(rowCount) };
    entry.count++;
    for (const row of rows) entry.seen[row] = (entry.seen[row] as number) + 1;
    bySource.set(source, entry);
  }
  const headers = new Map<string, Set<number>>();
  for (const [source, { count, seen }] of bySource) {
    const rows = new Set<number>();
    if (source !== WRITTEN && source !== BY_HAND) {
      for (let row = 0; row < rowCount; row++) {
        const share = (seen[row] as number) / count;
        if (share < HEADER_SHARE) continue;
        let elsewhere = 0;
        let others = 0;
        for (const [name, other] of bySource) {
          if (name === source) continue;
          others++;
          elsewhere += (other.seen[row] as number) / other.count;
        }
        if (elsewhere / Math.max(1, others) < share / 4) rows.add(row);
      }
    }
    headers.set(source, rows);
  }
  return headers;
}

/** Rounds to int8: one scale for all weights, chosen so that one weight in a thousand is cut. */
export function quantise(model: RealModel): { weights: Int8Array; scale: number } {
  const sizes = Float32Array.from(model.weights, Math.abs)
    .filter((w) => w > 1e-3)
    .sort();
  const top = sizes[Math.floor(sizes.length * 0.999)] ?? 1;
  const scale = Math.round((top / 127) * 1e6) / 1e6;
  return { weights: Int8Array.from(model.weights, (w) => Math.max(-127, Math.min(127, Math.round(w / scale)))), scale };
}
