import { CONFIDENCE_THRESHOLD, HIGH_CONFIDENCE } from '../../../main/engine/capabilities/model.ts';
import { CAPABILITIES } from '../../../main/engine/domain/capability.ts';
import type { Guess } from './folds.ts';
import { type Answers, bootstrap, type Interval, scoresOf, shareOf } from './scores.ts';

const print = (line = ''): void => void process.stdout.write(`${line}\n`);
const three = (value: number): string => value.toFixed(3);
const range = ({ low, high }: Interval): string => `${three(low)}-${three(high)}`;
const nameOf = (k: number): string => CAPABILITIES[k] ?? 'other';
const indexOf = (name: string | null): number => (CAPABILITIES as readonly (string | null)[]).indexOf(name);

interface Reader {
  readonly name: string;
  readonly read: (guess: Guess) => number;
}
const named = (raw: number, confidence: number): number => (confidence < CONFIDENCE_THRESHOLD ? 0 : raw);
const SHIPPED: Reader = { name: 'classifier', read: ({ raw, confidence }) => named(raw, confidence) };
const READERS: readonly Reader[] = [
  SHIPPED,
  {
    name: 'classifier, prompt text alone',
    read: ({ rawWithoutContext, confidenceWithoutContext }) => named(rawWithoutContext, confidenceWithoutContext),
  },
  { name: 'hashed-bigram softmax', read: ({ baseline }) => baseline },
];

function answersOf(guesses: readonly Guess[], { read }: Reader): Answers[] {
  return [...Map.groupBy(guesses, ({ source }) => source)].map(([source, members]) => ({
    source,
    actual: Int8Array.from(members, ({ capability }) => indexOf(capability)),
    guessed: Int8Array.from(members, read),
  }));
}

/** Prints everything that measure-capability.ts measures. */
export function printTables(guesses: readonly Guess[]): void {
  const scored = guesses.filter((guess) => guess.isScored);
  printSources(scored);
  printClasses(scored);
  printReaders(scored);
  printFalseLabels(guesses);
  printCalibration(guesses);
}

function printSources(scored: readonly Guess[]): void {
  print('Recall by source and class (trust high and medium), with Wilson 95 % intervals');
  for (const [key, members] of Map.groupBy(scored, ({ source, capability }) => `${source.padEnd(22)} ${capability}`)) {
    const right = shareOf(members.map((guess) => SHIPPED.read(guess) === indexOf(guess.capability)));
    const missed = Map.groupBy(
      members.filter((guess) => SHIPPED.read(guess) !== indexOf(guess.capability)),
      (guess) => SHIPPED.read(guess),
    );
    const most = [...missed].sort((a, b) => b[1].length - a[1].length).slice(0, 3);
    const taken = most.map(([k, wrong]) => `${nameOf(k)} ${wrong.length}`).join(', ');
    print(`  ${key.padEnd(49)} ${String(right.count).padStart(5)}  ${three(right.share)}  ${range(right)}  ${taken}`);
  }
}

function printClasses(scored: readonly Guess[]): void {
  const answers = answersOf(scored, SHIPPED);
  const { classes } = scoresOf(answers, 'group');
  const intervals = bootstrap(answers, (drawn) => scoresOf(drawn, 'group').classes.map((score) => score?.f1 ?? 0));
  print('\nBy class, every class of every source with the same weight; intervals by resampling prompts within sources');
  print(`  ${'class'.padEnd(26)} F1     95 %         precision  recall`);
  classes.forEach((score, k) => {
    if (k === 0 || score === null) return;
    const interval = intervals[k] ?? { low: 0, high: 1 };
    print(`  ${nameOf(k).padEnd(26)} ${three(score.f1)}  ${range(interval)}  ${three(score.precision)}      ${three(score.recall)}`);
  });
}

function printReaders(scored: readonly Guess[]): void {
  print('\nMacro-F1 over the named capabilities, sources unseen in training');
  print(`  ${''.padEnd(30)} sources weigh the same   prompts weigh the same`);
  for (const reader of READERS) {
    const answers = answersOf(scored, reader);
    const values = (drawn: readonly Answers[]): number[] => [scoresOf(drawn, 'group').macroF1, scoresOf(drawn, 'prompt').macroF1];
    const [bySource = 0, byPrompt = 0] = values(answers);
    const [first, second] = bootstrap(answers, values);
    print(
      `  ${reader.name.padEnd(30)} ${three(bySource)}  ${range(first as Interval)}      ${three(byPrompt)}  ${range(second as Interval)}`,
    );
  }
}

