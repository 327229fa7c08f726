import type { JobEvent } from '../../main/engine/domain/job.ts';
import type { Events } from '../../preload/contract.ts';
import { chooseImport, closeCase, createCase, openCase, startAnalysis, startCheck } from './actions.ts';
import { CommandFailure } from './bridge.ts';
import { useDetectability } from './detectability-store.ts';
import { showFault, useDialogs } from './dialogs-store.ts';
import { checkReportOf, detectabilityReportOf } from './job-results.ts';
import { useJobs } from './jobs-store.ts';
import { findInExchanges } from './shortcuts.ts';
import { useWindow } from './window-store.ts';
import { JOB_WORDS } from './words.ts';

/** Wires the program's events to the stores, once, for the life of the window. */
export function startEvents(): void {
  window.stillhunt.subscribe('job', receiveJob);
  window.stillhunt.subscribe('case-changed', ({ openCase: changed }) => useWindow.getState().caseChanged(changed));
  window.stillhunt.subscribe('menu', ({ action }) => runMenu(action));
  window.addEventListener('unhandledrejection', (event) => showFault(event.reason, 'working in the background'));
  void useWindow.getState().reload();
}

function receiveJob(event: JobEvent): void {
  useJobs.getState().receive(event, performance.now());
  if (event.state.phase === 'failed') showFault(new CommandFailure(event.state.failure), JOB_WORDS[event.kind].doing.toLowerCase());
  if (event.state.phase === 'done' && event.kind === 'check') {
    const report = checkReportOf(event.state.result);
    if (report !== null) useDialogs.getState().show({ phase: 'checked', report });
  }
  if (event.state.phase === 'done' && event.kind === 'detectability') {
    const report = detectabilityReportOf(event.state.result);
    if (report !== null) useDetectability.getState().keep(report);
  }
}

function runMenu(action: Events['menu']['action']): void {
  switch (action) {
    case 'new-case':
      void createCase();
      break;
    case 'open-case':
      void openCase(null);
      break;
    case 'close-case':
      void closeCase();
      break;
    case 'import':
      void chooseImport('files');
      break;
    case 'import-folder':
      void chooseImport('folder');
      break;
    case 'analyse':
      void startAnalysis();
      break;
    case 'export':
      useDialogs.getState().show({ phase: 'export', campaignIds: [] });
      break;
    case 'find':
      findInExchanges();
      break;
    case 'check':
      void startCheck();
      break;
    default:
      action satisfies never;
  }
}
