import type { Json } from '../domain/exchange.ts';
import { isJsonObject } from './exchange-draft.ts';
import { asNumber, parsedJson } from './record-values.ts';
import { readTime } from './times.ts';

/** Whether a value is of a kind, and how the kind is called in a sentence: "the values are ...". */
export interface ValueKind {
  readonly called: string;
  readonly fits: (value: Json) => boolean;
}

const kind = (called: string, fits: (value: Json) => boolean): ValueKind => ({ called, fits });
const textKind = (called: string, fits: (text: string) => boolean): ValueKind =>
  kind(called, (value) => typeof value === 'string' && fits(value));

const MOST_ID_CHARACTERS = 200;
const IPV4 = /^\d{1,3}(?:\.(?:\d{1,3}|\*+|x+)){3}$/i;
const IPV6 = /^(?=.*:.*:)[0-9a-f:.]{2,45}(?:%\w+)?$/i;
const HASH = /^[0-9a-f]{16,128}$/i;
const CARD_NUMBER = /^[\d -]{12,23}$/;

const isId = (value: Json): boolean => {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0;
  return typeof value === 'string' && value.length <= MOST_ID_CHARACTERS && /^[^\s{}[\]"]+$/.test(value) && !isTruth(value);
};
const isTruth = (value: Json): boolean => typeof value === 'boolean' || (typeof value === 'string' && /^(?:true|false)$/i.test(value));
const whole = (value: Json, least: number, most: number): boolean => {
  const number = typeof value === 'string' && !/^\+?\d{1,15}(?:\.0*)?$/.test(value.trim()) ? null : asNumber(value);
  return number !== null && Number.isInteger(number) && number >= least && number <= most;
};
const real = (value: Json, least: number, most: number): boolean => {
  const number = asNumber(value);
  return number !== null && number >= least && number <= most;
};

const INT32_MAX = 2_147_483_647;
const UINT32_MAX = 4_294_967_295;
const MOST_MILLISECONDS = 86_400_000;

const listOf = (value: Json): readonly Json[] | null => {
  const parsed = parsedJson(value);
  return Array.isArray(parsed) ? (parsed as readonly Json[]) : null;
};
const isMessage = (value: Json): boolean =>
  isJsonObject(value) &&
  ((typeof value.role === 'string' && ('content' in value || 'parts' in value || 'tool_calls' in value)) || isJsonObject(value.message));

/** Chat messages, messages of OpenTelemetry parts or chat choices, as a list or as its JSON text. */
export const MESSAGES = kind('lists of messages', (value) => {
  const parsed = parsedJson(value);
  const list = listOf(isJsonObject(parsed) && Array.isArray(parsed.choices) ? parsed.choices : parsed);
  return list?.every(isMessage) ?? false;
});
const BODY_MEMBERS = ['messages', 'choices', 'contents', 'candidates', 'model', 'usage'];
/** Text, also JSON as models are asked to write it, but no whole body of a request or response. */
export const PLAIN_TEXT = textKind('texts', (text) => {
  const parsed = text.trimStart().startsWith('{') ? parsedJson(text) : null;
  return !isJsonObject(parsed) || !BODY_MEMBERS.some((name) => Object.hasOwn(parsed, name));
});
export const OBJECT_LIST = kind('lists of objects', (value) => listOf(value)?.every(isJsonObject) ?? false);
export const CALL_LIST = kind(
  'lists of tool calls',
  (value) => listOf(value)?.every((call) => isJsonObject(call) && typeof call.name === 'string') ?? false,
);
export const ID = kind('ids', isId);
export const NAME = textKind('short names', (text) => text.length <= MOST_ID_CHARACTERS && !/[\n\r{}[\]]/.test(text) && !isTruth(text));
export const MODEL = textKind('model names', (text) => NAME.fits(text) && /[a-z]/i.test(text));
export const PATH = textKind('paths or names', (text) => text.length <= 2000 && !/\s/.test(text));
export const ADDRESS = textKind('IP addresses or hashes', (text) => /^h:/.test(text) || isAddress(text) || HASH.test(text));
export const isAddress = (text: string): boolean => IPV4.test(text) || IPV6.test(text);
export const PAYMENT = textKind(
  'hashes',
  (text) => /^(?:[a-z0-9]+:)?[\w+/=-]{8,}$/i.test(text) && !CARD_NUMBER.test(text) && /\d/.test(text),
);
export const JA4 = textKind('JA4 fingerprints', (text) => /^(?:ja4:)?[tqd][a-z0-9]{9}_[0-9a-f]{12}_[0-9a-f]{12}$/i.test(text));
export const JA3 = textKind('JA3 fingerprints', (text) => /^(?:ja3:)?[0-9a-f]{32}$/i.test(text));
export const COUNTRY = textKind('two-letter countries', (text) => /^[a-z]{2}$/i.test(text));
export const TIME = kind('times', (value) => (typeof value === 'string' || typeof value === 'number') && readTime(value, 'auto') !== null);
export const MILLISECONDS = kind('whole milliseconds', (value) => whole(value, 0, MOST_MILLISECONDS));
export const COUNT = kind('whole numbers', (value) => whole(value, 0, INT32_MAX));
export const ASN = kind('whole numbers', (value) => whole(value, 0, UINT32_MAX));
export const CHOICES = kind('whole numbers from 1 to 128', (value) => whole(value, 1, 128));
export const STATUS = kind('HTTP status codes', (value) => whole(value, 100, 599));
export const TEMPERATURE = kind('numbers from 0 to 2', (value) => real(value, 0, 2));
export const SHARE = kind('numbers from 0 to 1', (value) => real(value, 0, 1));
export const TRUTH = kind('true or false', (value) => isTruth(value) || whole(value, 0, 1));
export const ANY = kind('values', () => true);

/** How a time is written, for a sentence. */
export function timeWriting(value: Json): string {
  const digits = /^(\d+)/.exec(String(value))?.[1] ?? '';
  if (/[-T:]/.test(String(value))) return 'written out';
  if (digits.length <= 10) return 'seconds since 1970';
  if (digits.length <= 13) return 'milliseconds since 1970';
  if (digits.length <= 16) return 'microseconds since 1970';
  return digits.length === 18 && digits.startsWith('6') ? '.NET ticks' : 'nanoseconds since 1970';
}
