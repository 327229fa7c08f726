import type { FailureCode } from './failure.ts';
import type { Bytes, Sha256 } from './units.ts';

/** Who holds a case open for writing. */
export interface LockHolder {
  readonly processId: number;
  readonly host: string;
  readonly program: string;
  readonly since: string;
}

export interface CaseSummary {
  readonly caseId: string;
  readonly name: string;
  /** The `.stillhunt` file. */
  readonly path: string;
  readonly createdAt: string;
  readonly readOnly: boolean;
  readonly exchanges: number;
  readonly accounts: number;
  readonly quarantined: number;
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
}

export interface SourceSummary {
  readonly sourceId: number;
  readonly path: string;
  readonly sha256: Sha256 | null;
  readonly format: string;
  readonly bytes: Bytes;
  readonly exchanges: number;
  readonly quarantined: number;
  readonly duplicates: number;
  readonly state: 'importing' | 'complete' | 'cancelled' | 'failed';
}

/** Why a record was not imported. */
export const QUARANTINE_REASONS = [
  'not-json',
  'not-utf8',
  'not-an-object',
  'wrong-type',
  'bad-time',
  'too-long',
  'column-count',
  'cut-off',
  'not-an-exchange',
] as const;
export type QuarantineReason = (typeof QUARANTINE_REASONS)[number];

export interface QuarantineRecord {
  readonly quarantineId: number;
  readonly sourceId: number;
  readonly sourcePath: string;
  /** First byte of the record in the decompressed stream. */
  readonly position: Bytes;
  readonly length: Bytes;
  readonly reason: QuarantineReason;
  readonly detail: string;
  /** The first bytes of the record, decoded leniently for reading only. */
  readonly excerpt: string;
}

/** What `import --json` prints. */
export interface ImportSummary {
  readonly sources: readonly {
    readonly path: string;
    readonly sha256: Sha256;
    readonly format: string;
    readonly bytes: Bytes;
    readonly exchanges: number;
    readonly quarantined: number;
    readonly duplicates: number;
    /** What else is to be said: that the file was imported before, or has grown since. */
    readonly remark: string | null;
  }[];
  /** Files found in folders, archives or by patterns that were not imported, and why. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  /** Totals of the case after the import. */
  readonly exchanges: number;
  readonly accounts: number;
  readonly seconds: number;
  readonly peakRssBytes: Bytes;
}

export interface CheckProblem {
  readonly code: FailureCode;
  /** What is wrong and where: a segment, a table, the activity log. */
  readonly message: string;
}

/** What `check --json` prints. */
export interface CheckReport {
  readonly path: string;
  readonly ok: boolean;
  readonly segments: number;
  readonly exchanges: number;
  readonly activityEntries: number;
  readonly problems: readonly CheckProblem[];
}

export interface ActivityEntry {
  readonly sequence: number;
  readonly at: string;
  readonly kind: string;
  readonly details: string;
  readonly hash: Sha256;
}
