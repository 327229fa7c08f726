import type { Json } from '../domain/exchange.ts';
import type { RecordPlace } from './log-format.ts';
import { textAt } from './record-values.ts';

/** Requests and results of a batch meet by the id that the caller gave each request, which is unique in one batch only. */
export function batchKey(kind: 'request' | 'result' | 'batch', id: string): string {
  return `${kind}\0${id}`;
}

/**
 * The one part under a key; null when there is none or when parts differ, as where two batches of one folder number their requests alike: joining the wrong
 * ones would be worse than leaving them apart.
 */
export function solePart(place: RecordPlace, key: string): Json {
  const parts = place.parts(key);
  const first = parts[0];
  if (first === undefined) return null;
  const text = JSON.stringify(first);
  return parts.every((part) => JSON.stringify(part) === text) ? first : null;
}

/** Whether a result tells of the request with this id: there is one, and it is joined with nothing else. */
export function isAnswered(place: RecordPlace, id: string): boolean {
  return place.parts(batchKey('result', id)).length > 0 && solePart(place, batchKey('request', id)) !== null;
}

/** The batch object that a file belongs to: the only one of its folder, or the one whose id is in the file's name. */
export function batchOf(place: RecordPlace): Json {
  const key = batchKey('batch', '');
  const named = place.parts(key).find((part) => {
    const id = textAt(part, 'id');
    return id !== null && id !== '' && place.path.includes(id);
  });
  return named ?? solePart(place, key);
}
