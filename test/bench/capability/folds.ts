import { join } from 'node:path';
import { type CapabilityModel, classify, ratesFor } from '../../../main/engine/capabilities/classifier.ts';
import { collectFeatures, collectKeys, FeatureBuffer, KeyBuffer } from '../../../main/engine/capabilities/features.ts';
import { TEMPERATURE } from '../../../main/engine/capabilities/model.ts';
import { readablePart, TokenBuffer, tokenize } from '../../../main/engine/templates/tokens.ts';
import { quantise, trainModel } from '../../../scripts/training-text/fit.ts';
import { type LabelledPrompt, readHandLabels, readSources } from '../../../scripts/training-text/sources.ts';
import { guessByBigrams, trainBigrams } from './bigram-baseline.ts';

/** Sources whose model must not have seen `withheld`, sources of train/. */
export interface Fold {
  readonly withheld: readonly string[];
  readonly train: readonly string[];
  readonly measure: readonly string[];
}

/** One prompt's reading by a model that never saw its source. Classes are indices into CAPABILITIES. */
export interface Guess {
  readonly source: string;
  readonly id: string;
  readonly capability: string | null;
  readonly byHand: readonly string[];
  readonly isScored: boolean;
  readonly isWrapped: boolean;
  readonly raw: number;
  readonly confidence: number;
  readonly rawWithoutContext: number;
  readonly confidenceWithoutContext: number;
  readonly baseline: number;
}

/** Sources of real users' prompts; each overlaps with another of them or with a measured source. */
const REAL_USERS = ['belle_zh_unlabelled', 'oasst_prompts', 'self_instruct_seed', 'user_oriented_252'];
/** A measured source that contains prompts of REAL_USERS and of vicuna_bench. */
const OVERLAPPING = 'alpaca_eval_805';

export interface Data {
  readonly train: readonly LabelledPrompt[];
  readonly measure: readonly LabelledPrompt[];
}

export function readData(folder: string): Data {
  const here = import.meta.dirname;
  return {
    train: readSources(join(folder, 'train'), readHandLabels(join(here, '../../../scripts/training-text/hand-labels.json'))),
    measure: readSources(join(folder, 'measure'), readHandLabels(join(here, 'hand-labels.json'))),
  };
}

export function isScored({ capability, trust }: LabelledPrompt): boolean {
  return capability !== null && (trust === 'high' || trust === 'medium');
}

const sourcesOf = (prompts: readonly LabelledPrompt[]): string[] => [...new Set(prompts.map((prompt) => prompt.source))];

/** Leave one source of train/ out at a time; measured sources are read by the model of all of train/, less what overlaps. */
export function foldsOf({ train, measure }: Data): Fold[] {
  const measured = sourcesOf(measure).filter((source) => source !== OVERLAPPING);
  const scored = sourcesOf(train.filter(isScored)).filter((source) => !REAL_USERS.includes(source));
  return [
    { withheld: [], train: [], measure: measured },
    { withheld: [...REAL_USERS, 'vicuna_bench'], train: REAL_USERS, measure: [OVERLAPPING] },
    ...scored.map((source) => ({ withheld: [source], train: [source], measure: [] })),
  ];
}

const encoder = new TextEncoder();
const tokens = new TokenBuffer();
const keys = new KeyBuffer();
const features = new FeatureBuffer();
const score = { capability: 0, confidence: 0 };

/** The class before the threshold and its confidence, 0 to 255. */
function readPrompt(model: CapabilityModel, prompt: string, context: number): { raw: number; confidence: number } {
  const bytes = readablePart(encoder.encode(prompt));
  tokenize(bytes, 0, bytes.length, tokens);
  collectKeys(bytes, tokens, keys);
  collectFeatures(bytes, tokens, keys, model.vocabulary, features, context);
  classify(model, features, score);
  return { raw: score.capability, confidence: score.confidence };
}

/** The baseline may learn from measured sources too, as nothing of it ships: each source is read by one trained on all others. */
function readByBaselines(data: Data, fold: Fold, prompts: readonly LabelledPrompt[]): Map<LabelledPrompt, number> {
  const guesses = new Map<LabelledPrompt, number>();
  for (const [source, members] of Map.groupBy(
    prompts.filter((prompt) => isScored(prompt)),
    ({ source }) => source,
  )) {
    const isSeen = (prompt: LabelledPrompt): boolean => prompt.source !== source && !fold.withheld.includes(prompt.source);
    const baseline = trainBigrams([...data.train.filter(isSeen), ...data.measure.filter(isSeen)]);
    for (const prompt of members) guesses.set(prompt, guessByBigrams(baseline, prompt.prompt));
  }
  return guesses;
}

export function readFold(data: Data, fold: Fold): Guess[] {
  const { train, measure } = data;
  const known = train.filter((prompt) => !fold.withheld.includes(prompt.source));
  const trained = trainModel(known);
  const { weights, scale } = quantise(trained);
  const model: CapabilityModel = { vocabulary: trained.vocabulary, weights, rates: ratesFor(scale / TEMPERATURE), threshold: 0 };
  const prompts = [
    ...train.filter((prompt) => fold.train.includes(prompt.source)),
    ...measure.filter((prompt) => fold.measure.includes(prompt.source)),
  ];
  const byBaseline = readByBaselines(data, fold, prompts);
  return prompts.map((prompt) => {
    const whole = readPrompt(model, prompt.prompt, prompt.context);
    const bare = prompt.context === 0 ? whole : readPrompt(model, prompt.prompt, 0);
    return {
      source: prompt.source,
      id: prompt.id,
      capability: prompt.capability,
      byHand: prompt.byHand,
      isScored: isScored(prompt),
      isWrapped: prompt.elicitation !== null,
      raw: whole.raw,
      confidence: whole.confidence,
      rawWithoutContext: bare.raw,
      confidenceWithoutContext: bare.confidence,
      baseline: byBaseline.get(prompt) ?? 0,
    };
  });
}
