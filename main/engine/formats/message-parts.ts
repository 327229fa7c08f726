import type { Json, MessagePart } from '../domain/exchange.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import { anthropicMedia, converseMedia, geminiMedia, openaiMedia } from './media-parts.ts';
import { RecordReject } from './record-reject.ts';
import { listAt, objectAt, parsedJson, textAt, valueAt } from './record-values.ts';

/**
 * Reads a part of a message as OpenAI, Anthropic, Bedrock Converse or Gemini write it into an OpenTelemetry part. A part of no known kind is kept as it
 * is, under its own type. Throws RecordReject `wrong-type` for what is neither text nor an object.
 */
export function readPart(part: Json, column: string): MessagePart {
  if (typeof part === 'string') return textPart(part);
  if (!isJsonObject(part)) throw new RecordReject('wrong-type', `${column} holds a part that is not an object`);
  const read = typeof part.type === 'string' ? typedPart(part, part.type, column) : untypedPart(part, column);
  return read ?? { ...part, type: typeof part.type === 'string' ? part.type : 'unknown' };
}

export function textPart(content: Json): MessagePart {
  return { type: 'text', content };
}

function typedPart(part: JsonObject, type: string, column: string): MessagePart | null {
  switch (type) {
    case 'text':
    case 'input_text':
    case 'output_text':
    case 'summary_text':
      return textPart(part.text ?? part.content ?? '');
    case 'refusal':
      return textPart(part.refusal ?? '');
    case 'thinking':
      return { type: 'reasoning', content: part.thinking ?? '' };
    case 'redacted_thinking':
      return { type: 'redacted_reasoning', characters: textAt(part, 'data')?.length ?? 0 };
    case 'tool_use':
      return { type: 'tool_call', id: part.id ?? null, name: part.name ?? '', arguments: part.input ?? null };
    case 'server_tool_use':
    case 'mcp_tool_use':
      return { type: 'server_tool_call', id: part.id ?? null, name: part.name ?? '', arguments: part.input ?? null };
    case 'tool_result':
      return { type: 'tool_call_response', id: part.tool_use_id ?? null, response: answerOf(part.content ?? null, column) };
    case 'image':
    case 'document':
      return anthropicMedia(part, type) ?? textDocument(part);
    case 'container_upload':
      return anthropicMedia(part, 'document');
    case 'image_url':
    case 'input_image':
    case 'input_audio':
    case 'audio_url':
    case 'video_url':
    case 'file':
    case 'input_file':
      return openaiMedia(part);
    default:
      if (!type.endsWith('_tool_result')) return null;
      return { type: 'server_tool_call_response', id: part.tool_use_id ?? null, response: part.content ?? null };
  }
}

function textDocument(block: JsonObject): MessagePart | null {
  const text = textAt(block, 'source', 'data');
  return text === null ? null : { type: 'document', content: text };
}

/** Blocks of Converse and parts of Gemini name their kind by their member. */
function untypedPart(part: JsonObject, column: string): MessagePart | null {
  const media = geminiMedia(part);
  if (media !== null) return media;
  for (const modality of ['image', 'document', 'audio', 'video']) {
    const held = objectAt(part, modality);
    const read = held === null ? null : converseMedia(held, modality);
    if (read !== null) return read;
  }
  const call = objectAt(part, 'functionCall') ?? objectAt(part, 'function_call');
  if (call !== null) return { type: 'tool_call', id: call.id ?? null, name: call.name ?? '', arguments: call.args ?? null };
  const toolUse = objectAt(part, 'toolUse');
  if (toolUse !== null) {
    return { type: 'tool_call', id: toolUse.toolUseId ?? null, name: toolUse.name ?? '', arguments: toolUse.input ?? null };
  }
  const answer = objectAt(part, 'functionResponse') ?? objectAt(part, 'function_response');
  if (answer !== null) return { type: 'tool_call_response', id: answer.id ?? null, response: functionAnswer(answer.response ?? null) };
  const toolResult = objectAt(part, 'toolResult');
  if (toolResult !== null) {
    return { type: 'tool_call_response', id: toolResult.toolUseId ?? null, response: answerOf(toolResult.content ?? null, column) };
  }
  const reasoning = objectAt(part, 'reasoningContent');
  if (reasoning !== null) return { type: 'reasoning', content: textAt(reasoning, 'reasoningText', 'text') ?? '' };
  const code = objectAt(part, 'executableCode') ?? objectAt(part, 'executable_code');
  if (code !== null) return { type: 'server_tool_call', id: null, name: 'code_execution', arguments: code };
  const ran = objectAt(part, 'codeExecutionResult') ?? objectAt(part, 'code_execution_result');
  if (ran !== null) return { type: 'server_tool_call_response', id: null, response: ran };
  const cited = listAt(part, 'citationsContent', 'content').map((item) => textAt(item, 'text'));
  if (cited.length > 0 && cited.every((text) => text !== null)) return textPart(cited.join(''));
  const guarded = textAt(part, 'guardContent', 'text', 'text');
  if (guarded !== null) return textPart(guarded);
  if (typeof part.text !== 'string') return null;
  return part.thought === true ? { type: 'reasoning', content: part.text } : textPart(part.text);
}

/** What a tool gave back: texts joined by line ends, else the parts. */
export function answerOf(content: Json, column: string): Json {
  if (!Array.isArray(content)) return content;
  const items = content as readonly Json[];
  const texts = items.map((item) => textAt(item, 'text') ?? jsonText(item));
  if (texts.every((text) => text !== null)) return texts.join('\n');
  return items.map((item): Json => (typeof item === 'string' || isJsonObject(item) ? readPart(item, column) : item));
}

/** Converse's `{json}` block as text. */
function jsonText(item: Json): string | null {
  const json = valueAt(item, 'json');
  return json === null ? null : JSON.stringify(json);
}

function functionAnswer(response: Json): Json {
  if (!isJsonObject(response)) return response;
  const output = response.output;
  return output !== undefined && Object.keys(response).length === 1 ? output : JSON.stringify(response);
}

/** A call in an OpenAI message: `{id, function: {name, arguments}}`, `{id, custom: {name, input}}`, or the legacy function_call. */
export function readToolCall(call: Json, column: string): MessagePart {
  const called = objectAt(call, 'function') ?? objectAt(call, 'custom') ?? (isJsonObject(call) ? call : null);
  const name = textAt(called, 'name');
  if (called === null || name === null) throw new RecordReject('wrong-type', `${column} holds a tool call without a function name`);
  const given = called.arguments ?? called.input ?? called.args ?? null;
  return { type: 'tool_call', id: valueAt(call, 'id'), name, arguments: argumentsOf(given) };
}

/** Arguments given as JSON text; text that is not JSON, as of a cut stream, stays text. */
export function argumentsOf(value: Json): Json {
  return value === '' ? value : parsedJson(value);
}
