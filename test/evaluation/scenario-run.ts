import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnalysisResult } from '../../main/engine/domain/campaign.ts';
import type { JobControl } from '../../main/engine/domain/job.ts';
import { EVIDENCE_GROUPS, type EvidenceGroup, LAYERS } from '../../main/engine/domain/layer.ts';
import { compareWithTruth, type GroupComparison, type TruthComparison } from '../../main/engine/simulation/comparison.ts';
import type { Truth } from '../../main/engine/simulation/truth.ts';
import { analyze } from '../../main/services/analyses.ts';
import { type CaseSession, createCase } from '../../main/services/cases.ts';
import { importFiles } from '../../main/services/imports.ts';
import { closeQueries } from '../../main/services/queries.ts';
import { simulate } from '../../main/services/simulations.ts';
import { type Baseline, runBaselines } from './baselines.ts';
import { explainMisses } from './misses.ts';

export interface RunRequest {
  readonly scenario: string;
  readonly seed: number;
  readonly accounts: number;
  readonly exchanges: number;
  /** Folder of real prompts for the simulation; null for its own grammars. */
  readonly prompts: string | null;
  readonly ablations: boolean;
}

export interface MethodRun extends GroupComparison {
  readonly groups: number;
}

/** Planted things that were told, of all there are to tell. */
export interface Hits {
  readonly hit: number;
  readonly of: number;
}

export interface ScenarioRun {
  readonly scenario: string;
  readonly seed: number;
  readonly stillhunt: MethodRun & {
    readonly leads: number;
    readonly runDigest: string;
    readonly capabilities: Hits;
    /** Planted pivots told within a day of the true time; null where none is planted. */
    readonly pivots: Hits | null;
    /** Pivots told that nobody planted. */
    readonly otherPivots: number;
  };
  readonly baselines: Readonly<Record<Baseline, MethodRun>>;
  /** Stillhunt with the layers of one evidence group switched off. */
  readonly ablations: Readonly<Partial<Record<EvidenceGroup, MethodRun>>>;
  readonly misses: readonly string[];
  readonly seconds: { readonly simulate: number; readonly import: number; readonly analyze: number; readonly baselines: number };
}

const QUIET: JobControl = { isCancelled: () => false, report: () => {} };
const WORKERS = 2;
/** Fewer than the default: they decide what is targeted, never who is accused. */
const ABLATION_DRAWS = 100;
const DAY_MS = 86_400_000;

/** Simulates one scenario with one seed, imports and analyses it with the services a user has, and holds what was found against the truth. */
export async function runScenario(request: RunRequest): Promise<ScenarioRun> {
  const folder = mkdtempSync(join(tmpdir(), 'stillhunt-evaluate-'));
  const laps: number[] = [performance.now()];
  const lap = (): number => laps.push(performance.now());
  const { scenario, seed, accounts, exchanges, prompts } = request;
  let session: CaseSession | null = null;
  try {
    const options = { seed, accounts, exchanges, ...(prompts === null ? {} : { prompts }) };
    const { truth, exchangesFile } = await simulate(scenario, folder, options, QUIET);
    lap();
    session = createCase(join(folder, 'case'), { program: 'evaluate' });
    await importFiles(session, { paths: [exchangesFile], workers: WORKERS }, QUIET);
    lap();
    const result = await analyze(session, {}, QUIET);
    lap();
    const planted = truth.campaigns.map((campaign) => campaign.accounts);
    const baselines = await runBaselines(session, planted);
    lap();
    const compared = compare(truth, result);
    const ablations = request.ablations && planted.length > 0 ? await ablate(session, truth) : {};
    const seconds = laps.slice(1).map((at, i) => (at - (laps[i] as number)) / 1000);
    return {
      scenario,
      seed,
      stillhunt: {
        ...methodRun(compared),
        leads: compared.leads,
        runDigest: result.runDigest,
        capabilities: capabilityHits(compared),
        ...pivotHits(truth, result, compared),
      },
      baselines,
      ablations,
      misses: explainMisses(truth, result),
      seconds: { simulate: seconds[0] ?? 0, import: seconds[1] ?? 0, analyze: seconds[2] ?? 0, baselines: seconds[3] ?? 0 },
    };
  } finally {
    if (session !== null) await closeQueries(session);
    session?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function ablate(session: CaseSession, truth: Truth): Promise<Partial<Record<EvidenceGroup, MethodRun>>> {
  const runs: Partial<Record<EvidenceGroup, MethodRun>> = {};
  for (const group of new Set<EvidenceGroup>(Object.values(EVIDENCE_GROUPS))) {
    const layers = LAYERS.filter((layer) => EVIDENCE_GROUPS[layer] !== group);
    runs[group] = methodRun(compare(truth, await analyze(session, { layers, bootstrapDraws: ABLATION_DRAWS }, QUIET)));
  }
  return runs;
}

function compare(truth: Truth, result: AnalysisResult): TruthComparison {
  return compareWithTruth(
    truth,
    result.findings.map(({ campaign }) => campaign),
  );
}

function methodRun(compared: TruthComparison): MethodRun {
  const { plantedAccounts, foundAccounts, accountPrecision, accountRecall, accountF1, adjustedRandIndex } = compared;
  const { plantedGroups, recoveredGroups, campaignsAboveLead } = compared;
  const accounts = { plantedAccounts, foundAccounts, accountPrecision, accountRecall, accountF1, adjustedRandIndex };
  return { ...accounts, plantedGroups, recoveredGroups, groups: campaignsAboveLead };
}

function capabilityHits({ campaigns }: TruthComparison): Hits {
  return {
    hit: campaigns.reduce((sum, { capabilities, flagged }) => sum + capabilities.filter((name) => flagged.includes(name)).length, 0),
    of: campaigns.reduce((sum, { capabilities }) => sum + capabilities.length, 0),
  };
}

function pivotHits(truth: Truth, result: AnalysisResult, compared: TruthComparison): { pivots: Hits | null; otherPivots: number } {
  const planted = truth.campaigns.flatMap(({ name, pivotAt }) => {
    const foundAs = compared.campaigns.find((campaign) => campaign.name === name)?.foundAs;
    return pivotAt === null ? [] : [{ foundAs, at: Date.parse(pivotAt) }];
  });
  const told = result.findings.flatMap(({ campaign }) =>
    campaign.pivots.map((pivot) => ({ foundAs: campaign.id, isModel: pivot.kind.startsWith('model '), at: Date.parse(pivot.at) })),
  );
  const agree = (one: (typeof told)[number], other: (typeof planted)[number]): boolean =>
    one.isModel && one.foundAs === other.foundAs && Math.abs(one.at - other.at) <= DAY_MS;
  const hit = planted.filter((other) => told.some((one) => agree(one, other))).length;
  return {
    pivots: planted.length === 0 ? null : { hit, of: planted.length },
    otherPivots: told.filter((one) => !planted.some((other) => agree(one, other))).length,
  };
}
