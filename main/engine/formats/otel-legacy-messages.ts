import type { Json } from '../domain/exchange.ts';
import type { JsonObject } from './exchange-draft.ts';
import { parsedJson } from './record-values.ts';

const MESSAGE = /^gen_ai\.(prompt|completion)\.(\d{1,5})\.([a-z_]+)$/;
const CALL = /^gen_ai\.(prompt|completion)\.(\d{1,5})\.tool_calls\.(\d{1,4})\.([a-z_]+)$/;

interface Numbered {
  readonly members: Map<string, Json>;
  readonly calls: Map<number, Map<string, Json>>;
}

/** Messages that old spans spread over attributes: `gen_ai.prompt.0.content`, `gen_ai.completion.0.tool_calls.0.name`. Null when there are none. */
export function legacyMessages(attributes: JsonObject, kind: 'prompt' | 'completion'): Json {
  const numbered = new Map<number, Numbered>();
  for (const [name, value] of Object.entries(attributes)) {
    const message = MESSAGE.exec(name);
    const call = message === null ? CALL.exec(name) : null;
    const match = message ?? call;
    if (match === null || match[1] !== kind) continue;
    const at = take(numbered, Number(match[2]), (): Numbered => ({ members: new Map(), calls: new Map() }));
    if (message !== null) at.members.set(message[3] ?? '', value);
    else if (call !== null) take(at.calls, Number(call[3]), () => new Map<string, Json>()).set(call[4] ?? '', value);
  }
  if (numbered.size === 0) return null;
  return inOrder(numbered).map(([index, { members, calls }]): Json => {
    const message: { [key: string]: Json } = {
      role: members.get('role') ?? (kind === 'prompt' ? 'user' : 'assistant'),
      content: contentOf(members.get('content') ?? null),
    };
    if (members.has('tool_call_id')) message.tool_call_id = members.get('tool_call_id') ?? null;
    if (calls.size > 0) message.tool_calls = inOrder(calls).map(([, call]) => callOf(call));
    return kind === 'prompt' ? message : { index, message, finish_reason: members.get('finish_reason') ?? null };
  });
}

function callOf(call: ReadonlyMap<string, Json>): Json {
  return { id: call.get('id') ?? null, function: { name: call.get('name') ?? '', arguments: call.get('arguments') ?? null } };
}

/** Content that is not plain text is written as JSON text of its parts. */
function contentOf(content: Json): Json {
  if (typeof content !== 'string' || !content.startsWith('[{"type":')) return content;
  const parsed = parsedJson(content);
  return Array.isArray(parsed) ? parsed : content;
}

function take<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

function inOrder<Value>(map: ReadonlyMap<number, Value>): readonly [number, Value][] {
  return [...map].sort(([a], [b]) => a - b);
}
