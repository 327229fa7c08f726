import { type RunRequest, runScenario } from './scenario-run.ts';

/** One run for evaluate.ts, in a process of its own: a RunRequest as JSON in, a ScenarioRun as JSON out. */
const run = await runScenario(JSON.parse(process.argv[2] ?? '') as RunRequest);
process.stdout.write(JSON.stringify(run));
