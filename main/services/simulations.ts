import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Failure } from '../engine/domain/failure.ts';
import type { JobControl } from '../engine/domain/job.ts';
import { DEFAULT_SIMULATION, type SimulationOptions } from '../engine/simulation/scenario.ts';
import { createSimulation } from '../engine/simulation/traffic.ts';
import type { Truth } from '../engine/simulation/truth.ts';
import { readPrompts } from './simulation-prompts.ts';
import { writeExchanges } from './simulation-writer.ts';

/** Sizes and seed, and a folder of real prompts to ask instead of those that the grammars write. */
export interface SimulateOptions extends Partial<Omit<SimulationOptions, 'prompts'>> {
  readonly prompts?: string;
}

export interface SimulationSummary {
  readonly scenario: string;
  readonly seed: number;
  readonly exchanges: number;
  readonly accounts: number;
  readonly campaigns: readonly {
    readonly name: string;
    readonly accounts: number;
    readonly exchanges: number;
    readonly capabilities: readonly string[];
  }[];
  readonly bytes: number;
  readonly seconds: number;
  readonly exchangesFile: string;
  readonly truthFile: string;
}

/**
 * Writes `exchanges.jsonl` and `truth.json` of a scenario into a folder, each under a temporary name first. Cancelling leaves
 * neither. Throws scenario-unknown, folder-not-empty when either is there already, file-missing and file-malformed for prompts, cancelled.
 */
export async function simulate(
  scenario: string,
  folder: string,
  options: SimulateOptions,
  control: JobControl,
): Promise<SimulationSummary & { readonly truth: Truth }> {
  const started = performance.now();
  const { prompts, ...sizes } = options;
  const chosen = { ...DEFAULT_SIMULATION, ...sizes, ...(prompts === undefined ? {} : { prompts: await readPrompts(prompts) }) };
  const simulation = createSimulation(scenario, chosen);
  const target = resolve(folder);
  await mkdir(target, { recursive: true });
  const exchangesFile = join(target, 'exchanges.jsonl');
  const truthFile = join(target, 'truth.json');
  for (const path of [exchangesFile, truthFile]) {
    if (existsSync(path)) throw new Failure('folder-not-empty', `${path} exists`, { path });
  }
  try {
    const bytes = await writeExchanges(simulation.exchanges(), chosen.exchanges, `${exchangesFile}.tmp`, control);
    await writeFile(`${truthFile}.tmp`, `${JSON.stringify(simulation.truth, null, 2)}\n`);
    await rename(`${exchangesFile}.tmp`, exchangesFile);
    await rename(`${truthFile}.tmp`, truthFile);
    const seconds = (performance.now() - started) / 1000;
    return { ...summarise(simulation.truth), bytes, seconds, exchangesFile, truthFile, truth: simulation.truth };
  } catch (error) {
    await rm(`${exchangesFile}.tmp`, { force: true });
    await rm(`${truthFile}.tmp`, { force: true });
    throw error;
  }
}

function summarise(truth: Truth): Pick<SimulationSummary, 'scenario' | 'seed' | 'exchanges' | 'accounts' | 'campaigns'> {
  return {
    scenario: truth.scenario,
    seed: truth.seed,
    exchanges: truth.exchanges,
    accounts: truth.accounts,
    campaigns: truth.campaigns.map(({ name, accounts, exchanges, capabilities }) => ({
      name,
      accounts: accounts.length,
      exchanges,
      capabilities,
    })),
  };
}
