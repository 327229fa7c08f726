import type { Json } from '../domain/exchange.ts';
import { parsedJson } from './record-values.ts';

/** Places to cut at, from the end, before giving up. */
const MOST_TRIES = 16;

/**
 * What can be read of JSON text that a source cut at a length: open texts, lists and objects are closed where the text ends; a member or escape that is not
 * whole is left out. Null when that gives no JSON.
 */
export function cutJson(text: string): Json {
  let end = text.length;
  for (let tries = 0; tries < MOST_TRIES && end > 0; tries++) {
    const { closing, inText } = openAt(text, end);
    if (inText) {
      const whole = text.slice(0, end).replace(/\\(?:u[0-9a-fA-F]{0,3})?$/, '');
      const read = parsed(`${whole}"${closing}`);
      if (read !== undefined) return read;
      end = text.lastIndexOf('"', end - 1);
      continue;
    }
    const read = parsed(`${text.slice(0, end).replace(/[\s,]+$/, '')}${closing}`);
    if (read !== undefined) return read;
    end = text.lastIndexOf(',', end - 1);
  }
  return null;
}

function parsed(text: string): Json | undefined {
  const read = parsedJson(text);
  return typeof read === 'string' ? undefined : read;
}

/** The brackets that are open before `end`, as the text that closes them. */
function openAt(text: string, end: number): { readonly closing: string; readonly inText: boolean } {
  const open: string[] = [];
  let inText = false;
  for (let at = 0; at < end; at++) {
    const character = text[at];
    if (inText) {
      if (character === '\\') at++;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === '{') open.push('}');
    else if (character === '[') open.push(']');
    else if (character === '}' || character === ']') open.pop();
  }
  return { closing: open.reverse().join(''), inText };
}
