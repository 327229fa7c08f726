import { hash } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { tieAccounts } from '../engine/campaigns/account-tie.ts';
import { analyzeTraffic } from '../engine/campaigns/analyze-traffic.ts';
import type { AnalysisResult } from '../engine/domain/campaign.ts';
import { Failure, isFailure, serializeFailure } from '../engine/domain/failure.ts';
import type { JobProgress } from '../engine/domain/job.ts';
import type { Traffic } from '../engine/links/traffic.ts';
import { CaseStore } from '../storage/case-store.ts';
import { readAccountTraffic } from './analysis-account-traffic.ts';
import { runDigest } from './analysis-digest.ts';
import { findExampleRows } from './analysis-examples.ts';
import type { AnalysisTask, FromAnalysisWorker } from './analysis-protocol.ts';
import { buffersOf, readAccountsElsewhere } from './analysis-threads.ts';
import { readTraffic, type TrafficReading } from './analysis-traffic.ts';

const task = workerData as AnalysisTask;

function send(message: FromAnalysisWorker): void {
  parentPort?.postMessage(message, message.kind === 'accounts-read' ? [...buffersOf(message.traffic)] : []);
}

function stopIfCancelled(): void {
  if (Atomics.load(task.cancelFlag, 0) !== 0) throw new Failure('cancelled', 'analysis cancelled');
}

function report(progress: JobProgress): void {
  stopIfCancelled();
  send({ kind: 'progress', progress });
}

function reportStage(stage: string): void {
  report({ stage, done: 0, total: null, unit: 'steps', exchanges: null, quarantined: null, file: null });
}

/** Two threads share the reading. */
async function read(store: CaseStore): Promise<TrafficReading> {
  const accounts = readAccountsElsewhere(task);
  try {
    return await readTraffic(store, accounts.traffic, report);
  } finally {
    await accounts.stop();
  }
}

async function analyze(store: CaseStore, programVersion: string): Promise<AnalysisResult> {
  const { settings } = task;
  const { traffic, readRows } = await read(store);
  const host = { onStage: reportStage, readRows, digest: (text: string) => hash('sha256', text, 'hex') };
  const { drafts, layers, daily, edits, usage } = analyzeTraffic(traffic, settings, host, task.edits, store.events.list());
  reportStage('campaigns: examples');
  const examples = findExampleRows(store, traffic, drafts);
  return {
    runDigest: runDigest(
      settings,
      drafts.map(({ finding }) => finding.campaign),
      task.edits,
    ),
    programVersion,
    settings,
    exchangeCount: traffic.exchangeCount,
    accountCount: traffic.exchangesOf.reduce((sum, exchanges) => sum + (exchanges > 0 ? 1 : 0), 0),
    layers,
    findings: drafts.map(({ finding }, place) => ({ ...finding, exampleRows: examples[place] ?? [] })),
    daily,
    ...(edits.length === 0 ? {} : { edits }),
    ...(usage === null ? {} : { usage }),
  };
}

function accountCode(traffic: Traffic, accountId: string): number {
  const code = traffic.accountIds.indexOf(accountId);
  if (code < 0) throw new Failure('account-unknown', 'the case has no such account', { accountId });
  return code;
}

async function answer(store: CaseStore): Promise<FromAnalysisWorker> {
  const { request, settings } = task;
  if (request.kind === 'analyze') return { kind: 'analyzed', result: await analyze(store, request.programVersion) };
  if (request.kind === 'read-accounts') return { kind: 'accounts-read', traffic: readAccountTraffic(store, stopIfCancelled) };
  const { traffic } = await read(store);
  const a = accountCode(traffic, request.accountA);
  const b = accountCode(traffic, request.accountB);
  return { kind: 'tied', tie: tieAccounts(traffic, settings, Math.min(a, b), Math.max(a, b)) };
}

const store = CaseStore.attach(task.attachment);
try {
  send(await answer(store));
} catch (error) {
  if (!isFailure(error)) throw error;
  send({ kind: 'failed', failure: serializeFailure(error) });
} finally {
  store.close();
}
