import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Failure, reviveFailure, type SerializedFailure } from '../engine/domain/failure.ts';
import { FRAME_HEAD_BYTES, type FrameKind, parseFrameHead, type ToDecoder } from '../workers/decode-protocol.ts';
import { workerFile } from '../workers/locate.ts';

/** What is needed of a stream; Electron's are not Node's by type. */
export interface OutputStream {
  on(event: 'data', listener: (chunk: Buffer) => void): unknown;
  on(event: 'close' | 'error', listener: () => void): unknown;
  pause(): unknown;
  resume(): unknown;
}

/** A process that decodes. Under Electron, where Node's fork is off, main/app gives one made of utilityProcess. */
export interface DecoderProcess {
  /** Known once it runs. */
  pid(): number | undefined;
  readonly output: OutputStream;
  readonly errors: OutputStream;
  send(message: ToDecoder): void;
  onExit(listener: () => void): void;
  kill(): void;
  /** Whether the process keeps this program from ending. */
  hold(holds: boolean): void;
}
export type SpawnDecoder = (entryFile: string) => DecoderProcess;

/** A decoder's heap in MiB; what it decompresses lies outside of it. */
const HEAP_MIB = 512;
export const DECODER_ARGUMENTS = [`--max-old-space-size=${HEAP_MIB}`, '--expose-gc'];
const MAX_RSS_KIB = 700 * 1024;
const WATCH_MS = 100;
/** A decoder that is waited for and writes nothing for this long stands still. */
const PATIENCE_MS = 60_000;
const QUEUE_BYTES = 4 * 1024 * 1024;
const MAX_ERROR_TEXT = 16 * 1024;

interface Holder {
  ref(): void;
  unref(): void;
}

