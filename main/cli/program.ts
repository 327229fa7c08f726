import { inspect } from 'node:util';
import { Command, CommanderError } from 'commander';
import { isFailure } from '../engine/domain/failure.ts';
import { visibleLine } from '../engine/evidence/inert-text.ts';
import { analyzeCommand } from './analyze.ts';
import { campaignsCommand } from './campaigns.ts';
import { checkCommand } from './check.ts';
import { editCommand } from './edit.ts';
import { enrichCommand } from './enrich.ts';
import { eventsCommand } from './events.ts';
import { exchangesCommand } from './exchanges.ts';
import { explainCommand } from './explain.ts';
import { exportCommand } from './export.ts';
import { ADVICE } from './failure-advice.ts';
import { impactCommand } from './impact.ts';
import { importCommand } from './import.ts';
import { OutputClosed, watchOutput } from './output.ts';
import { pricesCommand } from './prices.ts';
import { PROGRAM_VERSION } from './program-version.ts';
import { quarantineCommand } from './quarantine.ts';
import { sampleCommand } from './sample.ts';
import { simulateCommand } from './simulate.ts';
import { sourcesCommand } from './sources.ts';
import { targetingCommand } from './targeting.ts';
import { verifyCommand } from './verify.ts';

const COMMANDS = [
  importCommand,
  sourcesCommand,
  quarantineCommand,
  enrichCommand,
  eventsCommand,
  analyzeCommand,
  campaignsCommand,
  targetingCommand,
  pricesCommand,
  impactCommand,
  explainCommand,
  editCommand,
  exchangesCommand,
  exportCommand,
  verifyCommand,
  checkCommand,
  simulateCommand,
  sampleCommand,
];

/** Runs one command line and returns the exit code: 0 done, 1 the input or the case is at fault, 2 wrong usage. */
export async function runProgram(argv: readonly string[]): Promise<number> {
  watchOutput();
  const program = new Command('stillhunt')
    .description('Finds accounts that act as one in logs of model use, and what they were after. Works without any network.')
    .version(PROGRAM_VERSION)
    // So that `simulate inject` gets options that simulate has too.
    .enablePositionalOptions()
    .addHelpText('after', '\nEvery command takes --json. To see everything at work: stillhunt sample');
  for (const create of COMMANDS) program.addCommand(create());
  for (const command of [program, ...program.commands]) command.exitOverride().configureHelp({ showGlobalOptions: false });
  try {
    await program.parseAsync(argv);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    return exitCodeOf(error);
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof OutputClosed) return 0;
  if (isFailure(error)) {
    const advice = ADVICE[error.code];
    process.stderr.write(`stillhunt: ${visibleLine(error.message)}${advice === '' ? '' : `. ${advice}`}\n`);
  } else {
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    process.stderr.write(`stillhunt: a mistake of the program: ${visibleLine(what)}. Run again with STILLHUNT_DEBUG=1 to see where\n`);
  }
  if (process.env.STILLHUNT_DEBUG === '1') process.stderr.write(`${inspect(error)}\n`);
  return 1;
}
