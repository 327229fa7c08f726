import type { JsonObject } from '../engine/formats/exchange-draft.ts';
import { recordsOf } from '../workers/import-parts.ts';
import { ChunkReader, openReader } from '../workers/import-reader.ts';
import { openDecoded } from './decoders.ts';
import type { LookedAt } from './imports-files.ts';

/**
 * Every record of a file that was looked at, in its order: JSON objects, or the cells of a table by column. Records that cannot be read are passed over.
 * Throws file-unreadable, file-malformed, file-bomb, worker-lost.
 */
export async function* recordsOfFile(looked: LookedAt): AsyncGenerator<JsonObject> {
  const { file, bytes, compression, decode, sample } = looked;
  const stream = decode === null ? null : openDecoded(decode);
  const reader =
    stream === null ? openReader(file, compression, 0, bytes) : new ChunkReader(async () => ({ ...(await stream.read()), damage: null }));
  try {
    yield* recordsOf(sample, reader);
    if (reader.damage !== null) throw reader.damage;
  } finally {
    reader.close();
    stream?.close();
  }
}
