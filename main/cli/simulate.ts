import { Command } from 'commander';
import { DEFAULT_SIMULATION, SCENARIO_NAMES } from '../engine/simulation/scenario.ts';
import { simulate } from '../services/simulations.ts';
import { wholeNumber } from './arguments.ts';
import { injectCommand } from './inject.ts';
import { count, printJson, printLine, tell } from './output.ts';
import { withProgress } from './progress.ts';

export interface SizeOptions {
  exchanges?: number;
  accounts?: number;
  seed?: number;
}

/** Adds the options that size simulated traffic. */
export function withSizes(command: Command): Command {
  return command
    .option('--exchanges <n>', `exchanges to make (${count(DEFAULT_SIMULATION.exchanges)})`, wholeNumber(1))
    .option('--accounts <n>', `accounts that make them (${count(DEFAULT_SIMULATION.accounts)})`, wholeNumber(1, 1_000_000))
    .option('--seed <n>', `seed; the same seed gives the same traffic (${DEFAULT_SIMULATION.seed})`, wholeNumber(0, 0xffffffff));
}

/** The sizes asked for, defaults filled in; wrong usage when there are fewer exchanges than accounts. */
export function readSizes(options: SizeOptions, command: Command): Required<SizeOptions> {
  const exchanges = options.exchanges ?? DEFAULT_SIMULATION.exchanges;
  const accounts = options.accounts ?? Math.min(DEFAULT_SIMULATION.accounts, Math.ceil(exchanges / 30));
  if (exchanges < accounts) command.error('error: there must be an exchange for every account: raise --exchanges or lower --accounts');
  return { exchanges, accounts, seed: options.seed ?? DEFAULT_SIMULATION.seed };
}

export function simulateCommand(): Command {
  return withSizes(
    new Command('simulate')
      .description('Make log traffic with known truth')
      .argument('<scenario>', `one of ${SCENARIO_NAMES.join(', ')}`)
      .argument('<folder>', 'where exchanges.jsonl and truth.json go'),
  )
    .option('--prompts <folder>', 'ask the prompts of its .jsonl files (prompt, capability) instead of made-up ones')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample: stillhunt simulate planted traffic --exchanges 200000 --accounts 5000')
    .enablePositionalOptions()
    .addCommand(injectCommand().exitOverride())
    .action(run);
}

interface Options extends SizeOptions {
  prompts?: string;
  json?: true;
}

async function run(scenario: string, folder: string, options: Options, command: Command): Promise<void> {
  const sizes = { ...readSizes(options, command), ...(options.prompts === undefined ? {} : { prompts: options.prompts }) };
  const { truth: _, ...summary } = await withProgress((control) => simulate(scenario, folder, sizes, control));
  tell(`made ${count(summary.exchanges)} exchanges in ${summary.seconds.toFixed(1)} s`);
  if (options.json) return printJson(summary);
  await printLine(`exchanges  ${summary.exchangesFile}`);
  await printLine(`truth      ${summary.truthFile}`);
  for (const { name, accounts, exchanges, capabilities } of summary.campaigns) {
    await printLine(`planted    ${name}: ${count(accounts)} accounts, ${count(exchanges)} exchanges, after ${capabilities.join(' and ')}`);
  }
}
