import { join } from 'node:path';
import { ElicitationReader } from '../../main/engine/capabilities/elicitation.ts';
import { loadElicitationModel } from '../../main/engine/capabilities/elicitation-model.ts';
import { ELICITATIONS, type Elicitation } from '../../main/engine/domain/capability.ts';
import { readablePart, TokenBuffer, tokenize } from '../../main/engine/templates/tokens.ts';
import { readSources } from '../../scripts/training-text/sources.ts';
import { drawSamples, type ElicitationSample } from './elicitation-samples.ts';

/** How well elicitations are read on wrapper families, half of which nobody looked at while the reader was made. */
const [folder, ...options] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('usage: measure-elicitation.ts <data folder with train/ and measure/> [--errors] [--held-out-families]\n');
  process.exit(2);
}
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const sources = [...readSources(join(folder, 'train')), ...readSources(join(folder, 'measure'))];
const reader = new ElicitationReader(loadElicitationModel());
const encoder = new TextEncoder();
const tokens = new TokenBuffer();

function elicitationOf(prompt: string): Elicitation {
  const bytes = readablePart(encoder.encode(prompt));
  tokenize(bytes, 0, bytes.length, tokens);
  return ELICITATIONS[reader.read(bytes, tokens)] as Elicitation;
}

interface Reading {
  readonly sample: ElicitationSample;
  readonly guess: Elicitation;
}

function printScores(title: string, readings: readonly Reading[]): void {
  print(`\n${title}: ${readings.length} prompts, ${new Set(readings.map(({ sample }) => sample.family)).size} families`);
  const scores = ELICITATIONS.map((name) => {
    const actual = readings.filter(({ sample }) => sample.elicitation === name).length;
    const guessed = readings.filter(({ guess }) => guess === name).length;
    const hit = readings.filter(({ sample, guess }) => guess === name && sample.elicitation === name).length;
    const f1 = (2 * hit) / (actual + guessed);
    print(
      `  ${name.padEnd(24)} F1 ${f1.toFixed(3)}  precision ${(hit / guessed).toFixed(3)}  recall ${(hit / actual).toFixed(3)}  n ${actual}`,
    );
    return f1;
  });
  const mean = (values: readonly number[]): string => (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(3);
  print(`  macro-F1 ${mean(scores)} over all six, ${mean(scores.slice(1))} without plain`);
}

function printFamilies(readings: readonly Reading[]): void {
  for (const [family, members] of Map.groupBy(readings, ({ sample }) => sample.family)) {
    const wrong = members.filter(({ sample, guess }) => guess !== sample.elicitation);
    const taken = [...Map.groupBy(wrong, ({ guess }) => guess)].map(([guess, items]) => `${guess} ${items.length}`);
    print(`  ${family.padEnd(46)} ${(1 - wrong.length / members.length).toFixed(2)}  ${taken.join(', ')}`);
  }
}

const readings: Reading[] = drawSamples(sources).map((sample) => ({ sample, guess: elicitationOf(sample.prompt) }));
const dev = readings.filter(({ sample }) => sample.half === 'dev');
const heldOut = readings.filter(({ sample }) => sample.half === 'held-out');
printScores('families read while the reader was made', dev);
printFamilies(dev);
printScores('held-out families', heldOut);
if (options.includes('--held-out-families')) printFamilies(heldOut);
if (options.includes('--errors')) {
  for (const { sample, guess } of dev) {
    if (guess === sample.elicitation) continue;
    print(
      `\n[${sample.family} -> ${guess}] ${sample.prompt.slice(0, 260).replace(/\s+/g, ' ')} ... ${sample.prompt.slice(-160).replace(/\s+/g, ' ')}`,
    );
  }
}

print('\npublished judge prompts and distillation templates (by their label)');
const labelled = sources.filter(({ source }) => source === 'alpaca_eval_judge' || source === 'templates_dev');
for (const [key, members] of Map.groupBy(labelled, ({ source, elicitation }) => `${source} ${elicitation ?? 'unlabelled'}`)) {
  const taken = [...Map.groupBy(members, ({ prompt }) => elicitationOf(prompt))].map(([guess, items]) => `${guess} ${items.length}`);
  print(`  ${key.padEnd(46)} ${taken.join(', ')}`);
}

print('\nshare of prompts of each source without a label that is not read as plain');
for (const [source, members] of Map.groupBy(
  sources.filter(({ elicitation, source: name }) => elicitation === null && name !== 'templates_dev'),
  ({ source: name }) => name,
)) {
  const named = [...Map.groupBy(members, ({ prompt }) => elicitationOf(prompt))].filter(([guess]) => guess !== 'plain');
  const share = named.reduce((sum, [, items]) => sum + items.length, 0) / members.length;
  print(`  ${source.padEnd(24)} ${share.toFixed(3)}  ${named.map(([guess, items]) => `${guess} ${items.length}`).join(', ')}`);
}
