import { CAPABILITIES } from '../../../main/engine/domain/capability.ts';
import { seededRandom, shuffle } from '../../../main/engine/statistics/random.ts';
import { TokenBuffer, tokenize } from '../../../main/engine/templates/tokens.ts';
import type { LabelledPrompt } from '../../../scripts/training-text/sources.ts';

/** What any classifier has to beat: a softmax over hashed words and word pairs, learned from labelled prompts alone. */
const SLOTS = 2 ** 18;
const EPOCHS = 3;
const RATE = 0.5;
const CLASSES = CAPABILITIES.length;
const encoder = new TextEncoder();
const tokens = new TokenBuffer();

function slotsOf(prompt: string): Int32Array {
  const bytes = encoder.encode(prompt);
  tokenize(bytes, 0, bytes.length, tokens);
  const slots = new Set<number>();
  let before = 0;
  for (let i = 0; i < Math.min(tokens.count, 400); i++) {
    const hash = tokens.hashes[i] as number;
    slots.add(hash & (SLOTS - 1));
    slots.add((Math.imul(before, 31) ^ hash) & (SLOTS - 1));
    before = hash;
  }
  return Int32Array.from(slots);
}

function scores(weights: Float32Array, slots: Int32Array, out: Float64Array): void {
  out.fill(0);
  for (const slot of slots) for (let k = 0; k < CLASSES; k++) out[k] = (out[k] as number) + (weights[slot * CLASSES + k] as number);
  const scale = 1 / Math.sqrt(Math.max(1, slots.length));
  for (let k = 0; k < CLASSES; k++) out[k] = (out[k] as number) * scale;
}

export function trainBigrams(sources: readonly LabelledPrompt[]): Float32Array {
  const weights = new Float32Array(SLOTS * CLASSES);
  const random = seededRandom(7);
  const examples = sources
    .filter((prompt) => prompt.capability !== null)
    .map(({ prompt, capability }) => ({
      slots: slotsOf(prompt),
      label: CAPABILITIES.indexOf(capability ?? 'other'),
    }));
  const p = new Float64Array(CLASSES);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(examples, random);
    for (const { slots, label } of examples) {
      scores(weights, slots, p);
      const top = Math.max(...p);
      let total = 0;
      for (let k = 0; k < CLASSES; k++) {
        p[k] = Math.exp((p[k] as number) - top);
        total += p[k] as number;
      }
      const x = RATE / Math.sqrt(Math.max(1, slots.length));
      for (let k = 0; k < CLASSES; k++) {
        const step = x * ((p[k] as number) / total - (k === label ? 1 : 0));
        for (const slot of slots) weights[slot * CLASSES + k] = (weights[slot * CLASSES + k] as number) - step;
      }
    }
  }
  return weights;
}

export function guessByBigrams(weights: Float32Array, prompt: string): number {
  const out = new Float64Array(CLASSES);
  scores(weights, slotsOf(prompt), out);
  let best = 0;
  for (let k = 1; k < CLASSES; k++) if ((out[k] as number) > (out[best] as number)) best = k;
  return best;
}
