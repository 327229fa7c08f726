import type { FieldPlan } from './mapping.ts';

/** The beginning of a file, decompressed, without byte order mark. */
export interface FileHead {
  readonly text: string;
  /** The text is the whole file. */
  readonly complete: boolean;
}

/** How a file of this format divides into records. */
export type Framing = 'lines' | 'csv';

/** A log format: how to know it and how its records name the canonical fields. */
export interface LogFormat {
  readonly name: string;
  /** Part of every exchange id, so that copies of one exchange in either framing are equal. */
  readonly idScope: string;
  readonly framing: Framing;
  /** Says why the head is of this format, or null. `plan` is that of the mapping, for formats that need one. */
  readonly recognise: (head: FileHead, plan: FieldPlan | null) => string | null;
  readonly needsMapping: boolean;
}

export const FIELD_SAMPLE = 6;

/** "a, b, c and 4 more" */
export function nameSome(names: readonly string[]): string {
  const shown = names.slice(0, FIELD_SAMPLE).join(', ');
  return names.length > FIELD_SAMPLE ? `${shown} and ${names.length - FIELD_SAMPLE} more` : shown;
}
