import { open } from 'node:fs/promises';
import { Failure } from '../engine/domain/failure.ts';
import type { JobControl } from '../engine/domain/job.ts';
import { createLineEncoder, type SimulatedExchange } from '../engine/simulation/record.ts';

const CHUNK_BYTES = 1 << 21;
/** Bytes that a UTF-16 unit takes in UTF-8 at most. */
const BYTES_PER_UNIT = 3;

/**
 * Writes simulated exchanges as canonical JSON lines and returns the bytes written. Lines go one by one into one of two buffers while the other is being written: joining them as strings first costs twice the time.
 * Throws cancelled.
 */
export async function writeExchanges(
  exchanges: Iterable<SimulatedExchange>,
  total: number,
  path: string,
  control: JobControl,
): Promise<number> {
  const encode = createLineEncoder();
  const file = await open(path, 'w');
  let filling = Buffer.alloc(CHUNK_BYTES);
  let resting = Buffer.alloc(CHUNK_BYTES);
  let used = 0;
  let bytes = 0;
  let done = 0;
  let pending: Promise<unknown> = Promise.resolve();
  const flush = async (): Promise<void> => {
    if (control.isCancelled()) throw new Failure('cancelled', 'the simulation was cancelled');
    await pending;
    pending = writeWhole(file, filling.subarray(0, used));
    pending.catch(() => {});
    bytes += used;
    used = 0;
    [filling, resting] = [resting, filling];
    control.report({ stage: 'simulating', done, total, unit: 'exchanges', exchanges: done, quarantined: null, file: null });
    await new Promise((resume) => setImmediate(resume));
  };
  try {
    for (const exchange of exchanges) {
      const line = encode(exchange);
      if (line.length * BYTES_PER_UNIT > CHUNK_BYTES - used) await flush();
      used += filling.write(line, used, 'utf8');
      done++;
    }
    await flush();
    await pending;
    return bytes;
  } finally {
    await pending.catch(() => {});
    await file.close();
  }
}

async function writeWhole(file: Awaited<ReturnType<typeof open>>, bytes: Uint8Array): Promise<void> {
  for (let from = 0; from < bytes.length; ) from += (await file.write(bytes, from, bytes.length - from)).bytesWritten;
}
