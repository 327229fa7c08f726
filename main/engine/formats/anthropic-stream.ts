import type { Json } from '../domain/exchange.ts';
import { TextPieces } from './event-stream.ts';
import type { JsonObject } from './exchange-draft.ts';
import { argumentsOf } from './message-parts.ts';
import { numberAt, objectAt, textAt, valueAt } from './record-values.ts';

const MEASURES = 'amazon-bedrock-invocationMetrics';
/** Pieces of a block by the kind of delta: the member that holds the piece and the block's member it belongs to. */
const DELTAS: Readonly<Record<string, { readonly piece: string; readonly member: string; readonly type: string }>> = {
  text_delta: { piece: 'text', member: 'text', type: 'text' },
  thinking_delta: { piece: 'thinking', member: 'thinking', type: 'thinking' },
  input_json_delta: { piece: 'partial_json', member: 'input', type: 'tool_use' },
};

/** Puts the events of a streamed message together; counts are cumulative and replace each other. `finished`: the stream says that the message stops. */
export function joinAnthropicEvents(events: readonly JsonObject[]): { readonly message: JsonObject; readonly finished: boolean } {
  let message: { [name: string]: Json } = {};
  const usage: { [name: string]: Json } = {};
  const blocks = new Map<number, JsonObject>();
  const pieces = new TextPieces();
  let finished = false;
  for (const event of events) {
    if (valueAt(event, MEASURES) !== null) message[MEASURES] = valueAt(event, MEASURES);
    const index = numberAt(event, 'index') ?? 0;
    switch (event.type) {
      case 'message_start':
        message = { ...objectAt(event, 'message'), ...message };
        Object.assign(usage, objectAt(event, 'message', 'usage'));
        break;
      case 'content_block_start':
        blocks.set(index, objectAt(event, 'content_block') ?? { type: 'unknown' });
        break;
      case 'content_block_delta':
        addDelta(blocks, pieces, index, objectAt(event, 'delta'));
        break;
      case 'message_delta':
        if (textAt(event, 'delta', 'stop_reason') !== null) message.stop_reason = textAt(event, 'delta', 'stop_reason');
        Object.assign(usage, objectAt(event, 'usage'));
        break;
      case 'message_stop':
        finished = true;
        break;
      case 'error':
        message.error = objectAt(event, 'error') ?? {};
        break;
      default:
        if (addCompletion(message, pieces, event)) finished = true;
    }
  }
  if (Object.keys(usage).length > 0) message.usage = usage;
  if (blocks.size > 0) message.content = [...blocks].sort(([a], [b]) => a - b).map(([at, block]) => completed(at, block, pieces));
  else if (pieces.text('completion') !== null) message.completion = pieces.text('completion');
  return { message, finished };
}

function addDelta(blocks: Map<number, JsonObject>, pieces: TextPieces, index: number, delta: JsonObject | null): void {
  const kind = textAt(delta, 'type') ?? '';
  const known = Object.hasOwn(DELTAS, kind) ? DELTAS[kind] : undefined;
  if (known === undefined) return;
  if (!blocks.has(index)) blocks.set(index, { type: known.type });
  pieces.add(`${index}.${known.member}`, delta?.[known.piece]);
}

/** A piece of a text completion; true with the last. */
function addCompletion(message: { [name: string]: Json }, pieces: TextPieces, event: JsonObject): boolean {
  if (typeof event.completion !== 'string') return false;
  pieces.add('completion', event.completion);
  const stop = textAt(event, 'stop_reason');
  if (stop !== null) message.stop_reason = stop;
  return stop !== null;
}

function completed(index: number, block: JsonObject, pieces: TextPieces): Json {
  const whole: { [name: string]: Json } = { ...block };
  for (const { member } of Object.values(DELTAS)) {
    const text = pieces.text(`${index}.${member}`);
    if (text === null) continue;
    if (member === 'input') whole.input = text === '' ? (block.input ?? {}) : argumentsOf(text);
    else whole[member] = (textAt(block, member) ?? '') + text;
  }
  return whole;
}
