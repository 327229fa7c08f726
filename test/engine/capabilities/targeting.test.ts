import { describe, expect, it } from 'vitest';
import { compareShares } from '../../../main/engine/capabilities/targeting.ts';
import { CAPABILITIES } from '../../../main/engine/domain/capability.ts';
import { seededRandom, shuffle } from '../../../main/engine/statistics/random.ts';
import { type DrawnRow, drawAccount, plant, SETTINGS, TARGET, tableOf } from './draw-shares.ts';

const target = CAPABILITIES.indexOf(TARGET);

function targetOf(rows: readonly DrawnRow[], campaign: Int32Array, settings = SETTINGS) {
  const [shares] = compareShares(tableOf(rows), [campaign], settings);
  const found = shares?.targeting[target];
  if (shares === undefined || found === undefined) throw new Error('no comparison');
  return { found, shares };
}

describe('compareShares', () => {
  it('recovers a planted ratio and flags only the planted capability', () => {
    const { rows, campaign } = plant({ members: 60, others: 800, memberShare: 0.3, otherShare: 0.1, spread: 0.2, seed: 11 });
    const { found, shares } = targetOf(rows, campaign);
    expect(found.ratio).toBeGreaterThan(2);
    expect(found.ratio).toBeLessThan(4);
    expect(found.ratioLow).toBeLessThan(3);
    expect(found.ratioHigh).toBeGreaterThan(3);
    expect(found.qValue).toBeLessThan(0.01);
    expect(shares.targeting.filter((entry) => entry.flagged).map((entry) => entry.capability)).toEqual([TARGET]);
    expect(shares.elicitation.some((entry) => entry.flagged)).toBe(false);
  });

  it('covers the planted ratio with most of its intervals', () => {
    let covered = 0;
    const runs = 60;
    for (let run = 0; run < runs; run++) {
      const { rows, campaign } = plant({ members: 20, others: 120, memberShare: 0.3, otherShare: 0.15, spread: 0.8, seed: 1000 + run });
      const { found } = targetOf(rows, campaign, { ...SETTINGS, bootstrapDraws: 120 });
      if (found.ratioLow <= 2 && found.ratioHigh >= 2) covered++;
    }
    expect(covered).toBeGreaterThanOrEqual(51);
  });

  it('flags next to nothing in twenty runs where campaigns are drawn at random', () => {
    let flags = 0;
    for (let run = 0; run < 20; run++) {
      const { rows } = plant({ members: 0, others: 300, memberShare: 0.1, otherShare: 0.1, spread: 1, seed: 9000 + run });
      const codes = Int32Array.from({ length: 300 }, (_, i) => i + 1);
      shuffle(codes, seededRandom(run));
      const campaigns = [codes.slice(0, 8), codes.slice(8, 30), codes.slice(30, 80)];
      for (const shares of compareShares(tableOf(rows), campaigns, { ...SETTINGS, bootstrapDraws: 150 })) {
        flags += shares.targeting.filter((entry) => entry.flagged).length + shares.elicitation.filter((entry) => entry.flagged).length;
      }
    }
    expect(flags).toBeLessThanOrEqual(1);
  });

  it('gives the same numbers whatever the order of rows, members and campaigns', () => {
    const { rows, campaign } = plant({ members: 30, others: 200, memberShare: 0.3, otherShare: 0.1, spread: 0.2, seed: 3 });
    const second = Int32Array.from({ length: 12 }, (_, i) => 100 + i);
    const forward = compareShares(tableOf(rows), [campaign, second], SETTINGS);
    const shuffled = [...rows];
    shuffle(shuffled, seededRandom(8));
    const backward = compareShares(tableOf(shuffled), [second.slice().reverse(), campaign.slice().reverse()], SETTINGS);
    expect(backward[1]).toEqual(forward[0]);
    expect(backward[0]).toEqual(forward[1]);
  });

  it('does not let one heavy account make a result', () => {
    const { rows, campaign } = plant({ members: 12, others: 300, memberShare: 0.1, otherShare: 0.1, spread: 0.1, seed: 21 });
    const heavy = drawAccount({ account: 1, exchanges: 4000, share: 0.95 }, 0, seededRandom(5));
    const { found } = targetOf([...rows.filter((row) => row.account !== 1), ...heavy], campaign);
    expect(found.ratio).toBeGreaterThan(3);
    expect(found.qValue).toBeGreaterThan(0.05);
    expect(found.flagged).toBe(false);
    expect(found.ratioLow).toBeLessThan(1.5);
  });

  it('gives a finite ratio for a capability that the baseline never asks for, and for one that the campaign never asks for', () => {
    const { rows, campaign } = plant({ members: 20, others: 100, memberShare: 0.4, otherShare: 0, spread: 0, seed: 4 });
    const { found } = targetOf(rows, campaign);
    expect(found.baselineShare).toBeGreaterThan(0);
    expect(found.ratio).toBeGreaterThan(5);
    expect(Number.isFinite(found.ratioHigh)).toBe(true);
    expect(found.flagged).toBe(true);
    const without = targetOf(
      rows.filter((row) => row.account > 20 || row.capability !== 4),
      campaign,
    ).shares.targeting[4];
    expect(without?.ratio).toBe(0);
    expect(without?.ratioHigh).toBeGreaterThan(0);
    expect(without?.flagged).toBe(false);
  });

  it('compares with the baseline of the same model, not with the whole', () => {
    const random = seededRandom(77);
    const rows: DrawnRow[] = [];
    for (let account = 1; account <= 400; account++) {
      const onSecond = account <= 30 || account > 300;
      rows.push(...drawAccount({ account, exchanges: 60, share: onSecond ? 0.5 : 0.05, model: onSecond ? 2 : 1 }, 0.2, random));
    }
    const { found } = targetOf(
      rows,
      Int32Array.from({ length: 30 }, (_, i) => i + 1),
    );
    expect(found.ratio).toBeGreaterThan(0.75);
    expect(found.ratio).toBeLessThan(1.3);
    expect(found.flagged).toBe(false);
  });

  it('borrows from coarser strata where the baseline of a stratum is too small', () => {
    const { rows, campaign } = plant({ members: 20, others: 200, memberShare: 0.3, otherShare: 0.1, spread: 0.1, seed: 6 });
    const moved = rows.map((row) => (row.account <= 20 ? { ...row, week: 9 } : row));
    const { found } = targetOf(moved, campaign);
    expect(found.ratio).toBeGreaterThan(2);
    expect(found.ratio).toBeLessThan(4);
    expect(found.flagged).toBe(true);
  });

  it('never flags other, and says nothing where there is no baseline', () => {
    const { rows, campaign } = plant({ members: 30, others: 0, memberShare: 0.3, otherShare: 0.1, spread: 0.2, seed: 3 });
    const { shares } = targetOf(rows, campaign);
    expect(shares.targeting.every((entry) => entry.ratio === 1 && entry.qValue === 1 && !entry.flagged)).toBe(true);
    const all = plant({ members: 30, others: 300, memberShare: 0.1, otherShare: 0.1, spread: 0.2, seed: 3 }).rows.map((row) =>
      row.account <= 30 ? { ...row, capability: 0 } : row,
    );
    const other = targetOf(all, campaign).shares.targeting[0];
    expect(other?.qValue).toBeLessThan(0.05);
    expect(other?.flagged).toBe(false);
  });
});
