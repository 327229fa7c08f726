import type { Writable } from 'node:stream';
import { Failure, serializeFailure } from '../engine/domain/failure.ts';
import { FRAME_BYTES, type FrameKind, frameHead, MAX_RATIO, RATIO_FREE_BYTES } from './decode-protocol.ts';

const NOTHING = new Uint8Array(0);

/** A library's error in one line. */
export function briefly(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').slice(0, 160);
}

/** Writes the frames of one answer; waits for a slow reader. */
export class FrameWriter {
  readonly #stream: Writable;
  readonly #path: string;
  /** Bytes on disk of what is decoded. */
  readonly #size: number;
  #produced = 0;

  constructor(stream: Writable, path: string, size: number) {
    this.#stream = stream;
    this.#path = path;
    this.#size = size;
  }

  /** `bytes` may be used anew when it resolves. Throws file-bomb. */
  async bytes(bytes: Uint8Array, consumed: number): Promise<void> {
    this.#produced += bytes.length;
    if (this.#produced > RATIO_FREE_BYTES && this.#produced > MAX_RATIO * this.#size) {
      const path = this.#path;
      throw new Failure('file-bomb', `${path} decodes to more than ${MAX_RATIO} times its size`, { path, bytes: this.#produced });
    }
    for (let at = 0; at < bytes.length; at += FRAME_BYTES) await this.#frame('bytes', bytes.subarray(at, at + FRAME_BYTES), consumed);
  }

  async end(): Promise<void> {
    await this.#frame('end', NOTHING, 0);
  }

  async fail(failure: Failure): Promise<void> {
    await this.#frame('failure', Buffer.from(JSON.stringify(serializeFailure(failure))), 0);
  }

  #frame(kind: FrameKind, payload: Uint8Array, consumed: number): Promise<void> {
    this.#stream.write(frameHead(kind, payload.length, consumed));
    return new Promise((resolve) => this.#stream.write(payload, () => resolve()));
  }
}
