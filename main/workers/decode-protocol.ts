/** What is decoded in a process of its own: a Parquet file, an Arrow IPC file or stream, or one entry of a zip archive. */
export interface DecodeRequest {
  readonly kind: 'parquet' | 'arrow' | 'zip';
  readonly path: string;
  /** Name of the entry in a zip archive. */
  readonly entry: string | null;
}

/** What the parent asks a decoder, one at a time: a stream, or the entries of an archive as JSON lines of [name, bytes]. */
export type ToDecoder = { readonly kind: 'decode'; readonly request: DecodeRequest } | { readonly kind: 'list'; readonly path: string };

/**
 * A decoder answers on its standard output in frames: kind (1 byte), length of the payload (4), bytes of the file that were read so far (8), payload.
 * `failure` holds a serialized Failure; it and `end` close an answer.
 */
export const FRAME_KINDS = ['bytes', 'end', 'failure'] as const;
export type FrameKind = (typeof FRAME_KINDS)[number];
export const FRAME_HEAD_BYTES = 13;
/** Longer payloads come in several frames. */
export const FRAME_BYTES = 2 * 1024 * 1024;

/** A stream of rows or an archive's entry may not grow beyond MAX_RATIO times its file once past RATIO_FREE_BYTES. */
export const MAX_RATIO = 400;
export const RATIO_FREE_BYTES = 256 * 1024 * 1024;
/** Nothing may decompress to more than this in one piece. */
export const PIECE_BYTES = 256 * 1024 * 1024;

export function frameHead(kind: FrameKind, length: number, consumed: number): Buffer {
  const head = Buffer.allocUnsafe(FRAME_HEAD_BYTES);
  head.writeUInt8(FRAME_KINDS.indexOf(kind), 0);
  head.writeUInt32LE(length, 1);
  head.writeDoubleLE(consumed, 5);
  return head;
}

/** Throws RangeError for a head that no decoder writes. */
export function parseFrameHead(head: Buffer): { readonly kind: FrameKind; readonly length: number; readonly consumed: number } {
  const kind = FRAME_KINDS[head.readUInt8(0)];
  const length = head.readUInt32LE(1);
  const consumed = head.readDoubleLE(5);
  if (kind === undefined || length > FRAME_BYTES || !(consumed >= 0)) throw new RangeError('not a frame of a decoder');
  return { kind, length, consumed };
}
