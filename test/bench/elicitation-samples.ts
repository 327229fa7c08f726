import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ELICITATIONS, type Elicitation } from '../../main/engine/domain/capability.ts';
import { type RandomSource, randomBelow, seededRandom } from '../../main/engine/statistics/random.ts';
import type { LabelledPrompt } from '../../scripts/training-text/sources.ts';

/** Families whose errors may be read while the reader is made, and families that are only scored. */
export type Half = 'dev' | 'held-out';

export interface ElicitationSample {
  readonly elicitation: Elicitation;
  readonly family: string;
  readonly half: Half;
  readonly prompt: string;
}

interface Family {
  readonly elicitation: Elicitation;
  readonly name: string;
  readonly half: Half;
  readonly wordings: readonly string[];
}

const WRAPPERS = join(import.meta.dirname, 'elicitation-wrappers');
const SEPARATOR = /^---$/m;
const SAMPLES_A_FAMILY = 40;
const PLAIN_PROMPTS = 1600;

/** By hash of the name, so that nobody chooses which families are held out. */
export function halfOf(name: string): Half {
  return ((createHash('sha256').update(name).digest()[0] as number) & 1) === 0 ? 'dev' : 'held-out';
}

function readFamilies(): Family[] {
  return readdirSync(WRAPPERS)
    .filter((file) => file.endsWith('.txt') && file !== 'innocent.txt')
    .sort()
    .flatMap((file) => {
      const elicitation = ELICITATIONS.find((name) => name === basename(file, '.txt'));
      if (elicitation === undefined) throw new TypeError(`${file} is named after no elicitation`);
      return readFileSync(join(WRAPPERS, file), 'utf8')
        .split(/^# /m)
        .slice(1)
        .map((part) => {
          const end = part.indexOf('\n');
          const name = `${elicitation}/${part.slice(0, end).trim()}`;
          const wordings = part
            .slice(end + 1)
            .split(SEPARATOR)
            .map((wording) => wording.trim());
          return { elicitation, name, half: halfOf(name), wordings };
        });
    });
}

/** Sources without a label whose prompts ask in some way by themselves: published reasoning cues, a header that offers tools, templates. */
const NOT_PLAIN = new Set(['templates_dev', 'zero_shot_cot', 'gpteacher_toolformer']);

function plainByLabel({ elicitation, source }: LabelledPrompt): boolean {
  return elicitation === null && !NOT_PLAIN.has(source);
}

/** Wrapped prompts of every family, as many plain ones (half of them in plain wrappers) and the innocent ones, drawn with a fixed seed. */
export function drawSamples(sources: readonly LabelledPrompt[]): ElicitationSample[] {
  const random = seededRandom(2026);
  const plain = sources.filter(plainByLabel);
  const answered = plain.filter(({ completion }) => completion.length > 20);
  const chinese = plain.filter(({ prompt }) => /\p{Script=Han}{6}/u.test(prompt));
  const families = readFamilies();
  const wrappedCount = families.filter(({ elicitation }) => elicitation !== 'plain').length * SAMPLES_A_FAMILY;
  const plainFamilies = families.filter(({ elicitation }) => elicitation === 'plain').length;
  const samples: ElicitationSample[] = [];
  for (const family of families) {
    const count = family.elicitation === 'plain' ? Math.round(wrappedCount / 2 / plainFamilies) : SAMPLES_A_FAMILY;
    const tasks = family.name.includes('/zh-') ? chinese : plain;
    for (let i = 0; i < count; i++) {
      const wording = family.wordings[i % family.wordings.length] as string;
      const { elicitation, half } = family;
      samples.push({ elicitation, half, family: family.name, prompt: fillIn(wording, tasks, answered, random) });
    }
  }
  const sourceNames = [...new Set(plain.map(({ source }) => source))];
  for (let i = 0; i < PLAIN_PROMPTS; i++) {
    const source = sourceNames[i % sourceNames.length] as string;
    const prompt = draw(
      plain.filter((candidate) => candidate.source === source),
      random,
    ).prompt;
    samples.push({ elicitation: 'plain', family: `plain/${source}`, half: halfOf(source), prompt });
  }
  for (const text of readFileSync(join(WRAPPERS, 'innocent.txt'), 'utf8').split(SEPARATOR)) {
    samples.push({ elicitation: 'plain', family: 'plain/innocent', half: halfOf(text.trim()), prompt: text.trim() });
  }
  return samples;
}

/** Replaces {task}, {answer} and {other}; the answer is that of the task where the wording has one. */
function fillIn(wording: string, tasks: readonly LabelledPrompt[], answered: readonly LabelledPrompt[], random: RandomSource): string {
  const { prompt, completion } = draw(wording.includes('{answer}') ? answered : tasks, random);
  const other = draw(answered, random).completion;
  return wording.replace(/\{(task|answer|other)\}/g, (_, name) => (name === 'task' ? prompt : name === 'answer' ? completion : other));
}

function draw<T>(items: readonly T[], random: RandomSource): T {
  return items[randomBelow(random, items.length)] as T;
}
