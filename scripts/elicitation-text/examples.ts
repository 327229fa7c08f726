import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MeaningReader, MeetingBuffer } from '../../main/engine/capabilities/meetings.ts';
import { ELICITATIONS, type Elicitation } from '../../main/engine/domain/capability.ts';
import { type RandomSource, randomBelow, seededRandom } from '../../main/engine/statistics/random.ts';
import { readablePart, TokenBuffer, tokenize } from '../../main/engine/templates/tokens.ts';
import type { LabelledPrompt } from '../training-text/sources.ts';

/** One prompt to learn from: its meetings of meanings and how it asks. */
export interface ElicitationExample {
  readonly meetings: Uint16Array;
  readonly elicitation: number;
  readonly weight: number;
}

const SAMPLES_A_WORDING = 40;
const BARE_PROMPTS = 9000;
const NESTED_SHARE = 0.25;
const INNOCENT_WEIGHT = 10;
/** Sources whose prompts ask for tools by themselves. */
const NOT_PLAIN = new Set(['gpteacher_toolformer']);

/** Prompts of the learning sources inside the wordings of this folder, the same prompts bare, and innocent ones, drawn with a fixed seed. */
export function drawExamples(sources: readonly LabelledPrompt[]): ElicitationExample[] {
  const random = seededRandom(5);
  const pool = new PromptPool(sources, random);
  const examples: ElicitationExample[] = [];
  const add = (prompt: string, elicitation: Elicitation, weight: number): void => {
    examples.push({ meetings: meetingsOf(prompt), elicitation: ELICITATIONS.indexOf(elicitation), weight });
  };
  for (const elicitation of ELICITATIONS) {
    for (const wording of wordingsOf(elicitation)) {
      for (let i = 0; i < SAMPLES_A_WORDING; i++) add(pool.fillIn(wording), elicitation, 1);
    }
  }
  // Tasks that bring their own tools: to ask for the reasons behind them is to ask for reasons.
  for (const outer of wordingsOf('reasoning_trace')) {
    for (const inner of wordingsOf('tool_trajectory')) {
      if (random() < NESTED_SHARE) add(pool.fillIn(outer.replaceAll('{task}', () => inner)), 'reasoning_trace', 1);
    }
  }
  for (let i = 0; i < BARE_PROMPTS; i++) add(pool.draw().prompt, 'plain', 1);
  for (const prompt of wordingsOf('innocent')) add(prompt, 'plain', INNOCENT_WEIGHT);
  return examples;
}

function wordingsOf(name: string): string[] {
  return readFileSync(join(import.meta.dirname, `${name}.txt`), 'utf8')
    .split(/^---$/m)
    .map((wording) => wording.trim());
}

/** Prompts drawn with every source alike. */
class PromptPool {
  readonly #sources: (readonly LabelledPrompt[])[];
  readonly #answered: (readonly LabelledPrompt[])[];
  readonly #chinese: (readonly LabelledPrompt[])[];
  readonly #random: RandomSource;

  constructor(sources: readonly LabelledPrompt[], random: RandomSource) {
    const plain = sources.filter(({ source }) => !NOT_PLAIN.has(source));
    const bySource = (prompts: readonly LabelledPrompt[]) => [...Map.groupBy(prompts, ({ source }) => source).values()];
    this.#sources = bySource(plain);
    this.#answered = bySource(plain.filter(({ completion }) => completion.length > 20));
    this.#chinese = bySource(plain.filter(({ prompt }) => /\p{Script=Han}{6}/u.test(prompt)));
    this.#random = random;
  }

  draw(pool = this.#sources): LabelledPrompt {
    const source = pool[randomBelow(this.#random, pool.length)] as readonly LabelledPrompt[];
    return source[randomBelow(this.#random, source.length)] as LabelledPrompt;
  }

  /** Replaces {task}, {answer} and {other}. */
  fillIn(wording: string): string {
    const answered = wording.includes('{answer}');
    const { prompt, completion } = this.draw(
      answered ? this.#answered : /\p{Script=Han}{6}/u.test(wording) ? this.#chinese : this.#sources,
    );
    const other = this.draw(this.#answered).completion;
    return wording.replace(/\{(task|answer|other)\}/g, (_, name) => (name === 'task' ? prompt : name === 'answer' ? completion : other));
  }
}

const encoder = new TextEncoder();
const tokens = new TokenBuffer();
const met = new MeetingBuffer();
const meanings = new MeaningReader(met);

function meetingsOf(prompt: string): Uint16Array {
  const bytes = readablePart(encoder.encode(prompt));
  tokenize(bytes, 0, bytes.length, tokens);
  meanings.read(bytes, tokens);
  return met.meetings.slice(0, met.count);
}
