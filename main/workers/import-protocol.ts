import type { SerializedFailure } from '../engine/domain/failure.ts';
import type { Framing } from '../engine/formats/log-format.ts';
import type { Mapping } from '../engine/formats/mapping.ts';
import type { PartEntries } from '../storage/part-index.ts';
import type { NewQuarantineRecord } from '../storage/quarantine.ts';
import type { WrittenSegment } from '../storage/segment-content.ts';

/** A unit of a source: the records whose first byte lies in [unitNo * UNIT_BYTES, (unitNo + 1) * UNIT_BYTES) of the decompressed stream. */
export const UNIT_BYTES = 64 * 1024 * 1024;
/** Longer records are quarantined. */
export const RECORD_BYTES = 32 * 1024 * 1024;
/** Bytes of a bad record that are kept. */
export const EXCERPT_BYTES = 4096;

export type Compression = 'none' | 'gzip' | 'zstd';

/** One file, as every worker that reads from it must know it. */
export interface ImportSource {
  readonly sourceId: number;
  readonly path: string;
  /** Size on disk when the import began; what is appended later is not read. */
  readonly bytes: number;
  readonly compression: Compression;
  /** The bytes are not the file's own: the owner hands over what a decoder process makes of it. */
  readonly decoded: boolean;
  readonly format: string;
  readonly framing: Framing;
  /** See Framing. */
  readonly listKey: string | null;
  readonly mapping: Mapping | null;
  readonly segmentsFolder: string;
  /** The import's part index, where formats of it spread exchanges over records. */
  readonly parts: { readonly path: string; readonly entries: PartEntries } | null;
  /** Smaller in tests. */
  readonly unitBytes: number;
  /** Off only in tests, which compare the kernel's scanner with the exact path. */
  readonly scan: boolean;
}

/** Only plain files of lines can be read from any place on; all others are read by one worker from their beginning. */
export function isSequential(source: Pick<ImportSource, 'compression' | 'framing' | 'decoded'>): boolean {
  return source.compression !== 'none' || source.decoded || source.framing === 'csv' || source.framing === 'values';
}

export interface ColumnStrings {
  readonly columnNumber: number;
  readonly values: string[];
}
export interface ColumnCodes {
  readonly columnNumber: number;
  readonly codes: Int32Array;
}

export interface ImportedSegment extends WrittenSegment {
  readonly segmentNo: number;
  readonly rowCount: number;
  /** 16 bytes a row. */
  readonly exchangeIds: Uint8Array;
  /** Null when no row has an account. */
  readonly accountCodes: Int32Array | null;
}

export interface ImportedUnit {
  readonly unitNo: number;
  readonly startByte: number;
  readonly endByte: number;
  readonly segments: readonly ImportedSegment[];
  readonly quarantine: readonly NewQuarantineRecord[];
  /** Records that hold no exchange of their own. */
  readonly passedOver: number;
}

/** What the owner tells a worker. `codes` answers a worker's `codes`; segmentNo is null when it asked for no rows. */
export type ToImportWorker =
  /** An import begins, perhaps of another case than the one before. */
  | { readonly kind: 'begin' }
  | { readonly kind: 'source'; readonly source: ImportSource }
  | { readonly kind: 'unit'; readonly unitNo: number }
  | { readonly kind: 'sequence'; readonly firstUnit: number; readonly startByte: number }
  | { readonly kind: 'codes'; readonly segmentNo: number | null; readonly columns: readonly ColumnCodes[] }
  /** Reads a source for its parts into a part index; the entries of all come with `parts-index`. */
  | { readonly kind: 'parts'; readonly source: ImportSource; readonly path: string }
  | { readonly kind: 'parts-close' }
  /** Answers `more`; null at the end of the decoded stream, `consumed` in bytes of the file. */
  | { readonly kind: 'chunk'; readonly bytes: Uint8Array | null; readonly consumed: number; readonly damage: SerializedFailure | null }
  | { readonly kind: 'digest'; readonly path: string; readonly bytes: number };

/**
 * What a worker tells the owner. `codes` asks for the codes of strings and a segment number before a segment of `rows` rows is written; `last`
 * says that the unit needs no more, so that the next unit's may be given.
 */
export type FromImportWorker =
  | {
      readonly kind: 'codes';
      readonly unitNo: number;
      readonly rows: number;
      readonly last: boolean;
      readonly columns: readonly ColumnStrings[];
    }
  | { readonly kind: 'progress'; readonly bytes: number; readonly exchanges: number; readonly quarantined: number }
  /** The worker can read another unit; the one before follows as `unit` when it is on the disk. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'unit'; readonly unit: ImportedUnit }
  | { readonly kind: 'sequence-end' }
  | { readonly kind: 'parts-end' }
  | { readonly kind: 'parts-index'; readonly entries: PartEntries }
  /** Asks for the next chunk of a decoded stream. */
  | { readonly kind: 'more' }
  | { readonly kind: 'digest'; readonly sha256: string }
  | { readonly kind: 'failed'; readonly failure: SerializedFailure };

/** A message with the source it is about: what is still under way of a source that failed must not be taken for another's. Null for none. */
export interface FromImportWorkerAbout {
  readonly sourceId: number | null;
  readonly message: FromImportWorker;
}
