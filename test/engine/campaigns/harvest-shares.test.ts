import { describe, expect, it } from 'vitest';
import { CAPABILITIES } from '../../../main/engine/domain/capability.ts';
import { analyzeDrawn, CAMPAIGN, drawExchanges, ownPrompt } from './drawn-case.ts';

const CODING = CAPABILITIES.indexOf('software_engineering');
const TRANSLATION = CAPABILITIES.indexOf('translation_multilingual');

/** A campaign that asks for code with its wrappers, and hides that among `hidden` times as many ordinary requests. */
function mixed(hidden: number) {
  return drawExchanges(
    [
      {
        ...CAMPAIGN,
        turns: 20,
        exchange: (account, turn, random) => {
          const sent = CAMPAIGN.exchange(account, turn, random);
          if (turn % (hidden + 1) === 0) return { ...sent, capability: CODING };
          return { ...sent, prompt_text: ownPrompt(random), capability: TRANSLATION };
        },
      },
    ],
    250,
  );
}

describe('what a campaign that hides its harvest is after', () => {
  it('is told by the harvest alone, with the comparison of all exchanges beside it', () => {
    const finding = analyzeDrawn(mixed(4)).drafts[0]?.finding;
    expect(finding?.reading?.targetingOf).toBe('harvest');
    const share = (rows: readonly object[] | undefined, capability: string) =>
      rows?.flatMap((row) => ('capability' in row && row.capability === capability && 'share' in row ? [row.share] : []))[0];
    expect(share(finding?.campaign.targeting, 'software_engineering')).toBeCloseTo(1);
    expect(share(finding?.reading?.targetingOfAll, 'software_engineering')).toBeLessThan(0.5);
    expect(share(finding?.reading?.targetingOfAll, 'translation_multilingual')).toBeGreaterThan(0.5);
  });
  it('is told by all exchanges where they are the harvest', () => {
    const finding = analyzeDrawn(mixed(0)).drafts[0]?.finding;
    expect(finding?.reading?.targetingOf).toBe('all exchanges');
    expect(finding?.reading?.targetingOfAll).toBeUndefined();
  });
});
