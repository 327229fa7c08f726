import { describe, expect, it } from 'vitest';
import { explainAttack, unplanted, waterfallError } from './planted-explanations.ts';

describe('explanations of attacks in the open', () => {
  it.each(['naive', 'two-on-one-relay', 'small', 'hydra'])(
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
