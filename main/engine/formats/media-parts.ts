import type { Json, MessagePart } from '../domain/exchange.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import { objectAt, textAt } from './record-values.ts';

/** Binary content larger than this is not kept: its part keeps type and size. */
const BLOB_BYTES = 64 * 1024;
const BLOB_CHARACTERS = (BLOB_BYTES / 3) * 4;

const MIME_TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  pdf: 'application/pdf',
  csv: 'text/csv',
  txt: 'text/plain',
  md: 'text/markdown',
  html: 'text/html',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  mp4: 'video/mp4',
};

function named(mime: string | null): { readonly mime_type?: string } {
  return mime === null ? {} : { mime_type: mime };
}

function modalityOf(mime: string | null): string {
  const kind = mime === null ? '' : mime.slice(0, mime.indexOf('/'));
  return kind === 'image' || kind === 'audio' || kind === 'video' ? kind : 'document';
}

/** Base64 text, as which binary content is written in every known log. */
export function blobPart(modality: string, mime: string | null, content: string): MessagePart {
  return { type: 'blob', modality, ...named(mime), content };
}

function uriPart(modality: string, mime: string | null, uri: string): MessagePart {
  return { type: 'uri', modality, ...named(mime), uri };
}

/** A blob for a data URL, else where the content lies. */
function urlPart(modality: string, url: string): MessagePart {
  const match = /^data:([^;,]*)(?:;[^;,]*)*;base64,/.exec(url.slice(0, 256));
  if (match === null) return uriPart(modality, null, url);
  const mime = match[1] ?? '';
  return blobPart(modality === 'file' ? modalityOf(mime) : modality, mime, url.slice(match[0].length));
}

/** OpenAI's image, audio, video and file parts; null when the part holds none of what they may hold. */
export function openaiMedia(part: JsonObject): MessagePart | null {
  const inner = part[String(part.type)];
  const held = isJsonObject(inner) ? inner : part;
  const modality = /image|audio|video/.exec(String(part.type))?.[0] ?? 'file';
  const url = typeof inner === 'string' ? inner : (textAt(held, 'url') ?? textAt(part, 'image_url') ?? textAt(held, 'file_url'));
  if (url !== null) return urlPart(modality, url);
  const fileData = textAt(held, 'file_data');
  if (fileData !== null) return fileData.startsWith('data:') ? urlPart('file', fileData) : blobPart('document', null, fileData);
  const data = textAt(held, 'data');
  if (data !== null) {
    const format = textAt(held, 'format');
    return blobPart(modality, format === null ? null : (MIME_TYPES[format] ?? `${modality}/${format}`), data);
  }
  const id = textAt(held, 'file_id');
  return id === null ? null : { type: 'file', modality: modality === 'file' ? 'document' : modality, file_id: id };
}

/** Anthropic's image and document blocks. */
export function anthropicMedia(block: JsonObject, modality: string): MessagePart | null {
  const source = objectAt(block, 'source');
  const mime = textAt(source, 'media_type');
  const data = textAt(source, 'data');
  if (data !== null && textAt(source, 'type') === 'base64') return blobPart(modality, mime, data);
  const url = textAt(source, 'url');
  if (url !== null) return uriPart(modality, mime, url);
  const id = textAt(source, 'file_id') ?? textAt(block, 'file_id');
  return id === null ? null : { type: 'file', modality, file_id: id };
}

/** Converse's image, document, audio and video blocks: `{format, source: {bytes | s3Location.uri | s3Uri}}`. */
export function converseMedia(block: JsonObject, modality: string): MessagePart | null {
  const format = textAt(block, 'format');
  const mime = format === null ? null : (MIME_TYPES[format] ?? (modality === 'document' ? null : `${modality}/${format}`));
  const bytes = textAt(block, 'source', 'bytes');
  if (bytes !== null) return blobPart(modality, mime, bytes);
  const uri = textAt(block, 'source', 's3Uri') ?? textAt(block, 'source', 's3Location', 'uri');
  return uri === null ? null : uriPart(modality, mime, uri);
}

/** Gemini's inlineData and fileData, in either spelling. */
export function geminiMedia(part: JsonObject): MessagePart | null {
  const inline = objectAt(part, 'inlineData') ?? objectAt(part, 'inline_data');
  const held = inline ?? objectAt(part, 'fileData') ?? objectAt(part, 'file_data');
  const mime = textAt(held, 'mimeType') ?? textAt(held, 'mime_type');
  const data = inline === null ? null : textAt(inline, 'data');
  if (data !== null) return blobPart(modalityOf(mime), mime, data);
  const uri = textAt(held, 'fileUri') ?? textAt(held, 'file_uri');
  return uri === null ? null : uriPart(modalityOf(mime), mime, uri);
}

/** The part without binary content that is too large to keep, also inside a tool's answer; the same part when there is none. */
export function withoutLargeBlobs(part: MessagePart): MessagePart {
  const { type, content, response } = part;
  if (type === 'blob' && typeof content === 'string' && content.length > BLOB_CHARACTERS) {
    return { ...part, content: '', dropped_bytes: Math.floor((content.length * 3) / 4) };
  }
  if (type !== 'tool_call_response' || !Array.isArray(response)) return part;
  const parts = (response as readonly Json[]).map((inner) =>
    isJsonObject(inner) && typeof inner.type === 'string' ? withoutLargeBlobs(inner as MessagePart) : inner,
  );
  return parts.some((inner, at) => inner !== response[at]) ? { ...part, response: parts } : part;
}
