import { MEANING_LIMIT } from '../../main/engine/capabilities/meaning-table.ts';
import { ELICITATIONS } from '../../main/engine/domain/capability.ts';
import { seededRandom, shuffle } from '../../main/engine/statistics/random.ts';
import type { ElicitationExample } from './examples.ts';

export interface FittedElicitation {
  readonly bias: readonly number[];
  /** Ascending. */
  readonly meetings: Uint16Array;
  readonly weights: Int8Array;
}

const CLASSES = ELICITATIONS.length;
const EPOCHS = 30;
const RATE = 0.08;
const DECAY = 0.0001;
/** Share of meetings left out, so that none is relied on alone, at each step but for a share of them that see the whole prompt. */
const LEFT_OUT = 0.5;
const WHOLE = 0.3;
/** Plain prompts weigh this many times all others together. */
const PLAIN_SHARE = 1.5;
/** Weights of rarer meetings would be of one wording. */
const FEWEST = 30;

/** Softmax regression by stochastic gradient descent with weight decay; the weights of the last half of the epochs are averaged. */
export function fitElicitation(examples: readonly ElicitationExample[]): FittedElicitation {
  const random = seededRandom(17);
  const weights = new Float64Array(MEANING_LIMIT * MEANING_LIMIT * CLASSES);
  const bias = new Float64Array(CLASSES);
  const [sum, biasSum] = [new Float64Array(weights.length), new Float64Array(CLASSES)];
  const counts = new Int32Array(MEANING_LIMIT * MEANING_LIMIT);
  const totals = new Float64Array(CLASSES);
  for (const { meetings, elicitation, weight } of examples) {
    totals[elicitation] = (totals[elicitation] as number) + weight;
    for (const meeting of meetings) counts[meeting] = (counts[meeting] as number) + 1;
  }
  const all = totals.reduce((a, b) => a + b, 0);
  const importance = Array.from(totals, (total, k) => (all * (k === 0 ? PLAIN_SHARE : 1 / (CLASSES - 1))) / ((PLAIN_SHARE + 1) * total));
  const order = examples.map((_, i) => i);
  const score = new Float64Array(CLASSES);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random);
    const rate = RATE / (1 + epoch);
    for (const i of order) {
      const { meetings, elicitation, weight } = examples[i] as ElicitationExample;
      const leftOut = random() < WHOLE ? 0 : LEFT_OUT;
      const kept = meetings.filter((meeting) => (counts[meeting] as number) >= FEWEST && random() >= leftOut);
      score.set(bias);
      for (const meeting of kept)
        for (let k = 0; k < CLASSES; k++) score[k] = (score[k] as number) + (weights[meeting * CLASSES + k] as number);
      const most = Math.max(...score);
      let total = 0;
      for (let k = 0; k < CLASSES; k++) total += score[k] = Math.exp((score[k] as number) - most);
      const step = rate * Math.min(weight * (importance[elicitation] as number), 4);
      for (let k = 0; k < CLASSES; k++) {
        const gradient = step * ((k === elicitation ? 1 : 0) - (score[k] as number) / total);
        bias[k] = (bias[k] as number) + 0.1 * gradient;
        for (const meeting of kept) {
          const at = meeting * CLASSES + k;
          weights[at] = (weights[at] as number) * (1 - rate * DECAY) + gradient;
        }
      }
    }
    if (epoch < EPOCHS / 2) continue;
    for (let i = 0; i < weights.length; i++) sum[i] = (sum[i] as number) + (weights[i] as number);
    for (let k = 0; k < CLASSES; k++) biasSum[k] = (biasSum[k] as number) + (bias[k] as number);
  }
  return quantise(sum, biasSum);
}

function quantise(sum: Float64Array, biasSum: Float64Array): FittedElicitation {
  let largest = 1e-9;
  for (const value of sum) largest = Math.max(largest, Math.abs(value));
  const unit = largest / 127;
  const meetings: number[] = [];
  const rows: number[] = [];
  for (let meeting = 0; meeting < MEANING_LIMIT * MEANING_LIMIT; meeting++) {
    const row = Array.from(sum.subarray(meeting * CLASSES, (meeting + 1) * CLASSES), (value) => Math.round(value / unit));
    if (row.every((value) => value === 0)) continue;
    meetings.push(meeting);
    rows.push(...row);
  }
  // Fitting, a prompt showed this share of its meetings; reading, it shows all of them, and the bias has to stand against all.
  const bias = Array.from(biasSum, (value) => Math.round(value / unit / (1 - (1 - WHOLE) * LEFT_OUT)));
  return { bias, meetings: Uint16Array.from(meetings), weights: Int8Array.from(rows) };
}
