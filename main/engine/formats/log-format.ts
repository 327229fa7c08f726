import type { Json } from '../domain/exchange.ts';
import type { JsonObject } from './exchange-draft.ts';
import type { FieldName } from './exchange-record.ts';
import type { FieldPlan } from './mapping.ts';

/** The beginning of a file, decompressed, without byte order mark. */
export interface FileHead {
  readonly text: string;
  /** The text is the whole file. */
  readonly complete: boolean;
}

/**
 * How a file divides into records.
 *
 *   lines          one JSON object a line
 *   stamped-lines  the same behind a time and a space
 *   values         JSON values one after another, or the elements of lists; `listKey` names the member that holds the list
 *   csv            RFC 4180 with a header
 */
export type Framing = 'lines' | 'stamped-lines' | 'values' | 'csv';

/** What is known of a file before it is read. */
export interface FileSample {
  /** As the user names it; formats may look at folder and file name. */
  readonly path: string;
  readonly head: FileHead;
  readonly framing: Framing;
  readonly listKey: string | null;
  /** First records, at most SAMPLE_RECORDS; cells of a CSV file are text or null by column. Records that are not JSON objects are left out. */
  readonly records: readonly JsonObject[];
  /** Header of a CSV file. */
  readonly columns: readonly string[] | null;
}
export const SAMPLE_RECORDS = 20;

/** Canonical fields of one exchange as a format reads them: messages as OpenTelemetry parts or in chat form, times and numbers as written. */
export type ExchangeFields = Partial<Record<FieldName, unknown>>;

/** Gives the parts that other records of the same import hold under a key, in order of file and position. */
export type PartLookup = (key: string) => readonly Json[];

export interface RecordPlace {
  readonly path: string;
  readonly parts: PartLookup;
}

interface KnownFormat {
  readonly name: string;
  /** Part of every exchange id, so that copies of one exchange are equal whatever their framing. */
  readonly idScope: string;
  /** Says why the file is of this format, or null. `plan` is that of the mapping that is given or guessed, for formats that need one. */
  readonly recognise: (sample: FileSample, plan: FieldPlan | null) => string | null;
}

/** Records whose members are canonical fields: by their own names, or by a mapping. */
export interface TableFormat extends KnownFormat {
  readonly kind: 'canonical' | 'mapped';
  readonly framings: readonly Framing[];
  /** The row inside a record, where a carrier wraps it; null passes the record over. */
  readonly row?: (record: JsonObject) => JsonObject | null;
}

/** Records that code reads. */
export interface RecordFormat extends KnownFormat {
  readonly kind: 'records';
  /**
   * The exchanges of a record; none when it is no model call or only holds parts of others. Any JSON object may come, and the members of it may be
   * anything. Throws RecordReject.
   */
  readonly exchanges: (record: JsonObject, place: RecordPlace) => readonly ExchangeFields[];
  /** For formats that spread an exchange over several records or files. */
  readonly spread?: {
    /** Keys are of one folder, not of the whole import: batches number their requests anew. */
    readonly withinFolder: boolean;
    /** The file may hold parts; it is then read twice. */
    readonly holdsParts: (sample: FileSample) => boolean;
    /** What a record holds for others, by key. */
    readonly parts: (record: JsonObject, path: string) => readonly { readonly key: string; readonly part: Json }[];
  };
}

export type LogFormat = TableFormat | RecordFormat;

export const FIELD_SAMPLE = 6;

/** "a, b, c and 4 more" */
export function nameSome(names: readonly string[]): string {
  const shown = names.slice(0, FIELD_SAMPLE).join(', ');
  return names.length > FIELD_SAMPLE ? `${shown} and ${names.length - FIELD_SAMPLE} more` : shown;
}
