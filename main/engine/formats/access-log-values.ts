import type { JsonObject } from './exchange-draft.ts';
import { isAddress, JA3, JA4 } from './mapping-values.ts';
import { textAt } from './record-values.ts';

/** Values of access logs, where what is absent is an empty text or a dash. */

const MODEL_CALLS_ARE_NOT = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'CONNECT']);
const PRIVATE =
  /^(?:10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::1$|f[cd]|fe[89ab])/i;

/** The first of the members that holds text. */
export function loggedText(record: JsonObject, ...names: readonly string[]): string | null {
  for (const name of names) {
    const text = textAt(record, name)?.trim() ?? '';
    if (text !== '' && text !== '-') return text;
  }
  return null;
}

/** An address without port and brackets: `[2001:db8::1]:443`, `203.0.113.7:40001`; null for anything else, as a socket's path. */
export function bareAddress(text: string | null): string | null {
  if (text === null) return null;
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(text)?.[1] ?? text;
  return isAddress(bare) ? bare : null;
}

/**
 * The client's address: that of the connection, unless it is one of the operator's own network and a forwarding header tells whom the proxy there saw.
 * Only the last public address of the header counts, because clients may write the ones before it themselves.
 */
export function clientAddress(peer: string | null, forwardedFor: string | null): string | null {
  const address = bareAddress(peer);
  if (address !== null && !PRIVATE.test(address)) return address;
  const forwarded = (forwardedFor ?? '').split(',').map((entry) => bareAddress(entry.trim()));
  return forwarded.findLast((entry) => entry !== null && !PRIVATE.test(entry)) ?? address;
}

/** The fingerprint of the TLS client with its prefix. */
export function loggedFingerprint(ja4: string | null, ja3: string | null): string | null {
  if (ja4 !== null && JA4.fits(ja4)) return ja4.startsWith('ja4:') ? ja4 : `ja4:${ja4}`;
  return ja3 !== null && JA3.fits(ja3) ? (ja3.startsWith('ja3:') ? ja3 : `ja3:${ja3}`) : null;
}

/** A path without its query, which may hold a key. */
export function loggedPath(uri: string | null): string | null {
  return uri === null ? null : (uri.split(/[?#]/, 1)[0] ?? null);
}

export function isModelMethod(method: string | null): boolean {
  return method === null || !MODEL_CALLS_ARE_NOT.has(method.toUpperCase());
}
