import type { QuarantineReason } from './case.ts';
import type { MappingShape, SideTableKind } from './sources.ts';
import type { Bytes } from './units.ts';

/**
 * What a group of files is taken for.
 *
 *   known       a format whose records are read by its own rules, or canonical columns
 *   guessed     a table whose columns were guessed by name and content
 *   unmapped    a table that shows no column of an exchange: it needs a mapping
 *   side-table  a table that adds to exchanges instead of holding them
 */
export type FileGroupKind = 'known' | 'guessed' | 'unmapped' | 'side-table';

/** Files of one import that are read in one way. */
export interface FileGroup {
  readonly groupId: number;
  readonly kind: FileGroupKind;
  /** Null for a table that needs a mapping. */
  readonly format: string | null;
  /** Why its first file was taken for that. */
  readonly reason: string;
  readonly files: number;
  readonly bytes: Bytes;
  /** Its columns can be mapped: it is a table, not records that code reads. */
  readonly mappable: boolean;
  readonly mapping: MappingShape | null;
  /** What it could add to exchanges, also where it is a log by itself. */
  readonly sideTableKind: SideTableKind | null;
}

export interface ReviewedFile {
  readonly path: string;
  readonly bytes: Bytes;
  readonly groupId: number;
  readonly reason: string;
}

/** What was found at the chosen paths; nothing is written yet. */
export interface ImportReview {
  readonly groups: readonly FileGroup[];
  readonly files: number;
  readonly bytes: Bytes;
  /** Files that are not imported whatever is chosen, and why. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
}

/** A column of a foreign table, or a dotted path into its records. */
export interface ForeignColumn {
  readonly name: string;
  /** First values that are not null, as text, cut to a line. */
  readonly examples: readonly string[];
  /** Of the first rows, those with a value. */
  readonly filled: number;
  /** What it is taken for, and why. */
  readonly guess: string | null;
  readonly reason: string;
  readonly confidence: 'certain' | 'likely' | 'possible' | 'none';
}

/** The beginning of a foreign table. */
export interface TableLook {
  readonly path: string;
  readonly columns: readonly ForeignColumn[];
  /** First rows, cells as text in the order of columns, cut to a line. */
  readonly rows: readonly (readonly (string | null)[])[];
  readonly guess: MappingShape;
}

/** What a mapping makes of one of the first records. */
export interface PreviewRow {
  /** Counted from 1. */
  readonly record: number;
  /** Filled canonical columns, values as text cut to a line; null when the record would be quarantined. */
  readonly exchange: Readonly<Record<string, string>> | null;
  readonly problem: { readonly reason: QuarantineReason; readonly detail: string } | null;
}

export interface MappingPreview {
  readonly rows: readonly PreviewRow[];
  readonly accepted: number;
  readonly refused: number;
  /** First values of the columns mapped to `ts`, and what they are read as; null for what is no time. */
  readonly times: readonly { readonly column: string; readonly written: string; readonly readAs: string | null }[];
  /** Why no record at all can be read this way; null when some may. */
  readonly problem: string | null;
}