export const forkDecoder: SpawnDecoder = (entryFile) => {
  const child = fork(entryFile, [], {
    execArgv: [...DECODER_ARGUMENTS, '--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {},
  });
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new TypeError('a decoder has no output');
  return {
    pid: () => child.pid,
    output: stdout,
    errors: stderr,
    send: (message) => child.send(message),
    onExit: (listener) => child.on('exit', listener).on('error', listener),
    kill: () => child.kill('SIGKILL'),
    hold: (holds) => {
      // Node's types hide that a child's pipes are sockets.
      const handles = [child, child.channel, stdout as unknown as Holder, stderr as unknown as Holder];
      for (const handle of handles)
        if (holds) handle?.ref();
        else handle?.unref();
    },
  };
};

export interface DecodedChunk {
  readonly bytes: Uint8Array | null;
  readonly consumed: number;
}

/** One decoder process: answers requests one at a time, each until its end. Watched for memory and for standing still. */
export class Decoder {
  readonly #process: DecoderProcess;
  readonly #watch: NodeJS.Timeout;
  #path = '';
  #queue: DecodedChunk[] = [];
  #queuedBytes = 0;
  #failure: Failure | null = null;
  #waiting: { resolve(chunk: DecodedChunk): void; reject(error: Failure): void } | null = null;
  #waitingSince = 0;
  #head = Buffer.alloc(FRAME_HEAD_BYTES);
  #headHas = 0;
  #frame: { kind: FrameKind; consumed: number; payload: Uint8Array<ArrayBuffer>; has: number } | null = null;
  #errorText = '';
  #outputEnded = false;
  #exited = false;

  constructor(spawn: SpawnDecoder) {
    const process = spawn(workerFile('decode'));
    this.#process = process;
    process.output.on('data', (chunk: Buffer) => this.#take(chunk));
    process.output.on('close', () => {
      this.#outputEnded = true;
      this.#lost();
    });
    process.output.on('error', () => {});
    process.errors.on('error', () => {});
    process.errors.on('data', (chunk: Buffer) => {
      this.#errorText = (this.#errorText + chunk.toString('latin1')).slice(-MAX_ERROR_TEXT);
    });
    process.onExit(() => {
      this.#exited = true;
      this.#lost();
    });
    this.#watch = setInterval(() => this.#look(), WATCH_MS);
  }

  /** True once a request was answered to its end and another can be asked. */
  get isFree(): boolean {
    return this.#path === '' && this.#failure === null && !this.#exited;
  }

  ask(path: string, message: ToDecoder): void {
    this.#path = path;
    this.#watch.ref();
    this.#process.hold(true);
    this.#process.send(message);
  }

  /** The next bytes; null at the end. Throws file-malformed, file-bomb, file-missing, file-unreadable, format-unknown, worker-lost. */
  next(): Promise<DecodedChunk> {
    const chunk = this.#queue.shift();
    if (chunk !== undefined) {
      this.#queuedBytes -= chunk.bytes?.length ?? 0;
      if (this.#queuedBytes < QUEUE_BYTES) this.#process.output.resume();
      if (chunk.bytes === null) this.#path = '';
      return Promise.resolve(chunk);
    }
    if (this.#failure !== null) return Promise.reject(this.#failure);
    this.#waitingSince = performance.now();
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  /** Waits for requests without keeping this program from ending. */
  rest(): void {
    this.#watch.unref();
    this.#process.hold(false);
  }

  kill(): void {
    clearInterval(this.#watch);
    this.#exited = true;
    this.#process.kill();
  }

  #take(chunk: Buffer): void {
    try {
      for (let at = 0; at < chunk.length; ) at = this.#takeFrom(chunk, at);
    } catch (error) {
      this.#end(
        new Failure('worker-lost', `${this.#path}: its decoder answered with what is no answer`, { path: this.#path }, { cause: error }),
      );
    }
  }

  #takeFrom(chunk: Buffer, from: number): number {
    if (this.#frame === null) {
      const count = chunk.copy(this.#head, this.#headHas, from, from + FRAME_HEAD_BYTES - this.#headHas);
      this.#headHas += count;
      if (this.#headHas < FRAME_HEAD_BYTES) return from + count;
      const { kind, length, consumed } = parseFrameHead(this.#head);
      this.#headHas = 0;
      this.#frame = { kind, consumed, payload: new Uint8Array(length), has: 0 };
      if (length === 0) this.#frameDone();
      return from + count;
    }
    const { payload, has } = this.#frame;
    const count = chunk.copy(payload, has, from, from + payload.length - has);
    this.#frame.has += count;
    if (this.#frame.has === payload.length) this.#frameDone();
    return from + count;
  }

  #frameDone(): void {
    const frame = this.#frame;
    this.#frame = null;
    if (frame === null) return;
    if (frame.kind === 'failure') this.#end(reviveFailure(JSON.parse(Buffer.from(frame.payload).toString('utf8')) as SerializedFailure));
    else this.#give({ bytes: frame.kind === 'end' ? null : frame.payload, consumed: frame.consumed });
  }

  #give(chunk: DecodedChunk): void {
    const waiting = this.#waiting;
    if (waiting !== null) {
      this.#waiting = null;
      if (chunk.bytes === null) this.#path = '';
      waiting.resolve(chunk);
      return;
    }
    this.#queue.push(chunk);
    this.#queuedBytes += chunk.bytes?.length ?? 0;
    if (this.#queuedBytes >= QUEUE_BYTES) this.#process.output.pause();
  }

  #lost(): void {
    if (!this.#exited || !this.#outputEnded || this.#failure !== null) return;
    const path = this.#path;
    const isFull = this.#errorText.includes('heap out of memory') || this.#errorText.includes('Array buffer allocation failed');
    this.#end(isFull ? tooLarge(path) : new Failure('worker-lost', `${path}: its decoder ended unexpectedly`, { path }));
  }

  #look(): void {
    const path = this.#path;
    if (residentKib(this.#process.pid()) > MAX_RSS_KIB) this.#end(tooLarge(path));
    else if (this.#waiting !== null && performance.now() - this.#waitingSince > PATIENCE_MS) {
      this.#end(new Failure('file-malformed', `${path}: its decoder made nothing of it for ${PATIENCE_MS / 1_000} s`, { path }));
    }
  }

  #end(failure: Failure): void {
    this.#failure ??= failure;
    this.kill();
    this.#waiting?.reject(this.#failure);
    this.#waiting = null;
  }
}

function tooLarge(path: string): Failure {
  return new Failure('file-bomb', `${path} takes more memory to decode than it may (${MAX_RSS_KIB / 1024} MiB)`, { path });
}

/** Memory of a process in KiB where the system tells (Linux), otherwise 0. */
function residentKib(pid: number | undefined): number {
  if (pid === undefined || process.platform !== 'linux') return 0;
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
