import { join, resolve } from 'node:path';
import type { Campaign } from '../engine/domain/campaign.ts';
import type { ImportSummary } from '../engine/domain/case.ts';
import type { JobControl } from '../engine/domain/job.ts';
import { compareWithTruth, type TruthComparison } from '../engine/simulation/comparison.ts';
import { analyze } from './analyses.ts';
import { createCase } from './cases.ts';
import { exportBundle } from './evidence.ts';
import { requireEmptyTarget } from './evidence-bundle.ts';
import { importFiles } from './imports.ts';
import { closeQueries } from './queries.ts';
import { type SimulateOptions, type SimulationSummary, simulate } from './simulations.ts';

export interface SampleOptions extends SimulateOptions {
  readonly scenario?: string;
  readonly workers?: number;
  /** Who makes the case, for its activity log. */
  readonly program?: string;
}

export interface SampleSummary {
  readonly folder: string;
  readonly simulation: SimulationSummary;
  readonly import: ImportSummary;
  readonly runDigest: string;
  readonly campaigns: readonly Campaign[];
  readonly truth: TruthComparison;
  readonly paths: {
    readonly exchanges: string;
    readonly truth: string;
    readonly case: string;
    readonly bundle: string;
    readonly report: string;
  };
  readonly seconds: number;
}

/**
 * The whole job in one new or empty folder: simulates traffic, imports it into a case, analyses it, exports the evidence, and compares
 * what was found with the truth. Throws folder-not-empty and whatever those steps throw.
 */
export async function runSample(folder: string, options: SampleOptions, control: JobControl): Promise<SampleSummary> {
  const started = performance.now();
  const target = resolve(folder);
  await requireEmptyTarget(target);
  const { truth, ...simulation } = await simulate(options.scenario ?? 'planted', target, options, control);
  const session = createCase(join(target, 'sample'), { program: options.program ?? 'stillhunt' });
  try {
    const workers = options.workers === undefined ? {} : { workers: options.workers };
    const imported = await importFiles(session, { paths: [simulation.exchangesFile], ...workers }, control);
    const result = await analyze(session, {}, control);
    const bundle = await exportBundle(session, join(target, 'evidence'), {}, control);
    const campaigns = result.findings.map((finding) => finding.campaign);
    return {
      folder: target,
      simulation,
      import: imported,
      runDigest: result.runDigest,
      campaigns,
      truth: compareWithTruth(truth, campaigns),
      paths: {
        exchanges: simulation.exchangesFile,
        truth: simulation.truthFile,
        case: session.path,
        bundle: bundle.folder,
        report: bundle.report,
      },
      seconds: (performance.now() - started) / 1000,
    };
  } finally {
    await closeQueries(session);
    session.close();
  }
}
