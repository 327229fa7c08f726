import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { analyze } from '../../main/services/analyses.ts';
import { createCase, openCase } from '../../main/services/cases.ts';
import { importFiles } from '../../main/services/imports.ts';
import { peakRssBytes } from '../../main/services/peak-memory.ts';
import { simulate } from '../../main/services/simulations.ts';
import { shortTrafficFile } from './short-traffic-file.ts';

/**
 * Analyses cases of 25,000 accounts, each in a process of its own: seconds by stage, memory, and how time grows with exchanges. Arguments: what to
 * analyse, each a number of short exchanges (two of 4,096 phrases, of the account only its address), or a scenario and a number
 * (`combined:2880000`); default `2880000 28800000`. `--case FOLDER` analyses a case that is there; `--keep` leaves the cases that were made for
 * the next run. 28,800,000 take 15 GB of disk and some minutes to make.
 */
const ACCOUNTS = 25_000;
const CONTROL = { isCancelled: () => false, report: () => {} };
const place = join(tmpdir(), 'stillhunt-bench', 'cases');

interface Stage {
  readonly stage: string;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly rssBytes: number;
}

interface Run {
  readonly exchanges: number;
  readonly campaigns: readonly string[];
  readonly digest: string;
  readonly stages: readonly Stage[];
  readonly peakRssBytes: number;
}

const options = process.argv.slice(2);
if (options[0] === '--once') {
  process.stdout.write(JSON.stringify(await analyzeOnce(options[1] ?? '')));
} else {
  const keep = options.includes('--keep');
  const at = options.indexOf('--case');
  const given = at < 0 ? [] : options.slice(at + 1, at + 2);
  const wanted = options.filter((option, i) => option !== '--keep' && option !== '--case' && (at < 0 || i !== at + 1));
  const runs = given.map((folder) => inProcessOfItsOwn(folder));
  for (const what of wanted.length > 0 || given.length > 0 ? wanted : ['2880000', '28800000']) {
    const folder = await caseOf(what);
    runs.push(inProcessOfItsOwn(folder));
    if (!keep) rmSync(folder, { recursive: true, force: true });
  }
  const [first, last] = [runs[0], runs.at(-1)];
  if (first !== undefined && last !== undefined && first !== last) {
    const ratio = secondsOf(last) / last.exchanges / (secondsOf(first) / first.exchanges);
    process.stdout.write(`seconds an exchange, last run against the first: ${ratio.toFixed(2)}x\n`);
  }
}

function secondsOf(run: Run): number {
  return run.stages.reduce((sum, { seconds }) => sum + seconds, 0);
}

async function caseOf(what: string): Promise<string> {
  const folder = join(place, what.replace(':', '-'));
  if (existsSync(folder)) return folder;
  mkdirSync(place, { recursive: true });
  const [scenario, number] = what.includes(':') ? what.split(':') : [null, what];
  const building = join(place, `${basename(folder)}.${process.pid}`);
  const traffic = `${building}-traffic`;
  const path = scenario === null ? shortTrafficFile(Number(number)) : join(traffic, 'exchanges.jsonl');
  if (scenario !== null) await simulate(scenario ?? '', traffic, { accounts: ACCOUNTS, exchanges: Number(number), seed: 1 }, CONTROL);
  const session = createCase(join(building, basename(folder)), { program: 'bench' });
  await importFiles(session, { paths: [path], workers: 2 }, CONTROL);
  session.close();
  renameSync(join(building, basename(folder)), folder);
  for (const done of [building, traffic]) rmSync(done, { recursive: true, force: true });
  return folder;
}

function inProcessOfItsOwn(folder: string): Run {
  const args = ['--disable-warning=ExperimentalWarning', import.meta.filename, '--once', folder];
  const run = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })) as Run;
  const mebibytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)}`.padStart(6);
  process.stdout.write(`\n${join(basename(dirname(folder)), basename(folder))}: ${run.exchanges.toLocaleString('en')} exchanges\n`);
  process.stdout.write(`${'stage'.padEnd(32)} seconds    CPU    MiB\n`);
  for (const { stage, seconds, cpuSeconds, rssBytes } of run.stages) {
    process.stdout.write(
      `${stage.padEnd(32)} ${seconds.toFixed(1).padStart(7)} ${cpuSeconds.toFixed(1).padStart(6)} ${mebibytes(rssBytes)}\n`,
    );
  }
  const seconds = secondsOf(run);
  const cpu = run.stages.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  process.stdout.write(
    `${'all'.padEnd(32)} ${seconds.toFixed(1).padStart(7)} ${cpu.toFixed(1).padStart(6)} ${mebibytes(run.peakRssBytes)} at most\n`,
  );
  const rate = Math.round(run.exchanges / seconds).toLocaleString('en');
  process.stdout.write(`${rate} exchanges a second; campaigns: ${run.campaigns.join(', ') || 'none'}; digest ${run.digest.slice(0, 12)}\n`);
  return run;
}

/** A stage lasts until the next is reported; its memory is what the process holds then. */
async function analyzeOnce(folder: string): Promise<Run> {
  const session = await openCase(folder, { program: 'bench', inspect: false });
  const stages: Stage[] = [];
  let stage = 'start';
  let since = performance.now();
  let cpu = process.cpuUsage();
  const end = (next: string): void => {
    const used = process.cpuUsage(cpu);
    const seconds = (performance.now() - since) / 1000;
    stages.push({ stage, seconds, cpuSeconds: (used.user + used.system) / 1e6, rssBytes: process.memoryUsage.rss() });
    process.stderr.write(`${stage}: ${seconds.toFixed(1)} s\n`);
    stage = next;
    since = performance.now();
    cpu = process.cpuUsage();
  };
  const result = await analyze(session, null, {
    isCancelled: () => false,
    report: (progress) => {
      if (progress.stage !== stage) end(progress.stage);
    },
  });
  end('');
  session.close();
  const strengths = result.findings.map(({ campaign }) => campaign.strength);
  const campaigns = ['strong', 'probable', 'lead'].map((strength) => `${strengths.filter((own) => own === strength).length} ${strength}`);
  return { exchanges: result.exchangeCount, campaigns, digest: result.runDigest, stages, peakRssBytes: peakRssBytes() };
}
