import { describe, expect, it } from 'vitest';
import { explainAttack, unplanted, waterfallError } from './planted-explanations.ts';

describe('explanations of attacks that evade', () => {
  it.each(['residential', 'paraphrased', 'benign-mix-90', 'layer-split', 'combined'])(
    'name the planted ties of %s as what holds it, with a reason each',
    (scenario) => {
      const { findings, planted } = explainAttack(scenario);
      for (const one of planted) {
        const { topReasons } = one.explanation;
        expect(topReasons.filter(({ adds }) => adds !== 0).length).toBeGreaterThanOrEqual(3);
        expect(unplanted(one)).toEqual([]);
        expect(topReasons.every(({ reasons }) => reasons.length > 0 && reasons.every((reason) => reason.length > 20))).toBe(true);
      }
      for (const finding of findings) {
        const [sum, end] = waterfallError(finding);
        expect(sum).toBeCloseTo(0, 5);
        expect(end).toBeCloseTo(0, 5);
      }
    },
  );
});
