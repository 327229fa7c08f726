import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SCENARIO_NAMES } from '../../main/engine/simulation/scenario.ts';
import { FAMILIES } from './families.ts';
import { ablationTable, goalLines, outcomeLine, resultTable } from './report.ts';
import type { RunRequest, ScenarioRun } from './scenario-run.ts';

/**
 * How well Stillhunt finds each family of attack and how often it accuses in control traffic, against two published methods on the same traffic. Each run is
 * a process of its own. `--scenarios a,b` (default all families), `--seeds N` (5), `--first-seed K` (1), `--accounts N` (2,000), `--exchanges N` (80,000), `--prompts FOLDER`
 * (real texts), `--ablations` (each evidence group switched off, first seed), `--explain` (what was missed and why), `--processes N` (2), `--json FILE`.
 */
const { values: options } = parseArgs({
  options: {
    scenarios: { type: 'string' },
    seeds: { type: 'string', default: '5' },
    'first-seed': { type: 'string', default: '1' },
    accounts: { type: 'string', default: '2000' },
    exchanges: { type: 'string', default: '80000' },
    prompts: { type: 'string' },
    ablations: { type: 'boolean', default: false },
    explain: { type: 'boolean', default: false },
    processes: { type: 'string', default: '2' },
    json: { type: 'string' },
  },
});

const named = options.scenarios?.split(',') ?? FAMILIES.map(({ scenario }) => scenario);
const missing = named.filter((scenario) => !SCENARIO_NAMES.includes(scenario));
if (missing.length > 0) process.stdout.write(`the simulation has no ${missing.join(', ')}; left out\n`);
const scenarios = named.filter((scenario) => !missing.includes(scenario));
const seeds = Array.from({ length: Number(options.seeds) }, (_, i) => Number(options['first-seed']) + i);
const waiting: RunRequest[] = scenarios.flatMap((scenario) =>
  seeds.map((seed) => ({
    scenario,
    seed,
    accounts: Number(options.accounts),
    exchanges: Number(options.exchanges),
    prompts: options.prompts ?? null,
    ablations: options.ablations && seed === seeds[0],
  })),
);
const total = waiting.length;
const runs: ScenarioRun[] = [];
const failures: string[] = [];
const startedAt = performance.now();

await Promise.all(Array.from({ length: Number(options.processes) }, runWaiting));
runs.sort((a, b) => scenarios.indexOf(a.scenario) - scenarios.indexOf(b.scenario) || a.seed - b.seed);

const sizes = `${Number(options.accounts).toLocaleString('en')} accounts, ${Number(options.exchanges).toLocaleString('en')} exchanges`;
process.stdout.write(`${runs.length} runs of ${sizes}, seeds ${seeds[0]} to ${seeds.at(-1)}\n\n`);
process.stdout.write(`${resultTable(runs).join('\n')}\n`);
if (options.ablations) process.stdout.write(`\n${ablationTable(runs).join('\n')}\n`);
process.stdout.write(`\n${goalLines(runs).join('\n')}\n`);
if (options.explain)
  for (const run of runs) for (const miss of run.misses) process.stdout.write(`${run.scenario} seed ${run.seed}: ${miss}\n`);
for (const failure of failures) process.stdout.write(`FAILED ${failure}\n`);
process.stdout.write(`${((performance.now() - startedAt) / 60_000).toFixed(1)} minutes\n`);
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify({ options, runs, failures }, null, 1)}\n`);
process.exitCode = failures.length === 0 ? 0 : 1;

async function runWaiting(): Promise<void> {
  for (let request = waiting.shift(); request !== undefined; request = waiting.shift()) {
    const { scenario, seed } = request;
    let outcome = 'failed';
    try {
      const run = await runInChild(request);
      runs.push(run);
      outcome = outcomeLine(run);
    } catch (error) {
      failures.push(`${scenario} seed ${seed}: ${error instanceof Error ? error.message : String(error)}`);
    }
    process.stderr.write(`${runs.length + failures.length} of ${total}: ${scenario} seed ${seed}: ${outcome}\n`);
  }
}

function runInChild(request: RunRequest): Promise<ScenarioRun> {
  const script = new URL('run-once.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, JSON.stringify(request)]);
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(Buffer.concat(output).toString('utf8')) as ScenarioRun);
      else reject(new Error(Buffer.concat(errors).toString('utf8').trim().slice(-2_000)));
    });
  });
}
