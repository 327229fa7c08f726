import { create } from 'zustand';
import type { DetectabilityOptions, DetectabilityReport } from '../../main/engine/domain/detectability.ts';
import { call } from './bridge.ts';
import { showFault } from './dialogs-store.ts';

interface DetectabilityStore {
  /** The last report of each case that was open in this session, by case id. */
  readonly reports: ReadonlyMap<string, DetectabilityReport>;
  keep(report: DetectabilityReport): void;
}

export const useDetectability = create<DetectabilityStore>((set) => ({
  reports: new Map(),
  keep: (report) => set(({ reports }) => ({ reports: new Map(reports).set(report.caseId, report) })),
}));

export async function startDetectability(options: DetectabilityOptions): Promise<void> {
  try {
    await call('detectability.start', { options });
  } catch (error) {
    showFault(error, 'planting campaigns');
  }
}
