import type { Json } from '../domain/exchange.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import { parsedJson } from './record-values.ts';

/** The events of a streamed response as a log holds them. */
export interface EventStream {
  readonly events: readonly JsonObject[];
  /** The stream says `[DONE]`. */
  readonly done: boolean;
  /** An event could not be read: the text was cut. */
  readonly cut: boolean;
}

const STREAM_LINE = /^(?:event|data|id|retry):|^:/m;

/** Events of server-sent-event text or of a list of events (objects, JSON text, `data:` lines); null for anything else. */
export function eventStream(value: Json): EventStream | null {
  if (typeof value === 'string') {
    if (!STREAM_LINE.test(value.slice(0, 1024))) return null;
    return readEvents(dataOf(value));
  }
  if (!Array.isArray(value)) return null;
  return readEvents(
    (value as readonly Json[]).flatMap((item): readonly Json[] =>
      typeof item === 'string' && STREAM_LINE.test(item) ? dataOf(item) : [item],
    ),
  );
}

/** The data of each event; lines of one event belong together. */
function dataOf(text: string): readonly string[] {
  const found: string[] = [];
  let waiting: string[] = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (line.startsWith('data:')) waiting.push(line.slice(line[5] === ' ' ? 6 : 5));
    else if (line === '' && waiting.length > 0) {
      found.push(waiting.join('\n'));
      waiting = [];
    }
  }
  if (waiting.length > 0) found.push(waiting.join('\n'));
  return found;
}

function readEvents(items: readonly Json[]): EventStream {
  const events: JsonObject[] = [];
  let done = false;
  let cut = false;
  for (const item of items) {
    if (typeof item === 'string' && item.trim() === '[DONE]') {
      done = true;
      continue;
    }
    const event = parsedJson(item);
    if (isJsonObject(event)) events.push(event);
    else cut = true;
  }
  return { events, done, cut };
}

/** Pieces of text by key, put together in the order of the keys. */
export class TextPieces {
  readonly #pieces = new Map<string, string[]>();

  add(key: string, piece: Json | undefined): void {
    if (typeof piece !== 'string') return;
    const pieces = this.#pieces.get(key);
    if (pieces === undefined) this.#pieces.set(key, [piece]);
    else pieces.push(piece);
  }

  /** Null when no piece came. */
  text(key: string): string | null {
    return this.#pieces.get(key)?.join('') ?? null;
  }
}
