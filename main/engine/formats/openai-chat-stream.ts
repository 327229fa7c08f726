import type { Json } from '../domain/exchange.ts';
import { TextPieces } from './event-stream.ts';
import type { JsonObject } from './exchange-draft.ts';
import { listAt, numberAt, objectAt, textAt, valueAt } from './record-values.ts';

const TEXT_MEMBERS = ['content', 'reasoning_content', 'reasoning', 'refusal'];

interface Choice {
  readonly pieces: TextPieces;
  readonly calls: Map<number, { id: string | null }>;
  finish: string | null;
}

/** Puts the chunks of a streamed completion together. `finished`: every choice has a finish reason. */
export function joinChunks(chunks: readonly JsonObject[]): { readonly completion: JsonObject; readonly finished: boolean } {
  const choices = new Map<number, Choice>();
  const whole: { [name: string]: Json } = {};
  for (const chunk of chunks) {
    for (const name of ['id', 'model']) if (whole[name] === undefined && textAt(chunk, name) !== null) whole[name] = textAt(chunk, name);
    for (const name of ['usage', 'error']) if (valueAt(chunk, name) !== null) whole[name] = valueAt(chunk, name);
    for (const part of listAt(chunk, 'choices')) addPart(choices, part);
  }
  const indexes = [...choices.keys()].sort((a, b) => a - b);
  const completion = { ...whole, choices: indexes.map((index) => completed(index, choices.get(index) as Choice)) };
  return { completion, finished: choices.size > 0 && [...choices.values()].every((choice) => choice.finish !== null) };
}

function addPart(choices: Map<number, Choice>, part: Json): void {
  const index = numberAt(part, 'index') ?? 0;
  let choice = choices.get(index);
  if (choice === undefined) {
    choice = { pieces: new TextPieces(), calls: new Map(), finish: null };
    choices.set(index, choice);
  }
  const delta = objectAt(part, 'delta') ?? objectAt(part, 'message');
  for (const name of TEXT_MEMBERS) choice.pieces.add(name, valueAt(delta, name));
  choice.pieces.add('content', valueAt(part, 'text'));
  for (const name of ['name', 'arguments']) choice.pieces.add(`legacy.${name}`, valueAt(delta, 'function_call', name));
  listAt(delta, 'tool_calls').forEach((call, place) => {
    addCall(choice, numberAt(call, 'index') ?? place, call);
  });
  choice.finish = textAt(part, 'finish_reason') ?? choice.finish;
}

/** Id and name come with the first piece of a call, arguments in pieces. */
function addCall(choice: Choice, index: number, call: Json): void {
  const known = choice.calls.get(index);
  if (known === undefined) choice.calls.set(index, { id: textAt(call, 'id') });
  else known.id ??= textAt(call, 'id');
  for (const name of ['name', 'arguments']) choice.pieces.add(`${index}.${name}`, valueAt(call, 'function', name));
}

function completed(index: number, { pieces, calls, finish }: Choice): Json {
  const message: { [name: string]: Json } = { role: 'assistant' };
  for (const name of TEXT_MEMBERS) message[name] = pieces.text(name);
  const made = [...calls].sort(([a], [b]) => a - b).map(([at, { id }]) => ({ id, function: calledIn(pieces, String(at)) }));
  if (made.length > 0) message.tool_calls = made;
  if (pieces.text('legacy.name') !== null) message.function_call = calledIn(pieces, 'legacy');
  return { index, message, finish_reason: finish };
}

function calledIn(pieces: TextPieces, key: string): Json {
  return { name: pieces.text(`${key}.name`) ?? '', arguments: pieces.text(`${key}.arguments`) };
}
