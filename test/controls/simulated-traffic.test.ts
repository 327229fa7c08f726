import { describe, expect, it } from 'vitest';
import { createSimulation } from '../../main/engine/simulation/traffic.ts';
import { analyzeDrawn } from '../engine/campaigns/drawn-case.ts';

const SIZE = { exchanges: 8_000, accounts: 500 };
/** Twenty accounts behind the proxies of one provider look like a small firm, and stay a lead; more do not. */
const HYDRA_SIZE = { exchanges: 40_000, accounts: 2_000 };
const SEEDS = [1, 2];

function analyzeScenario(name: string, seed: number) {
  const simulation = createSimulation(name, { ...(name === 'hydra' ? HYDRA_SIZE : SIZE), seed });
  return { truth: simulation.truth, ...analyzeDrawn([...simulation.exchanges()], { bootstrapDraws: 20 }) };
}

describe.each(['organic', 'popular-app', 'campus', 'company-fleet'])('simulated %s traffic', (scenario) => {
  it.each(SEEDS)(
    'holds nothing above a lead (seed %i)',
    (seed) => {
      const { drafts } = analyzeScenario(scenario, seed);
      expect(drafts.filter(({ finding }) => finding.campaign.strength !== 'lead').map(({ finding }) => finding.campaign.layers)).toEqual(
        [],
      );
    },
    30_000,
  );
});

describe.each(['planted', 'hydra', 'two-campaigns'])('simulated %s traffic', (scenario) => {
  it.each(SEEDS)(
    'gives each planted campaign at precision and recall of at least 0.95, and nothing else (seed %i)',
    (seed) => {
      const { truth, drafts } = analyzeScenario(scenario, seed);
      const found = drafts.filter(({ finding }) => finding.campaign.strength !== 'lead').map(({ finding }) => finding.campaign.accounts);
      expect(found.length).toBe(truth.campaigns.length);
      for (const { accounts } of truth.campaigns) {
        const planted = new Set(accounts);
        const hits = (members: readonly string[]) => members.filter((account) => planted.has(account)).length;
        const best = found.toSorted((x, y) => hits(y) - hits(x))[0] ?? [];
        expect(hits(best) / best.length).toBeGreaterThanOrEqual(0.95);
        expect(hits(best) / planted.size).toBeGreaterThanOrEqual(0.95);
      }
    },
    30_000,
  );
});
