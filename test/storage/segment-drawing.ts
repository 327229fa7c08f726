import type { NullableValues, SegmentContent, TextValues } from '../../main/storage/segment-content.ts';

/** One row as a test writes it; what is left out is null, or 0 for derived facts. */
export interface RowDrawing {
  readonly exchangeId?: number;
  readonly position?: number;
  readonly length?: number;
  readonly ts?: number;
  readonly codes?: Readonly<Record<string, number>>;
  readonly integers?: Readonly<Record<string, number>>;
  readonly reals?: Readonly<Record<string, number>>;
  readonly texts?: Readonly<Record<string, string>>;
  readonly flags?: number;
  readonly skeletonHash?: bigint;
  readonly capability?: number;
}

const namesIn = (rows: readonly RowDrawing[], pick: (row: RowDrawing) => Readonly<Record<string, unknown>> | undefined): string[] => [
  ...new Set(rows.flatMap((row) => Object.keys(pick(row) ?? {}))),
];

function nullable(rows: readonly RowDrawing[], pick: (row: RowDrawing) => number | undefined): NullableValues<Float64Array> {
  const values = new Float64Array(rows.length);
  const valid = new Uint8Array(Math.ceil(rows.length / 8));
  let nullCount = 0;
  rows.forEach((row, i) => {
    const value = pick(row);
    if (value === undefined) nullCount += 1;
    else {
      values[i] = value;
      valid[i >> 3] = (valid[i >> 3] ?? 0) | (1 << (i & 7));
    }
  });
  return { values, valid, nullCount };
}

function text(rows: readonly RowDrawing[], name: string): TextValues {
  const parts = rows.map((row) => row.texts?.[name]);
  const bytes = Buffer.from(parts.map((part) => part ?? '').join(''));
  const offsets = new Int32Array(rows.length + 1);
  parts.forEach((part, i) => {
    offsets[i + 1] = (offsets[i] ?? 0) + Buffer.byteLength(part ?? '');
  });
  const { valid, nullCount } = nullable(rows, (row) => (row.texts?.[name] === undefined ? undefined : 1));
  return { offsets, bytes, valid, nullCount };
}

/** A segment of the drawn rows. */
export function drawSegment(rows: readonly RowDrawing[], sourceId = 1): SegmentContent {
  const exchangeIds = new Uint8Array(rows.length * 16);
  rows.forEach((row, i) => {
    new DataView(exchangeIds.buffer).setUint32(i * 16, row.exchangeId ?? i);
  });
  return {
    rowCount: rows.length,
    sourceId,
    exchangeIds,
    recordPositions: Float64Array.from(rows, (row, i) => row.position ?? i * 100),
    recordLengths: Uint32Array.from(rows, (row) => row.length ?? 100),
    codes: new Map(namesIn(rows, (row) => row.codes).map((name) => [name, Int32Array.from(rows, (row) => row.codes?.[name] ?? 0)])),
    integers: new Map(namesIn(rows, (row) => row.integers).map((name) => [name, nullable(rows, (row) => row.integers?.[name])])),
    reals: new Map(namesIn(rows, (row) => row.reals).map((name) => [name, nullable(rows, (row) => row.reals?.[name])])),
    startedAtUs: nullable(rows, (row) => row.ts),
    flags: Uint32Array.from(rows, (row) => row.flags ?? 0),
    messageForms: new Uint8Array(rows.length),
    skeletonHashes: BigUint64Array.from(rows, (row) => row.skeletonHash ?? 0n),
    headHashes: new Uint32Array(rows.length),
    tailHashes: new Uint32Array(rows.length),
    tokenCounts: new Uint16Array(rows.length),
    sketches: new Uint8Array(rows.length * 32),
    capabilities: Uint8Array.from(rows, (row) => row.capability ?? 0),
    capabilityConfidences: new Uint8Array(rows.length),
    elicitations: new Uint8Array(rows.length),
    languages: new Uint8Array(rows.length),
    texts: new Map(namesIn(rows, (row) => row.texts).map((name) => [name, text(rows, name)])),
  };
}
