import { describe, expect, it } from 'vitest';
import type { Campaign, Strength } from '../../../main/engine/domain/campaign.ts';
import type { Layer } from '../../../main/engine/domain/layer.ts';
import { type Detection, detect, summariseDetections } from '../../../main/engine/simulation/detection.ts';

const PLANTED = ['p1', 'p2', 'p3', 'p4'];

function campaign(strength: Strength, accounts: readonly string[], layers: readonly Layer[] = ['payment']): Campaign {
  return {
    id: 'c-0000000000',
    strength,
    score: 50,
    accountCount: accounts.length,
    exchangeCount: 1,
    firstSeen: null,
    lastSeen: null,
    layers: layers.map((layer) => ({ layer, links: 1, weight: 1, pValue: null, reasons: [] })),
    accounts,
    targeting: [],
    elicitation: [],
    pivots: [],
  };
}

describe('detecting a planted campaign', () => {
  it('counts accounts above lead as found, those of leads apart, and others beside them as named', () => {
    const found = detect(PLANTED, 90, [
      campaign('strong', ['p1', 'p2', 'x1'], ['template', 'payment']),
      campaign('lead', ['p2', 'p3']),
      campaign('probable', ['x2', 'x3']),
    ]);
    expect(found).toEqual({
      planted: 4,
      exchanges: 90,
      found: 2,
      leadOnly: 1,
      named: 3,
      recovered: false,
      foundBy: ['payment', 'template'],
      others: 1,
    });
  });

  it('takes it for recovered where one campaign matches half of it, not where it is in pieces', () => {
    expect(detect(PLANTED, 1, [campaign('probable', ['p1', 'p2'])]).recovered).toBe(true);
    expect(
      detect(
        PLANTED,
        1,
        PLANTED.map((account) => campaign('probable', [account])),
      ).recovered,
    ).toBe(false);
    expect(detect(PLANTED, 1, [campaign('lead', PLANTED)])).toMatchObject({
      recovered: false,
      found: 0,
      leadOnly: 4,
      named: 0,
      foundBy: [],
    });
  });
});

describe('a summary of detections', () => {
  const run = (found: number, more: Partial<Detection> = {}): Detection => ({
    planted: 20,
    exchanges: 100,
    found,
    leadOnly: 0,
    named: found,
    recovered: found > 9,
    foundBy: found > 0 ? ['template'] : [],
    others: 1,
    ...more,
  });

  it('has shares over all runs and counts runs that changed what else is found', () => {
    const cell = summariseDetections(
      'naive',
      20,
      [run(20, { named: 25 }), run(10, { leadOnly: 6, others: 2, foundBy: ['payment', 'template'] })],
      1,
    );
    expect(cell).toMatchObject({
      found: { share: 0.75 },
      leadOnly: 0.15,
      recovered: 2,
      disturbed: 1,
      exchanges: 100,
      foundBy: [
        { layer: 'template', runs: 2 },
        { layer: 'payment', runs: 1 },
      ],
    });
    expect(cell.precision).toBeCloseTo(30 / 35, 12);
  });

  it('has no precision where nothing was found', () => {
    expect(summariseDetections('naive', 20, [run(0)], 1)).toMatchObject({ precision: null, recovered: 0, found: { share: 0, low: 0 } });
  });

  it('counts every account where runs agree, and hardly more than runs where campaigns are found whole or missed whole', () => {
    const agreeing = summariseDetections('naive', 20, [run(20), run(20), run(20)], 1).found;
    expect(agreeing.low).toBeGreaterThan(0.93);
    const torn = summariseDetections('naive', 20, [run(20), run(0), run(20), run(0)], 1).found;
    expect(torn.share).toBe(0.5);
    expect(torn.low).toBeLessThan(0.2);
    expect(torn.high).toBeGreaterThan(0.8);
    const close = summariseDetections('naive', 20, [run(10), run(11), run(9), run(10)], 1).found;
    expect(close.high - close.low).toBeLessThan(0.25);
  });
});
