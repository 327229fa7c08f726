import { isFailure } from '../engine/domain/failure.ts';
import type { OriginalRecord } from '../engine/domain/sources.ts';
import { readSegmentFacts } from '../storage/facts-reader.ts';
import type { CaseSession } from './cases.ts';
import { OriginalStream } from './originals-stream.ts';
import { requireSource } from './sources.ts';

const MOST_BYTES = 1024 * 1024;

const newest = new WeakMap<CaseSession, symbol>();

/**
 * The untouched record that an exchange was read from, its first MiB as text. Asking for another cancels one that is under way. Throws row-unknown,
 * case-damaged, cancelled.
 */
export async function readOriginal(session: CaseSession, row: number): Promise<OriginalRecord> {
  const { store } = session;
  const { segmentNo, rowInSegment } = store.rows().locate(row);
  const segment = store.segments.find(segmentNo);
  if (segment === null) throw new TypeError(`segment ${segmentNo} was located and is not there`);
  const facts = readSegmentFacts(store, { ...segment, maskedRows: new Uint32Array(0) }, ['record_position', 'record_length'], 0);
  const position = facts.integers('record_position').values[rowInSegment] as number;
  const length = facts.integers('record_length').values[rowInSegment] as number;
  const source = requireSource(session, segment.sourceId);
  const place = { path: source.path, position, length };
  const asked = Symbol(row);
  newest.set(session, asked);
  const isCancelled = (): boolean => newest.get(session) !== asked;
  const stream = await OriginalStream.open(source, isCancelled);
  if (typeof stream === 'string') return { state: stream, ...place };
  try {
    const bytes = await stream.read(position, Math.min(length, MOST_BYTES));
    if (bytes === null) return { state: 'changed', ...place };
    return { state: 'found', ...place, text: wholeCharacters(bytes), cut: length > MOST_BYTES };
  } catch (error) {
    if (!isFailure(error) || error.code === 'cancelled') throw error;
    return { state: 'changed', ...place };
  } finally {
    stream.close();
  }
}

/** UTF-8 as text; a character cut off at the end is left out. */
function wholeCharacters(bytes: Buffer): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: true });
}
