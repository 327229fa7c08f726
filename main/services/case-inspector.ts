import { fork } from 'node:child_process';
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { CheckReport } from '../engine/domain/case.ts';
import { Failure, reviveFailure } from '../engine/domain/failure.ts';
import type { JobControl } from '../engine/domain/job.ts';
import type { CaseLayout } from '../storage/case-layout.ts';
import { type InspectAnswer, type InspectRequest, isInspectAnswer } from '../workers/inspect-protocol.ts';
import { workerFile } from '../workers/locate.ts';

/** A process that inspects one case. Under Electron, where Node's fork is off, main/app gives one made of utilityProcess. */
export interface InspectorProcess {
  send(request: InspectRequest): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: () => void): void;
  kill(): void;
}
export type SpawnInspector = (entryFile: string) => InspectorProcess;

/** The inspector's heap in MiB. */
export const INSPECTOR_HEAP_MIB = 256;
const BASE_PATIENCE_MS = 20_000;
const PATIENCE_MS_PER_MIB = 100;
const CANCEL_POLL_MS = 100;

export const forkInspector: SpawnInspector = (entryFile) => {
  const child = fork(entryFile, [], {
    execArgv: [`--max-old-space-size=${INSPECTOR_HEAP_MIB}`, '--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {},
  });
  return {
    send: (request) => child.send(request),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.on('exit', listener).on('error', listener),
    kill: () => child.kill('SIGKILL'),
  };
};

/** Has a killable process inspect a copy of a case's database. Throws what it finds, and case-damaged when it dies or takes too long. */
export async function inspectInProcess(layout: CaseLayout, databaseFile: string, spawn: SpawnInspector): Promise<void> {
  await run('inspect', layout, databaseFile, spawn, patienceFor(databaseFile));
}

/** Has a killable process check a case whole. Throws cancelled, what makes it no case, and case-damaged when it dies or stands still. */
export async function checkInProcess(
  layout: CaseLayout,
  databaseFile: string,
  spawn: SpawnInspector,
  control: JobControl | undefined,
): Promise<CheckReport> {
  const answer = await run('check', layout, databaseFile, spawn, patienceFor(databaseFile), control);
  if (answer.kind !== 'report') throw new TypeError(`a check answered with ${answer.kind}`);
  return answer.report;
}

function patienceFor(databaseFile: string): number {
  return BASE_PATIENCE_MS + (statSync(databaseFile).size / 2 ** 20) * PATIENCE_MS_PER_MIB;
}

function run(
  kind: InspectRequest['kind'],
  layout: CaseLayout,
  databaseFile: string,
  spawn: SpawnInspector,
  patience: number,
  control?: JobControl,
): Promise<InspectAnswer> {
  const file = basename(layout.file);
  return new Promise((resolve, reject) => {
    const inspector = spawn(workerFile('inspect'));
    let settled = false;
    const settle = (end: () => void): void => {
      if (settled) return;
      settled = true;
      clearTimeout(watchdog);
      clearInterval(cancellation);
      inspector.kill();
      end();
    };
    const fail = (failure: Failure): void => settle(() => reject(failure));
    const giveUp = (): void =>
      fail(new Failure('case-damaged', `${file}: the inspection stood still for ${Math.round(patience / 1_000)} s`, { file }));
    let watchdog = setTimeout(giveUp, patience);
    const cancellation = setInterval(() => {
      if (control?.isCancelled()) fail(new Failure('cancelled', 'check cancelled'));
    }, CANCEL_POLL_MS);
    inspector.onMessage((message) => {
      if (settled || !isInspectAnswer(message)) return;
      if (message.kind === 'progress') {
        clearTimeout(watchdog);
        watchdog = setTimeout(giveUp, patience);
        control?.report(message.progress);
      } else if (message.kind === 'failure') {
        fail(reviveFailure(message.failure));
      } else {
        settle(() => resolve(message));
      }
    });
    inspector.onExit(() => fail(new Failure('case-damaged', `${file}: the inspection ended without an answer`, { file })));
    inspector.send({ kind, folder: layout.folder, name: layout.name, databaseFile });
  });
}
