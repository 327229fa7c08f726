import type { CheckReport, ImportSummary } from '../../main/engine/domain/case.ts';
import type { DetectabilityReport } from '../../main/engine/domain/detectability.ts';
import type { SideTableSummary } from '../../main/engine/domain/sources.ts';

/** What an import in the window did: side tables are joined in the same job. */
export interface ImportResult extends ImportSummary {
  readonly sideTables: readonly SideTableSummary[];
}

/** A job's result is `unknown` on the bridge; these see whether it has the shape its kind promises. */
export function importSummaryOf(result: unknown): ImportResult | null {
  return has(result, 'sources', 'skipped', 'sideTables', 'seconds') ? (result as unknown as ImportResult) : null; // shape checked by name: the program made it
}

export function checkReportOf(result: unknown): CheckReport | null {
  return has(result, 'ok', 'segments', 'problems', 'activityEntries') ? (result as unknown as CheckReport) : null; // shape checked by name: the program made it
}

export function detectabilityReportOf(result: unknown): DetectabilityReport | null {
  return has(result, 'caseId', 'cells', 'runs', 'layersUnavailable') ? (result as unknown as DetectabilityReport) : null; // shape checked by name: the program made it
}

export function exportFolderOf(result: unknown): string | null {
  return has(result, 'folder') && typeof result.folder === 'string' ? result.folder : null;
}

function has<K extends string>(value: unknown, ...keys: readonly K[]): value is Record<K, unknown> {
  return typeof value === 'object' && value !== null && keys.every((key) => Object.hasOwn(value, key));
}
