import type { MappingShape } from '../../main/engine/domain/sources.ts';
import { FIELDS } from './canonical-fields.ts';

/** A mapping while it is edited, with what was before and what was taken back. */
export interface MappingDraft {
  readonly mapping: MappingShape;
  readonly past: readonly MappingShape[];
  readonly future: readonly MappingShape[];
}

export type MappingEdit =
  | { readonly kind: 'set-column'; readonly column: string; readonly field: string | null }
  /** Its value counts before those of the other columns of its field. */
  | { readonly kind: 'put-first'; readonly column: string }
  | { readonly kind: 'set-prefix'; readonly field: string; readonly text: string | null }
  | { readonly kind: 'set-constant'; readonly field: string; readonly text: string | null }
  | { readonly kind: 'set-time-format'; readonly timeFormat: string }
  | { readonly kind: 'set-null-texts'; readonly texts: readonly string[] }
  | { readonly kind: 'replace'; readonly mapping: MappingShape }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' };

const STEPS_KEPT = 200;

export function draftOf(mapping: MappingShape): MappingDraft {
  return { mapping, past: [], future: [] };
}

export function editMapping(draft: MappingDraft, edit: MappingEdit): MappingDraft {
  const { mapping, past, future } = draft;
  if (edit.kind === 'undo') {
    const before = past.at(-1);
    return before === undefined ? draft : { mapping: before, past: past.slice(0, -1), future: [mapping, ...future] };
  }
  if (edit.kind === 'redo') {
    const [next, ...rest] = future;
    return next === undefined ? draft : { mapping: next, past: [...past, mapping], future: rest };
  }
  const changed = changedBy(mapping, edit);
  if (JSON.stringify(changed) === JSON.stringify(mapping)) return draft;
  return { mapping: changed, past: [...past, mapping].slice(-STEPS_KEPT), future: [] };
}

function changedBy(mapping: MappingShape, edit: Exclude<MappingEdit, { kind: 'undo' | 'redo' }>): MappingShape {
  switch (edit.kind) {
    case 'set-column':
      return { ...mapping, columns: { ...mapping.columns, [edit.column]: edit.field } };
    case 'put-first': {
      const { [edit.column]: chosen = null, ...others } = mapping.columns;
      return { ...mapping, columns: { [edit.column]: chosen, ...others } };
    }
    case 'set-prefix':
      return { ...mapping, prefixes: withMember(mapping.prefixes, edit.field, edit.text) };
    case 'set-constant':
      return {
        ...mapping,
        constants: withMember(mapping.constants, edit.field, edit.text === null ? null : constantOf(edit.field, edit.text)),
      };
    case 'set-time-format':
      return { ...mapping, timeFormat: edit.timeFormat };
    case 'set-null-texts':
      return { ...mapping, nullTexts: edit.texts };
    case 'replace':
      return edit.mapping;
  }
}

function withMember<T>(values: Readonly<Record<string, T>>, name: string, value: T | null): Record<string, T> {
  const { [name]: _before, ...others } = values;
  return value === null ? others : { ...others, [name]: value };
}

/** A constant typed as its column: a number where one is meant and written, true or false for a flag, else text. */
export function constantOf(field: string, text: string): string | number | boolean {
  const kind = FIELDS.get(field)?.kind;
  if (kind === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  if (kind === 'flag' && /^(?:true|false)$/i.test(text.trim())) return text.trim().toLowerCase() === 'true';
  return text;
}

/** For each column the place at which it is tried for its field, where several columns give one; from 1. */
export function fallbackPlaces(mapping: MappingShape): ReadonlyMap<string, number> {
  const byField = new Map<string, string[]>();
  for (const [column, field] of Object.entries(mapping.columns)) {
    if (field !== null) byField.set(field, [...(byField.get(field) ?? []), column]);
  }
  const places = new Map<string, number>();
  for (const columns of byField.values()) {
    if (columns.length > 1) for (const [at, column] of columns.entries()) places.set(column, at + 1);
  }
  return places;
}
