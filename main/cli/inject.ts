import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import {
  DEFAULT_DETECTABILITY,
  DETECTABILITY_RANGES,
  type DetectabilityCell,
  type DetectabilityOptions,
  type DetectabilityReport,
  INJECTION_STYLES,
  type InjectionStyle,
  type ShareEstimate,
} from '../engine/domain/detectability.ts';
import { Failure, isFailure } from '../engine/domain/failure.ts';
import { type CaseSession, openCase } from '../services/cases.ts';
import { detectabilityOutlook, measureDetectability } from '../services/detectability.ts';
import { wholeNumber } from './arguments.ts';
import { withSession } from './case-access.ts';
import { count, day, percent, printJson, printLine, printTable, tell } from './output.ts';
import { PROGRAM_NAME } from './program-version.ts';
import { withProgress } from './progress.ts';

const RESULT_FILE = 'detectability.json';
const STYLES = INJECTION_STYLES.join(',');
const SIZES = DEFAULT_DETECTABILITY.sizes.join(',');
const { accounts, repeats, seed, exchangesPerAccount } = DETECTABILITY_RANGES;

interface Options {
  styles?: readonly InjectionStyle[];
  sizes?: readonly number[];
  repeats?: number;
  seed?: number;
  exchangesPerAccount?: number;
  json?: true;
}

export function injectCommand(): Command {
  return new Command('inject')
    .description('Plant campaigns into copies of a case and tell how many would have been found: what "nothing found" means for this log')
    .argument('<case>', 'folder or .stillhunt file of the case, which stays as it is')
    .argument('<folder>', `where ${RESULT_FILE} goes, and copies while they are needed; linked, not copied, where the file system allows`)
    .option('--styles <a,b>', `how the campaigns hide (${STYLES})`, styleList)
    .option('--sizes <a,b>', `accounts of a campaign (${SIZES})`, sizeList)
    .option('--repeats <n>', `campaigns of each style and size (${DEFAULT_DETECTABILITY.repeats})`, wholeNumber(...repeats))
    .option('--exchanges-per-account <n>', 'exchanges of each planted account (the median of the log)', wholeNumber(...exchangesPerAccount))
    .option('--seed <n>', `seed; the same seed plants the same campaigns (${DEFAULT_DETECTABILITY.seed})`, wholeNumber(...seed))
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample: stillhunt simulate inject cases/spring would-we-see --styles naive,combined --sizes 20,50')
    .action(run);
}

function styleList(text: string): readonly InjectionStyle[] {
  return text.split(',').map((name) => {
    const style = INJECTION_STYLES.find((known) => known === name.trim());
    if (style === undefined) throw new InvalidArgumentError(`The styles are ${STYLES}.`);
    return style;
  });
}

function sizeList(text: string): readonly number[] {
  const read = wholeNumber(...accounts);
  return text.split(',').map((size) => read(size.trim()));
}

async function run(casePath: string, folder: string, { json, ...options }: Options): Promise<void> {
  const target = resolve(folder);
  const file = join(target, RESULT_FILE);
  if (existsSync(file)) throw new Failure('folder-not-empty', `${file} exists`, { path: file });
  const report = await withSession(await openAsMayBe(casePath), async (session) => {
    tellPlan(session, options);
    return withProgress((control) => measureDetectability(session, target, options, control));
  });
  await keep(report, target, file);
  tell(`planted ${some(report.runs, 'campaign')}, one at a time, in ${report.seconds.toFixed(1)} s; the case is as it was`);
  await (json ? printJson(report) : printReport(report));
}

/** A case that cannot be written to, or that is in use, is no worse a source: only its activity log then says nothing of this. */
async function openAsMayBe(path: string): Promise<CaseSession> {
  try {
    return await openCase(path, { program: PROGRAM_NAME });
  } catch (error) {
    if (!isFailure(error) || (error.code !== 'case-locked' && error.code !== 'case-read-only')) throw error;
    return openCase(path, { program: PROGRAM_NAME, readOnly: true });
  }
}

