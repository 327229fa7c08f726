import type { AnalysisSettings } from '../../main/engine/domain/campaign.ts';
import type { LockHolder } from '../../main/engine/domain/case.ts';
import type { FailureDetails } from '../../main/engine/domain/failure.ts';
import type { SourceDetails } from '../../main/engine/domain/sources.ts';
import type { StartedLook } from '../../preload/contract.ts';
import { CommandFailure, call } from './bridge.ts';
import { showFault, useDialogs } from './dialogs-store.ts';
import { type Replacing, useImport } from './import-store.ts';
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

/** Looks at dropped files and folders, or asks for some, and shows on the import screen what they are. */
export async function chooseImport(chosen: 'files' | 'folder' | readonly string[]): Promise<void> {
  try {
    const look = await call('import.choose', typeof chosen === 'string' ? { what: chosen } : { droppedFiles: chosen });
    if (look !== null) followLook(look, null);
  } catch (error) {
    showFault(error, 'choosing files to import');
  }
}

/** Looks at the file of a source again, to import it with another mapping. */
export async function importAgain(source: SourceDetails): Promise<void> {
  try {
    const look = await call('import.again', { sourceId: source.sourceId });
    if (look !== null) followLook(look, { sourceId: source.sourceId, mapping: source.mapping });
  } catch (error) {
    showFault(error, 'looking at the source again');
  }
}

function followLook(look: StartedLook, replacing: Replacing | null): void {
  void useImport.getState().follow(look, replacing);
  if (useNavigation.getState().screen.name !== 'import') useNavigation.getState().go({ name: 'import' });
}

let starting = false;

/** Imports what was chosen and looked at, as it was decided. One start at a time: another key press while the system asks for a folder is none. */
export async function startChosenImport(): Promise<void> {
  const { step, leave } = useImport.getState();
  if (step.phase !== 'review' || starting) return;
  starting = true;
  const { selectionId, choices, replacing } = step;
  try {
    const replaces = replacing === null ? {} : { replaces: replacing.sourceId };
    const started = await call('import.start', { selectionId, choices: Object.values(choices), ...replaces });
    if (started === null) return;
    leave();
    await useWindow.getState().reload();
    if (useNavigation.getState().screen.name !== 'import') useNavigation.getState().go({ name: 'import' });
  } catch (error) {
    showFault(error, 'starting the import');
  } finally {
    starting = false;
  }
}

/** Starts a job by a command whose answer is its number; a failure is shown. */
export async function startJob(command: () => Promise<{ jobId: string } | null>, doing: string): Promise<void> {
  try {
    await command();
  } catch (error) {
    showFault(error, doing);
  }
}

/** Without settings, those of the last analysis are used again. */
export async function startAnalysis(settings: AnalysisSettings | null = null): Promise<void> {
  try {
    await call('analysis.start', settings === null ? {} : { settings });
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
