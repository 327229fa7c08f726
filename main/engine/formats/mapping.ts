import type { Json } from '../domain/exchange.ts';
import { isJsonObject } from './exchange-draft.ts';
import type { FieldName, FieldSource } from './exchange-record.ts';
import type { TimeFormat } from './times.ts';

/**
 * How the columns of a foreign table become canonical ones. A foreign name is a column of the table or a dotted path into a record;
 * several may name one canonical column (the first present value counts). Foreign names that are canonical already map to themselves unless
 * named here; null ignores a column.
 */
export interface Mapping {
  readonly columns: Readonly<Record<string, FieldName | null>>;
  /** Text put before the values of a canonical column that do not start with it: `ja4:` before a TLS fingerprint. */
  readonly prefixes: Readonly<Partial<Record<FieldName, string>>>;
  /** Values of canonical columns that the table leaves unsaid. */
  readonly constants: Readonly<Partial<Record<FieldName, string | number | boolean>>>;
  readonly timeFormat: TimeFormat;
  /** Cell texts that mean null, besides an empty unquoted cell. */
  readonly nullTexts: readonly string[];
}

/** For each canonical field the foreign names to try, in order. */
export interface FieldPlan {
  readonly names: ReadonlyMap<FieldName, readonly string[]>;
  readonly mapping: Mapping;
}

/** Sorts a mapping by canonical field. */
export function planFields(mapping: Mapping, fields: readonly FieldName[]): FieldPlan {
  const names = new Map<FieldName, string[]>();
  for (const [foreign, canonical] of Object.entries(mapping.columns)) {
    if (canonical !== null) names.set(canonical, [...(names.get(canonical) ?? []), foreign]);
  }
  for (const field of fields) {
    if (!Object.hasOwn(mapping.columns, field)) names.set(field, [...(names.get(field) ?? []), field]);
  }
  return { names, mapping };
}

/** Reads canonical fields by a plan; `lookUp` gives a foreign column's value. */
export function mappedSource(plan: FieldPlan, lookUp: (foreign: string) => unknown): FieldSource {
  const { mapping, names } = plan;
  return (field) => {
    for (const foreign of names.get(field) ?? []) {
      const value = lookUp(foreign);
      if (value === null || value === undefined) continue;
      if (typeof value === 'string' && mapping.nullTexts.includes(value)) continue;
      return withPrefix(value, mapping.prefixes[field]);
    }
    return mapping.constants[field];
  };
}

function withPrefix(value: unknown, prefix: string | undefined): unknown {
  if (prefix === undefined || typeof value !== 'string' || value === '' || value.startsWith(prefix)) return value;
  return prefix + value;
}

/** The value at a dotted path of own keys; a key that holds the dots itself comes first. */
export function valueAtPath(record: Json, path: string): Json | undefined {
  if (!isJsonObject(record)) return undefined;
  if (Object.hasOwn(record, path)) return record[path];
  const dot = path.indexOf('.');
  if (dot < 0) return undefined;
  let value: Json | undefined = record;
  for (const key of path.split('.')) {
    if (!isJsonObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

/** Foreign names of the given fields. */
export function foreignNames(plan: FieldPlan, fields: readonly FieldName[]): string[] {
  return fields.flatMap((field) => plan.names.get(field) ?? []);
}

/** Index of a foreign name in a CSV header: exact, else the only one that differs in letter case; -1 when there is none. */
export function findHeader(header: readonly string[], name: string): number {
  const exact = header.indexOf(name);
  if (exact >= 0) return exact;
  const wanted = name.toLowerCase();
  const matches = header.flatMap((cell, index) => (cell.toLowerCase() === wanted ? [index] : []));
  return matches.length === 1 ? (matches[0] ?? -1) : -1;
}
