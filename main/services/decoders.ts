import { Failure } from '../engine/domain/failure.ts';

/** What is decoded in a process of its own: a Parquet file, an Arrow IPC file or stream, or one entry of a zip archive. */
export interface DecodeRequest {
  readonly kind: 'parquet' | 'arrow' | 'zip';
  readonly path: string;
  /** Name of the entry in a zip archive. */
  readonly entry: string | null;
}

/** Bytes as a decoder makes them: rows as JSON lines, or an archive entry's content (itself decompressed where it is .gz or .zst). */
export interface DecodedStream {
  /** The next bytes, null at the end; `consumed` is how much of the file was read for them. Throws file-malformed, file-bomb, worker-lost. */
  read(): Promise<{ readonly bytes: Uint8Array | null; readonly consumed: number }>;
  close(): void;
}

export interface ArchiveEntry {
  readonly name: string;
  readonly bytes: number;
}

/** Starts decoding; nothing is read before the first read(). */
export function openDecoded(request: DecodeRequest): DecodedStream {
  throw new Failure('format-unknown', `${request.path}: ${request.kind} is not read`, { path: request.path });
}

/** Files in a zip archive, in its order. Throws file-malformed, file-bomb. */
export async function listArchive(path: string): Promise<readonly ArchiveEntry[]> {
  throw new Failure('format-unknown', `${path}: zip is not read`, { path });
}
