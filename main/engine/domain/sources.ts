import type { SourceSummary } from './case.ts';
import type { Bytes } from './units.ts';

/** A source as the sources screen shows it. */
export interface SourceDetails extends SourceSummary {
  /** Why it was taken for its format. */
  readonly reason: string;
  readonly mapping: MappingShape | null;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  /** Records that hold no exchange of their own: action lines, parts of others, spans that are no model call. */
  readonly passedOver: number;
  /** Why a source in state `failed` ended before its file did. */
  readonly failure: string | null;
}

/** A mapping as plain data; see engine/formats/mapping.ts. */
export interface MappingShape {
  readonly columns: Readonly<Record<string, string | null>>;
  readonly prefixes: Readonly<Record<string, string>>;
  readonly constants: Readonly<Record<string, string | number | boolean>>;
  readonly timeFormat: string;
  readonly nullTexts: readonly string[];
}

/** How much of a canonical column is filled, over one source or the whole case. */
export interface ColumnFill {
  readonly column: string;
  readonly filled: number;
  readonly exchanges: number;
}

/** The untouched record that an exchange was read from. */
export type OriginalRecord =
  | {
      readonly state: 'found';
      readonly path: string;
      readonly position: Bytes;
      readonly length: Bytes;
      readonly text: string;
      readonly cut: boolean;
    }
  /** The file is gone, or is not the one that was imported. */
  | { readonly state: 'missing' | 'changed'; readonly path: string; readonly position: Bytes; readonly length: Bytes };

export const SIDE_TABLE_KINDS = ['accounts', 'edge', 'api-keys'] as const;
/**
 * What a side table adds to exchanges.
 *
 *   accounts   by account id: payment hash, e-mail domain hash, sign-up time, country, plan
 *   edge       by request id, or by IP and time: TLS fingerprint, ASN, user agent, country, IP
 *   api-keys   by API key: account, organisation
 */
export type SideTableKind = (typeof SIDE_TABLE_KINDS)[number];

/** What joining one side table did. */
export interface SideTableSummary {
  readonly sideTableId: number;
  readonly path: string;
  readonly sha256: string;
  readonly kind: SideTableKind;
  readonly addedAt: string;
  readonly rows: number;
  /** By which key rows were joined: `account_id`, `request_id`, `api_key_id`, `client_ip and ts`. */
  readonly joinedBy: string;
  readonly matchedRows: number;
  readonly unmatchedRows: number;
  /** Exchanges that got a value, by canonical column. */
  readonly filled: Readonly<Record<string, number>>;
  /** Values that differ from what the log itself says, or between rows of side tables with the same key; the log and the earlier row stand. */
  readonly conflicts: readonly SideTableConflict[];
}

export interface SideTableConflict {
  readonly column: string;
  readonly kind: 'log-differs' | 'rows-differ' | 'ambiguous';
  readonly count: number;
  /** Keys of the first few. */
  readonly examples: readonly string[];
}

export const EVENT_KINDS = ['model-release', 'ban-wave', 'memo', 'other'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** A dated fact that the analyst adds. */
export interface CaseEvent {
  readonly eventId: number;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly kind: EventKind;
  readonly title: string;
  readonly note: string;
}

/** What a side table may be, looked at before it is added. */
export interface SideTablePreview {
  /** Null where its columns do not tell. */
  readonly kind: SideTableKind | null;
  readonly reason: string;
  /** The log format that its records are read by; null for a table of columns. */
  readonly format: string | null;
  readonly columns: readonly SideTableColumn[];
  /** What the columns were taken for; null for records of a log format. */
  readonly mapping: MappingShape | null;
}

export interface SideTableColumn {
  readonly name: string;
  readonly examples: readonly string[];
  /** Null where nothing is taken from it. */
  readonly field: string | null;
  /** Its values are hashed before the case keeps them. */
  readonly hashed: boolean;
}
