import type { Json } from '../domain/exchange.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import { parsedJson } from './record-values.ts';

/** Suffixes of Log Analytics columns by type, as in `correlationId_g`, and the zone that its CSV export writes behind times. */
const SUFFIX = /(?:_[sdbgt]| \[utc\])$/;

/**
 * Members of an Azure diagnostic record by lower-case name: its own and those of `properties`, which may be JSON text. Storage, Event Hub, Log Analytics
 * and its exports write one record with other cases and suffixes; the record's own members stand before those of `properties`.
 */
export function azureColumns(record: JsonObject): ReadonlyMap<string, Json> {
  const columns = new Map<string, Json>();
  const properties = parsedJson(record.properties ?? record.properties_s);
  for (const [name, value] of [...Object.entries(isJsonObject(properties) ? properties : {}), ...Object.entries(record)]) {
    if (value === null || value === '') continue;
    columns.set(name.toLowerCase().replace(SUFFIX, ''), value);
  }
  return columns;
}

/** The first of several columns that has a value. */
export function columnOf(columns: ReadonlyMap<string, Json>, ...names: readonly string[]): Json {
  for (const name of names) {
    const value = columns.get(name);
    if (value !== undefined) return value;
  }
  return null;
}

/** Resource ids are written in any case; equal resources must have equal ids. */
export function resourceId(columns: ReadonlyMap<string, Json>): string | null {
  const id = columnOf(columns, 'resourceid', '_resourceid');
  return typeof id === 'string' ? id.toLowerCase() : null;
}