function printFalseLabels(guesses: readonly Guess[]): void {
  const unlabelled = guesses.filter(({ capability, isWrapped }) => capability === null && !isWrapped);
  print('\nPrompts whose source gives no capability: share that gets a named one, at any confidence and at high confidence');
  print(
    `(high: ${HIGH_CONFIDENCE} of 255, ${(HIGH_CONFIDENCE / 255).toFixed(2)}), and share that gets a wrong one by labels given by hand (${'ids in hand-labels.json'})`,
  );
  print(`  ${'source'.padEnd(22)} prompts  named  high   | by hand  wrong  95 %         wrong, high  95 %`);
  const line = (name: string, members: readonly Guess[]): void => {
    const isNamed = (guess: Guess): boolean => SHIPPED.read(guess) !== 0;
    const isHigh = (guess: Guess): boolean => isNamed(guess) && guess.confidence >= HIGH_CONFIDENCE;
    const hand = members.filter(({ byHand }) => byHand.length > 0);
    const isWrong = (guess: Guess): boolean => isNamed(guess) && !guess.byHand.includes(nameOf(SHIPPED.read(guess)));
    const wrong = shareOf(hand.map(isWrong));
    const wrongHigh = shareOf(hand.map((guess) => isWrong(guess) && isHigh(guess)));
    print(
      `  ${name.padEnd(22)} ${String(members.length).padStart(6)}   ${three(shareOf(members.map(isNamed)).share)}  ${three(shareOf(members.map(isHigh)).share)}  | ${String(hand.length).padStart(6)}   ${three(wrong.share)}  ${range(wrong)}  ${three(wrongHigh.share)}        ${range(wrongHigh)}`,
    );
  };
  for (const [source, members] of Map.groupBy(unlabelled, ({ source }) => source)) line(source, members);
  const sampled = unlabelled.filter(({ source }) => ['alpaca_5k', 'alpaca_eval_805', 'autoj_scenario_train', 't0_p3'].includes(source));
  line('measured sources', sampled);
  line('all', unlabelled);
}

function printCalibration(guesses: readonly Guess[]): void {
  print('\nReliability of the best class before the threshold: mean confidence and share right, by confidence');
  print('  confidence   scored prompts (sources weigh the same)     prompts labelled by hand');
  const scored = guesses.filter((guess) => guess.isScored);
  const hand = guesses.filter(({ capability, byHand }) => capability === null && byHand.length > 0);
  const sizes = new Map([...Map.groupBy(scored, ({ source }) => source)].map(([source, members]) => [source, members.length]));
  const cell = (members: readonly Guess[], weightOf: (guess: Guess) => number, isRight: (guess: Guess) => boolean): string => {
    let [total, sure, right] = [0, 0, 0];
    for (const guess of members) {
      const weight = weightOf(guess);
      total += weight;
      sure += (weight * guess.confidence) / 255;
      if (isRight(guess)) right += weight;
    }
    return total === 0 ? '-'.padEnd(22) : `${three(sure / total)} -> ${three(right / total)} (${members.length})`.padEnd(26);
  };
  for (let decile = 0; decile < 10; decile++) {
    const isInside = ({ confidence }: Guess): boolean => Math.min(9, Math.floor((confidence / 255) * 10)) === decile;
    const ofSources = cell(
      scored.filter(isInside),
      ({ source }) => 1 / (sizes.get(source) ?? 1),
      ({ raw, capability }) => raw === indexOf(capability),
    );
    const ofHand = cell(
      hand.filter(isInside),
      () => 1,
      ({ raw, byHand }) => byHand.includes(nameOf(raw)),
    );
    print(`  ${(decile / 10).toFixed(1)} to ${((decile + 1) / 10).toFixed(1)}   ${ofSources.padEnd(42)} ${ofHand}`);
  }
}
