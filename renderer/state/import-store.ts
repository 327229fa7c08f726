import { create } from 'zustand';
import type { FileGroup, ImportReview } from '../../main/engine/domain/import-review.ts';
import type { JobState } from '../../main/engine/domain/job.ts';
import type { MappingShape } from '../../main/engine/domain/sources.ts';
import type { GroupChoice, StartedLook } from '../../preload/contract.ts';
import { call } from './bridge.ts';
import { showFault } from './dialogs-store.ts';
import { useJobs } from './jobs-store.ts';

/** The source whose file is imported again with another mapping. */
export interface Replacing {
  readonly sourceId: number;
  readonly mapping: MappingShape | null;
}

/** From the choice of files to the start of their import. */
export type ImportStep =
  | { readonly phase: 'none' }
  | { readonly phase: 'looking'; readonly selectionId: number; readonly jobId: string; readonly replacing: Replacing | null }
  | {
      readonly phase: 'review';
      readonly selectionId: number;
      readonly review: ImportReview;
      /** What was decided about groups; the others go as they were found. */
      readonly choices: Readonly<Record<number, GroupChoice>>;
      /** The group whose columns are being mapped. */
      readonly mapping: number | null;
      readonly replacing: Replacing | null;
    };

export type ReviewStep = Extract<ImportStep, { phase: 'review' }>;

interface ImportStore {
  readonly step: ImportStep;
  /** Follows the job that looks at chosen files, then shows what they are. */
  follow(look: StartedLook, replacing: Replacing | null): Promise<void>;
  choose(choice: GroupChoice): void;
  openMapping(groupId: number | null): void;
  leave(): void;
}

export const useImport = create<ImportStore>((set, get) => ({
  step: { phase: 'none' },
  follow: async ({ selectionId, jobId }, replacing) => {
    set({ step: { phase: 'looking', selectionId, jobId, replacing } });
    const end = await endOf(jobId);
    const { step } = get();
    if (step.phase !== 'looking' || step.selectionId !== selectionId) return;
    if (end.phase !== 'done') return set({ step: { phase: 'none' } });
    useJobs.getState().dismiss(jobId);
    try {
      const review = await call('import.review', { selectionId });
      const only = review.groups[0];
      const mapping = replacing !== null && only?.mappable === true ? only.groupId : null;
      set({ step: { phase: 'review', selectionId, review, choices: {}, mapping, replacing } });
    } catch (error) {
      set({ step: { phase: 'none' } });
      showFault(error, 'looking at the files');
    }
  },
  choose: (choice) =>
    set(({ step }) => (step.phase === 'review' ? { step: { ...step, choices: { ...step.choices, [choice.groupId]: choice } } } : { step })),
  openMapping: (groupId) => set(({ step }) => (step.phase === 'review' ? { step: { ...step, mapping: groupId } } : { step })),
  leave: () => set({ step: { phase: 'none' } }),
}));

/** The state in which a job ends; it may have ended already. */
function endOf(jobId: string): Promise<JobState> {
  return new Promise((resolve) => {
    const settle = (): boolean => {
      const state = useJobs.getState().jobs.find((job) => job.jobId === jobId)?.state;
      if (state === undefined || state.phase === 'running') return false;
      resolve(state);
      return true;
    };
    if (settle()) return;
    const end = useJobs.subscribe(() => {
      if (settle()) end();
    });
  });
}

/** What will be done with a group: as decided, or as it was found. */
export function actionOf(group: FileGroup, choice: GroupChoice | undefined): 'import' | 'join' | 'leave-out' | 'needs-mapping' {
  const action = choice?.action ?? (group.kind === 'side-table' ? 'join' : 'import');
  return action === 'import' && group.format === null && choice?.mapping === undefined ? 'needs-mapping' : action;
}