function tellPlan(session: CaseSession, options: Partial<DetectabilityOptions>): void {
  const { styles, sizes, repeats: each } = { ...DEFAULT_DETECTABILITY, ...options };
  const runs = styles.length * sizes.length * each;
  const { secondsPerRun, measured } = detectabilityOutlook(session);
  const minutes = (secondsPerRun * (runs + 1)) / 60;
  const time = minutes < 1.5 ? 'a minute or so' : `about ${count(Math.round(minutes))} minutes`;
  tell(`${some(runs, 'campaign')} to plant and find, ${time}${measured ? ', as last time' : ' by the size of the case'}`);
}

async function keep(report: DetectabilityReport, folder: string, file: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(`${file}.tmp`, `${JSON.stringify(report, null, 2)}\n`);
    await rename(`${file}.tmp`, file);
  } catch (cause) {
    await rm(`${file}.tmp`, { force: true });
    throw new Failure('file-unreadable', `${file} cannot be written`, { path: file }, { cause });
  }
}

async function printReport(report: DetectabilityReport): Promise<void> {
  const { cells, exchangesPerAccount: each, campaignsAboveLead, leads, layersUnavailable, layersOff, sparseColumns } = report;
  const span = `${day(report.from)} to ${day(report.to)}`;
  await printLine(`Planted into ${some(report.exchanges, 'exchange')} of ${some(report.accounts, 'account')}, ${span};`);
  await printLine(`each planted account sends about ${some(each, 'exchange')}. Without planting this case has`);
  await printLine(`${some(campaignsAboveLead, 'campaign')} at probable or above, and ${some(leads, 'lead')}.`);
  await printLine();
  await printTable(
    [
      { title: 'style' },
      { title: 'accounts', side: 'right' },
      { title: 'found', side: 'right' },
      { title: '95 % interval', side: 'right' },
      { title: 'as lead only', side: 'right' },
      { title: 'precision', side: 'right' },
      { title: 'campaigns', side: 'right' },
      { title: '95 % interval', side: 'right' },
      { title: 'found by' },
    ],
    cells.map(rowOf),
  );
  await printLine();
  for (const cell of cells) await printLine(sentenceOf(cell));
  await printLine();
  if (layersUnavailable.length > 0) await printLine(`this log lacks what these layers need: ${layersUnavailable.join(', ')}`);
  if (layersOff.length > 0) await printLine(`switched off in the settings: ${layersOff.join(', ')}`);
  if (sparseColumns.length > 0) await printLine(`too rarely filled for planted accounts to carry: ${sparseColumns.join(', ')}`);
  const disturbed = cells.reduce((sum, cell) => sum + cell.disturbed, 0);
  if (disturbed > 0)
    await printLine(`in ${count(disturbed)} of ${some(report.runs, 'run')} planting changed how many other campaigns are found`);
}

const some = (value: number, what: string): string => `${count(value)} ${what}${value === 1 ? '' : 's'}`;
const interval = ({ low, high }: ShareEstimate): string => `${Math.floor(low * 100)}-${Math.ceil(high * 100)} %`;

function rowOf(cell: DetectabilityCell): string[] {
  return [
    cell.style,
    count(cell.accounts),
    percent(cell.found.share),
    interval(cell.found),
    percent(cell.leadOnly),
    cell.precision === null ? '-' : percent(cell.precision),
    `${cell.recovered} of ${cell.runs}`,
    interval(cell.recoveredShare),
    cell.foundBy.map(({ layer }) => layer).join(' ') || '-',
  ];
}

/** The cell as a statement on campaigns that nobody planted. */
function sentenceOf({ style, accounts: size, found, leadOnly, recovered, runs }: DetectabilityCell): string {
  const missed =
    recovered === runs ? 'none was missed' : `${runs - recovered} of ${runs} ${runs - recovered === 1 ? 'was' : 'were'} missed`;
  const leads = leadOnly > 0.005 ? `; ${percent(leadOnly)} show as leads only` : '';
  return `a ${style} campaign of ${count(size)} accounts: ${interval(found)} of its accounts would be found, ${missed}${leads}`;
}
