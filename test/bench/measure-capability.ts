import { join } from 'node:path';
import { type CapabilityModel, classify, ratesFor } from '../../main/engine/capabilities/classifier.ts';
import { collectFeatures, collectKeys, FeatureBuffer, KeyBuffer } from '../../main/engine/capabilities/features.ts';
import { CONFIDENCE_THRESHOLD, TEMPERATURE } from '../../main/engine/capabilities/model.ts';
import { CAPABILITIES, type Capability } from '../../main/engine/domain/capability.ts';
import { readablePart, TokenBuffer, tokenize } from '../../main/engine/templates/tokens.ts';
import { quantise, trainModel } from '../../scripts/training-text/fit.ts';
import { type LabelledPrompt, readSources } from '../../scripts/training-text/sources.ts';

/** Leave-one-source-out figures: sources of `train/` by a model that never saw them, sources of `measure/` by the model of all of `train/`. */
const folder = process.argv[2];
if (folder === undefined) {
  process.stderr.write('usage: measure-capability.ts <data folder with train/ and measure/>\n');
  process.exit(2);
}
const CONFIDENCE = 128;
const SMALLEST_GROUP = 10;
const train = readSources(join(folder, 'train'));
const measure = readSources(join(folder, 'measure'));

interface Guess {
  readonly prompt: LabelledPrompt;
  readonly guess: Capability;
  readonly raw: Capability;
  readonly confidence: number;
}

function loadModel(sources: readonly LabelledPrompt[]): CapabilityModel {
  const trained = trainModel(sources);
  const { weights, scale } = quantise(trained);
  return { vocabulary: trained.vocabulary, weights, rates: ratesFor(scale / TEMPERATURE), threshold: 0 };
}

const encoder = new TextEncoder();
const tokens = new TokenBuffer();
const keys = new KeyBuffer();
const features = new FeatureBuffer();
const score = { capability: 0, confidence: 0 };

function guessAll(model: CapabilityModel, prompts: readonly LabelledPrompt[]): Guess[] {
  return prompts.map((prompt) => {
    const bytes = readablePart(encoder.encode(prompt.prompt));
    tokenize(bytes, 0, bytes.length, tokens);
    collectKeys(bytes, tokens, keys);
    collectFeatures(bytes, tokens, keys, model.vocabulary, features);
    classify(model, features, score);
    const raw = CAPABILITIES[score.capability] ?? 'other';
    return { prompt, raw, guess: score.confidence < CONFIDENCE_THRESHOLD ? 'other' : raw, confidence: score.confidence };
  });
}

const whole = loadModel(train);
process.stdout.write(`${whole.vocabulary.rowCount} rows\n`);
const guesses: Guess[] = guessAll(whole, measure);
const isScored = (prompt: LabelledPrompt): boolean => prompt.capability !== null && (prompt.trust === 'high' || prompt.trust === 'medium');
const scoredSources = new Set(train.filter(isScored).map((prompt) => prompt.source));
const heldOut = [...scoredSources].map((source) => new Set([source]));
heldOut.push(
  new Set(train.filter((prompt) => prompt.capability === null && !scoredSources.has(prompt.source)).map((prompt) => prompt.source)),
);
for (const sources of heldOut) {
  const model = loadModel(train.filter((prompt) => !sources.has(prompt.source)));
  guesses.push(
    ...guessAll(
      model,
      train.filter((prompt) => sources.has(prompt.source)),
    ),
  );
}

const scored = guesses.filter(({ prompt }) => isScored(prompt));
const groups = Map.groupBy(scored, ({ prompt }) => `${prompt.source} ${prompt.capability}`);
const print = (line: string): void => void process.stdout.write(`${line}\n`);
print('source / class                                        n  recall  mostly taken for');
for (const [key, members] of groups) {
  const right = members.filter(({ guess, prompt }) => guess === prompt.capability).length;
  const wrong = Object.entries(
    Object.groupBy(
      members.filter(({ guess, prompt }) => guess !== prompt.capability),
      ({ guess }) => guess,
    ),
  )
    .map(([guess, items]) => ({ guess, count: items?.length ?? 0 }))
    .sort((a, b) => b.count - a.count);
  print(
    `${key.padEnd(50)} ${String(members.length).padStart(4)}   ${(right / members.length).toFixed(3)}  ${wrong
      .slice(0, 3)
      .map(({ guess, count }) => `${guess} ${count}`)
      .join(', ')}`,
  );
}

const big = [...groups.values()].filter((members) => members.length >= SMALLEST_GROUP);
function macroF1(weightOf: (group: readonly Guess[]) => number): number {
  const tallies = new Map<string, { hit: number; guessed: number; actual: number }>();
  const tally = (name: string) => {
    const known = tallies.get(name) ?? { hit: 0, guessed: 0, actual: 0 };
    tallies.set(name, known);
    return known;
  };
  for (const members of big) {
    const weight = weightOf(members);
    for (const { guess, prompt } of members) {
      tally(guess).guessed += weight;
      tally(prompt.capability ?? 'other').actual += weight;
      if (guess === prompt.capability) tally(guess).hit += weight;
    }
  }
  const named = CAPABILITIES.filter((name) => name !== 'other' && (tallies.get(name)?.actual ?? 0) > 0);
  const scores = named.map((name) => {
    const { hit, guessed, actual } = tally(name);
    const f1 = (2 * hit) / (guessed + actual);
    print(
      `  ${name.padEnd(28)} F1 ${f1.toFixed(3)}  precision ${(hit / Math.max(guessed, 1e-9)).toFixed(3)}  recall ${(hit / actual).toFixed(3)}`,
    );
    return f1;
  });
  return scores.reduce((sum, f1) => sum + f1, 0) / scores.length;
}
print('\nevery source and class the same weight:');
print(`macro-F1 ${macroF1((members) => 1 / members.length).toFixed(3)}`);
print('\nevery prompt the same weight:');
print(`macro-F1 ${macroF1(() => 1).toFixed(3)}`);

print('\nprompts without label: share that gets a named capability at all / with confidence of half or more');
for (const [source, members] of Map.groupBy(
  guesses.filter(({ prompt }) => prompt.capability === null && prompt.elicitation === null),
  ({ prompt }) => prompt.source,
)) {
  const named = members.filter(({ guess }) => guess !== 'other');
  const sure = named.filter(({ confidence }) => confidence >= CONFIDENCE);
  print(
    `${source.padEnd(24)} ${String(members.length).padStart(5)}  ${(named.length / members.length).toFixed(3)}  ${(sure.length / members.length).toFixed(3)}`,
  );
}
if (process.env.DUMP !== undefined) {
  const { writeFileSync } = await import('node:fs');
  writeFileSync(
    process.env.DUMP,
    JSON.stringify(
      guesses.map((g) => [
        g.prompt.source,
        g.prompt.capability,
        g.prompt.trust,
        g.raw,
        g.confidence,
        g.prompt.label,
        g.prompt.prompt.slice(0, 200),
      ]),
    ),
  );
}
