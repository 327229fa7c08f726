import { describe, expect, it } from 'vitest';
import { createAnswerFormat, paraphrase } from '../../../main/engine/simulation/text/paraphrase.ts';
import { seededRandom } from '../../../main/engine/statistics/random.ts';

const SPAN = 8;
const WORDINGS = 400;

function spansOf(text: string): Set<string> {
  const words = text.toLowerCase().split(/\s+/);
  return new Set(words.slice(0, words.length - SPAN + 1).map((_, i) => words.slice(i, i + SPAN).join(' ')));
}

describe('a paraphrased wrapper', () => {
  const random = seededRandom(11);
  const format = createAnswerFormat(random);
  const wordings = Array.from({ length: WORDINGS }, () => paraphrase('#', 'software_engineering', 'reasoning_trace', format, random));

  it('shares no span of eight words with hardly any other', () => {
    const wordingsWith = new Map<string, number>();
    for (const span of wordings.flatMap((text) => [...spansOf(text)])) wordingsWith.set(span, (wordingsWith.get(span) ?? 0) + 1);
    expect(Math.max(...wordingsWith.values())).toBeLessThanOrEqual(WORDINGS * 0.015);
    const pairs = [...wordingsWith.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
    expect(pairs / ((WORDINGS * (WORDINGS - 1)) / 2)).toBeLessThan(0.01);
  });

  it('always keeps the tags that its answers are read by, and the task once', () => {
    for (const text of wordings) {
      expect(text).toContain(`<${format.traceTag}>`);
      expect(text).toContain(`<${format.resultTag}>`);
      expect(text.split('#')).toHaveLength(2);
    }
  });

  it('demands nothing more when the plan hides its elicitation', () => {
    const text = paraphrase('#', 'reasoning', 'plain', format, random);
    expect(text).not.toContain(format.traceTag);
  });
});
