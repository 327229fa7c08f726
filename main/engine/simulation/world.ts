import type { RandomSource } from '../statistics/random.ts';
import { type App, createApps, createLibraries, drawModel, type Libraries, NEW_MODEL } from './clients.ts';
import { drawIndex, pick, weightedIndex } from './draw.ts';
import { createInternet, type Internet } from './network.ts';
import type { Period } from './period.ts';
import type { TaskSource } from './prompts.ts';
import { createRelease, type Release } from './release.ts';
import { writePhrase } from './text/writer.ts';

/** What all accounts live in: the internet, the software on the market, the models, and prompts that go round. */
export interface World {
  readonly period: Period;
  readonly internet: Internet;
  readonly libraries: Libraries;
  readonly apps: readonly App[];
  readonly appShare: number;
  readonly drawApp: (random: RandomSource) => App;
  readonly drawModel: (random: RandomSource) => string;
  readonly drawEndpoint: (random: RandomSource) => string;
  readonly release: Release | null;
  /** Prompts published in tutorials, which unrelated people copy. */
  readonly tutorials: readonly Wrap[];
  readonly tasks: TaskSource;
}

/** Puts fixed words around a text. */
export type Wrap = (text: string) => string;

const TUTORIALS = 8;
const ENDPOINTS = ['/v1/messages', '/v1/messages', '/v1/chat/completions'];

export function createWorld(accounts: number, period: Period, tasks: TaskSource, random: RandomSource): World {
  const internet = createInternet(accounts, random);
  const libraries = createLibraries(period.days, random);
  const release = createRelease(NEW_MODEL, period, random);
  const apps = createApps(period.days, release, random);
  const appRank = weightedIndex(apps.map((_, i) => 1 / (i + 1)));
  return {
    period,
    internet,
    libraries,
    apps,
    appShare: 0.35,
    drawApp: (source) => apps[drawIndex(appRank, source)] as App,
    drawModel,
    drawEndpoint: (source) => pick(ENDPOINTS, source),
    release,
    tutorials: Array.from({ length: TUTORIALS }, () => createHouseWords(random)),
    tasks,
  };
}

/** Words that a company, a tutorial or a person puts around every request. */
export function createHouseWords(random: RandomSource): Wrap {
  const before = `${writePhrase('directive', random)} ${writePhrase('directive', random)}`;
  const after = writePhrase('directive', random);
  return (text) => `${before}\n\nRequest:\n${text}\n\n${after}`;
}

/** A prompt that people pass on because it is said to make answers better. */
export function createViralWords(random: RandomSource): Wrap {
  const before = `Take a deep breath and act as a panel of three experts. ${writePhrase('directive', random)}`;
  const after = `Think step by step, let the experts disagree, and only then write the answer. ${writePhrase('directive', random)}`;
  return (text) => `${before}\n\n${text}\n\n${after}`;
}
