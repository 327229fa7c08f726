import type { LockHolder } from '../../main/engine/domain/case.ts';
import type { FailureDetails } from '../../main/engine/domain/failure.ts';
import { CommandFailure, call } from './bridge.ts';
import { showFault, useDialogs } from './dialogs-store.ts';
import { useJobs } from './jobs-store.ts';
import { useNavigation } from './navigation-store.ts';
import { useWindow } from './window-store.ts';

export async function createCase(): Promise<void> {
  try {
    if ((await call('case.create', {})) !== null) await useWindow.getState().reload();
  } catch (error) {
    showFault(error, 'creating a case');
  }
}

/** Without a path the system's dialog asks for one. */
export async function openCase(recentPath: string | null, readOnly = false): Promise<void> {
  try {
    const opened = await call('case.open', { ...(recentPath === null ? {} : { recentPath }), ...(readOnly ? { readOnly } : {}) });
    if (opened === null) return;
    await useWindow.getState().reload();
    const { screen, restart } = useNavigation.getState();
    if (screen.name === 'start') restart({ name: 'overview' });
  } catch (error) {
    if (error instanceof CommandFailure && error.failure.code === 'case-locked') await showLock(error, recentPath);
    else showFault(error, 'opening the case');
  }
}

async function showLock(error: CommandFailure, recentPath: string | null): Promise<void> {
  const known = recentPath === null ? null : await call('case.lockHolder', { recentPath }).catch(() => null);
  const holder = known ?? holderIn(error.failure.details);
  useDialogs.getState().show({ phase: 'locked', recentPath, failure: error.failure, holder });
}

/** The failure itself says who holds the case that the system's dialog chose. */
function holderIn({ processId, host, program, since }: FailureDetails): LockHolder | null {
  if (typeof processId !== 'number' || typeof host !== 'string' || typeof program !== 'string' || typeof since !== 'string') return null;
  return { processId, host, program, since };
}

export async function closeCase(): Promise<void> {
  try {
    await call('case.close', {});
    await useWindow.getState().reload();
  } catch (error) {
    showFault(error, 'closing the case');
  }
}

/** Imports dropped files, or asks for files. Shows the import screen once it runs. */
export async function startImport(droppedFiles: readonly string[] | null): Promise<void> {
  try {
    const started = await call('import.start', droppedFiles === null ? {} : { droppedFiles });
    if (started === null) return;
    await useWindow.getState().reload();
    if (useNavigation.getState().screen.name !== 'import') useNavigation.getState().go({ name: 'import' });
  } catch (error) {
    showFault(error, 'starting the import');
  }
}

export async function startAnalysis(): Promise<void> {
  try {
    await call('analysis.start', {});
  } catch (error) {
    showFault(error, 'starting the analysis');
  }
}

export async function startExport(campaignIds: readonly string[], pseudonymise: boolean): Promise<void> {
  try {
    await call('evidence.export', { campaignIds, pseudonymise });
  } catch (error) {
    showFault(error, 'exporting evidence');
  }
}

export async function startCheck(): Promise<void> {
  try {
    await call('case.check', {});
  } catch (error) {
    showFault(error, 'checking the case');
  }
}

/** Cancels the youngest running job; nothing runs: no effect. */
export function cancelYoungestJob(): void {
  const { jobs, cancel } = useJobs.getState();
  const running = jobs.findLast((job) => job.state.phase === 'running');
  if (running !== undefined) cancel(running.jobId);
}
