import type { Json } from '../domain/exchange.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import { asNumber, listAt, textAt, valueAt } from './record-values.ts';

/** An AnyValue of OTLP's JSON encoding as the value it wraps; null for anything else. */
export function anyValue(value: Json | undefined): Json {
  if (!isJsonObject(value)) return null;
  if (typeof value.stringValue === 'string') return value.stringValue;
  if (value.intValue !== undefined) return asNumber(value.intValue);
  if (value.doubleValue !== undefined) return asNumber(value.doubleValue);
  if (typeof value.boolValue === 'boolean') return value.boolValue;
  if (isJsonObject(value.arrayValue)) return listAt(value.arrayValue, 'values').map(anyValue);
  if (isJsonObject(value.kvlistValue)) return attributesOf(listAt(value.kvlistValue, 'values'));
  return typeof value.bytesValue === 'string' ? value.bytesValue : null;
}

/** Key-value pairs by key; of a key that comes twice the last. */
export function attributesOf(pairs: Json | undefined): JsonObject {
  const entries: [string, Json][] = [];
  for (const pair of listAt(pairs)) {
    const key = textAt(pair, 'key');
    if (key !== null) entries.push([key, anyValue(valueAt(pair, 'value'))]);
  }
  return Object.fromEntries(entries);
}

/** Spans or log records of one exported batch, out of the groups of resource and scope. */
export function itemsOf(record: JsonObject, resources: string, scopes: readonly string[], items: string): readonly JsonObject[] {
  return listAt(record, resources)
    .flatMap((resource) => scopes.flatMap((scope) => listAt(resource, scope)))
    .flatMap((scope) => listAt(scope, items))
    .filter(isJsonObject);
}

/** A trace or span id; null for none and for the id of zeros that means none. */
export function idAt(item: JsonObject, name: string): string | null {
  const id = textAt(item, name);
  return id === null || /^0*$/.test(id) ? null : id;
}
