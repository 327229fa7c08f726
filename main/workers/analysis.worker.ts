import { hash } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { tieAccounts } from '../engine/campaigns/account-tie.ts';
import { analyzeTraffic } from '../engine/campaigns/analyze-traffic.ts';
import type { AnalysisResult } from '../engine/domain/campaign.ts';
import { Failure, isFailure, serializeFailure } from '../engine/domain/failure.ts';
import type { JobProgress } from '../engine/domain/job.ts';
import type { Traffic } from '../engine/links/traffic.ts';
import { CaseStore } from '../storage/case-store.ts';
import { runDigest } from './analysis-digest.ts';
import { findExampleRows } from './analysis-examples.ts';
import type { AnalysisTask, FromAnalysisWorker } from './analysis-protocol.ts';
import { readTraffic } from './analysis-traffic.ts';

const task = workerData as AnalysisTask;

function send(message: FromAnalysisWorker): void {
  parentPort?.postMessage(message);
}

function report(progress: JobProgress): void {
  if (Atomics.load(task.cancelFlag, 0) !== 0) throw new Failure('cancelled', 'analysis cancelled');
  send({ kind: 'progress', progress });
}

function reportStage(stage: string): void {
  report({ stage, done: 0, total: null, unit: 'steps', exchanges: null, quarantined: null, file: null });
}

function analyze(store: CaseStore, programVersion: string): AnalysisResult {
  const { settings } = task;
  const { traffic, readRows } = readTraffic(store, report);
  const host = { onStage: reportStage, readRows, digest: (text: string) => hash('sha256', text, 'hex') };
  const { drafts, layers, daily, edits } = analyzeTraffic(traffic, settings, host, task.edits);
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
  };
}

function accountCode(traffic: Traffic, accountId: string): number {
  const code = traffic.accountIds.indexOf(accountId);
  if (code < 0) throw new Failure('account-unknown', 'the case has no such account', { accountId });
  return code;
}

function answer(store: CaseStore): FromAnalysisWorker {
  const { request, settings } = task;
  if (request.kind === 'analyze') return { kind: 'analyzed', result: analyze(store, request.programVersion) };
  const { traffic } = readTraffic(store, report);
  const a = accountCode(traffic, request.accountA);
  const b = accountCode(traffic, request.accountB);
  return { kind: 'tied', tie: tieAccounts(traffic, settings, Math.min(a, b), Math.max(a, b)) };
}

const store = CaseStore.attach(task.attachment);
try {
  send(answer(store));
} catch (error) {
  if (!isFailure(error)) throw error;
  send({ kind: 'failed', failure: serializeFailure(error) });
} finally {
  store.close();
}
