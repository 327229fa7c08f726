import { isFailure } from '../engine/domain/failure.ts';
import type { DecodeRequest } from '../workers/decode-protocol.ts';
import { type DecodedChunk, Decoder, forkDecoder, type SpawnDecoder } from './decoder-process.ts';

export type { DecodeRequest } from '../workers/decode-protocol.ts';

/** Bytes as a decoder makes them: rows as JSON lines, or an archive entry's content (itself decompressed where it is .gz or .zst). */
export interface DecodedStream {
  /**
   * The next bytes, the reader's own, null at the end; `consumed` is how much of the file was read for them. Throws file-malformed, file-bomb,
   * file-missing, file-unreadable, format-unknown, worker-lost.
   */
  read(): Promise<DecodedChunk>;
  close(): void;
}

export interface ArchiveEntry {
  readonly name: string;
  readonly bytes: number;
}

/** A decoder waits this long for the next entry of an archive. */
const REST_MS = 2_000;

let spawnDecoder: SpawnDecoder = forkDecoder;
/** Readers of archives that may work side by side. */
const MOST_RESTING = 4;
let resting: readonly { readonly path: string; readonly decoder: Decoder; readonly end: NodeJS.Timeout }[] = [];

/** Has decoders run in processes of another kind. */
export function decodeIn(spawn: SpawnDecoder): void {
  spawnDecoder = spawn;
}

/** Starts decoding; nothing is read before the first read(). */
export function openDecoded(request: DecodeRequest): DecodedStream {
  return new ProcessStream(request);
}

/** Files in a zip archive, in its order. Throws file-malformed, file-bomb, worker-lost. */
export async function listArchive(path: string): Promise<readonly ArchiveEntry[]> {
  const decoder = decoderFor(path);
  decoder.ask(path, { kind: 'list', path });
  const chunks: Uint8Array[] = [];
  try {
    for (let chunk = await decoder.next(); chunk.bytes !== null; chunk = await decoder.next()) chunks.push(chunk.bytes);
  } finally {
    release(path, decoder);
  }
  const lines = Buffer.concat(chunks).toString('utf8').split('\n').filter(Boolean);
  return lines.map((line) => {
    const [name, bytes] = JSON.parse(line) as [string, number];
    return { name, bytes };
  });
}

class ProcessStream implements DecodedStream {
  readonly #request: DecodeRequest;
  #decoder: Decoder | null = null;
  #ended = false;
  #closed = false;

  constructor(request: DecodeRequest) {
    this.#request = request;
  }

  async read(): Promise<DecodedChunk> {
    if (this.#closed) throw new TypeError('a decoded stream was read after it was closed');
    if (this.#ended) return { bytes: null, consumed: 0 };
    const { path } = this.#request;
    if (this.#decoder === null) {
      this.#decoder = decoderFor(path);
      this.#decoder.ask(path, { kind: 'decode', request: this.#request });
    }
    try {
      const chunk = await this.#decoder.next();
      if (chunk.bytes === null) this.#release();
      return chunk;
    } catch (error) {
      if (isFailure(error)) this.#release();
      throw error;
    }
  }

  close(): void {
    this.#closed = true;
    this.#release();
  }

  #release(): void {
    this.#ended = true;
    if (this.#decoder !== null) release(this.#request.path, this.#decoder);
    this.#decoder = null;
  }
}

/** Entries of archives are asked for one after the other: a decoder is kept for the next, best one that has its archive open. */
function decoderFor(path: string): Decoder {
  const free = resting.filter(({ decoder }) => decoder.isFree);
  const kept = isArchive(path) ? (free.find((rest) => rest.path === path) ?? free[0]) : undefined;
  if (kept === undefined) return new Decoder(spawnDecoder);
  clearTimeout(kept.end);
  resting = resting.filter((rest) => rest !== kept);
  return kept.decoder;
}

function isArchive(path: string): boolean {
  return /\.zip$/i.test(path);
}

function release(path: string, decoder: Decoder): void {
  if (!decoder.isFree || !isArchive(path) || resting.length >= MOST_RESTING) {
    decoder.kill();
    return;
  }
  const end = setTimeout(() => {
    resting = resting.filter((rest) => rest.decoder !== decoder);
    decoder.kill();
  }, REST_MS).unref();
  resting = [...resting, { path, decoder, end }];
  decoder.rest();
}
