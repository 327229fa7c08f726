/** Values of a nullable column. `valid` has one bit a row, least significant first, 1 = present (Arrow's validity bitmap). */
export interface NullableValues<Values> {
  readonly values: Values;
  readonly valid: Uint8Array;
  readonly nullCount: number;
}

/** A nullable text column: row i is bytes[offsets[i], offsets[i + 1]), UTF-8. */
export interface TextValues {
  readonly offsets: Int32Array;
  readonly bytes: Uint8Array;
  readonly valid: Uint8Array;
  readonly nullCount: number;
}

/**
 * One segment before it is written: rowCount rows in source order, columns by canonical name (see EXCHANGE_COLUMNS).
 * Dictionary codes are case-wide, 0 = null. The writer reads and never keeps these buffers, which may be WebAssembly memory.
 */
export interface SegmentContent {
  readonly rowCount: number;
  readonly sourceId: number;
  /** 16 bytes a row. */
  readonly exchangeIds: Uint8Array;
  /** First byte of each record in the decompressed stream of its source. */
  readonly recordPositions: Float64Array;
  readonly recordLengths: Uint32Array;
  readonly codes: ReadonlyMap<string, Int32Array>;
  /** Whole numbers held as doubles. */
  readonly integers: ReadonlyMap<string, NullableValues<Float64Array>>;
  readonly reals: ReadonlyMap<string, NullableValues<Float64Array>>;
  /** Microseconds since 1970 UTC, whole numbers held as doubles. */
  readonly startedAtUs: NullableValues<Float64Array>;
  readonly flags: Uint32Array;
  readonly messageForms: Uint8Array;
  readonly skeletonHashes: BigUint64Array;
  readonly headHashes: Uint32Array;
  readonly tailHashes: Uint32Array;
  readonly tokenCounts: Uint16Array;
  /** SKETCH_BINS bytes a row. */
  readonly sketches: Uint8Array;
  readonly capabilities: Uint8Array;
  readonly capabilityConfidences: Uint8Array;
  readonly elicitations: Uint8Array;
  readonly languages: Uint8Array;
  readonly texts: ReadonlyMap<string, TextValues>;
}

/** What the writer reports of one segment's two files. */
export interface WrittenSegment {
  readonly factsSha256: string;
  readonly factsBytes: number;
  readonly textSha256: string;
  readonly textBytes: number;
  /** Earliest and latest time in the segment, microseconds; null when no row has one. */
  readonly firstUs: number | null;
  readonly lastUs: number | null;
}
