import type { FileMetaData, SchemaElement } from 'hyparquet';
import { parquetSchema } from 'hyparquet';
import type { ParquetParsers, SchemaTree } from 'hyparquet/src/types.js';

const same = <T>(value: T): T => value;
const decoder = new TextDecoder();

/** Values come as they are stored: bytes, numbers, bigints (INT96 as nanoseconds since 1970); only keys of maps become text. */
export const RAW_PARSERS: ParquetParsers = {
  timestampFromMilliseconds: same,
  timestampFromMicroseconds: same,
  timestampFromNanoseconds: same,
  dateFromDays: same,
  stringFromBytes: (bytes) => decoder.decode(bytes),
  jsonFromBytes: same,
  geometryFromBytes: same,
  geographyFromBytes: same,
  uuidFromBytes: same,
};

/** Deeper schemas are refused before anything walks them. */
const MAX_DEPTH = 64;
const MAX_ELEMENTS = 20_000;

/** What a value is, as the file says; `leaf` keeps the element before the reader is told to leave its values raw. */
export type ValueShape =
  | { readonly kind: 'leaf'; readonly element: SchemaElement }
  | { readonly kind: 'list'; readonly of: ValueShape }
  | { readonly kind: 'map'; readonly of: ValueShape }
  | { readonly kind: 'struct'; readonly members: readonly { readonly name: string; readonly of: ValueShape }[] };

export interface ParquetColumn {
  readonly name: string;
  readonly tree: SchemaTree;
  readonly shape: ValueShape;
}

/**
 * The columns of a file. Changes the metadata so that the reader hands over raw values: it would round decimals, drop microseconds and forget
 * whether a time is of UTC. Throws RangeError for a schema that is none.
 */
export function columnsOfParquet(metadata: FileMetaData): readonly ParquetColumn[] {
  requireTree(metadata.schema);
  for (const element of metadata.schema) {
    if ((element.num_children ?? 0) > 0) element.converted_type = groupType(element) as NonNullable<SchemaElement['converted_type']>;
  }
  return parquetSchema(metadata).children.map((tree) => ({ name: tree.element.name, tree, shape: shapeOf(tree, false) }));
}

/** The schema is a list in which each element says how many children follow. */
function requireTree(schema: readonly SchemaElement[]): void {
  if (schema.length === 0 || schema.length > MAX_ELEMENTS) throw new RangeError(`a schema of ${schema.length} elements`);
  const open: number[] = [];
  for (const [index, { num_children, type }] of schema.entries()) {
    if (index > 0 && open.length === 0) throw new RangeError('a schema with more than one root');
    if (index > 0) open.push((open.pop() ?? 0) - 1);
    const children = num_children ?? 0;
    if (children < 0 || (children === 0 && type === undefined && index > 0)) throw new RangeError('a schema element without type');
    if (children > 0) open.push(children);
    if (open.length > MAX_DEPTH) throw new RangeError(`a schema nested deeper than ${MAX_DEPTH} levels`);
    while (open.at(-1) === 0) open.pop();
  }
  if (open.length > 0) throw new RangeError('a schema that ends early');
}

function groupType({ converted_type, logical_type }: SchemaElement): string | undefined {
  if (converted_type === 'MAP_KEY_VALUE') return 'MAP';
  if (converted_type !== undefined) return converted_type;
  return logical_type?.type === 'LIST' || logical_type?.type === 'MAP' ? logical_type.type : undefined;
}

function shapeOf(tree: SchemaTree, isKey: boolean): ValueShape {
  const shape = ownShape(tree, isKey);
  const isBareList = tree.element.repetition_type === 'REPEATED';
  return isBareList ? { kind: 'list', of: shape } : shape;
}

function ownShape(tree: SchemaTree, isKey: boolean): ValueShape {
  const { element, children } = tree;
  if (children.length === 0) return leafShape(element, isKey);
  const [first] = children;
  const isRepeated = children.length === 1 && first?.element.repetition_type === 'REPEATED';
  if (isRepeated && element.converted_type === 'LIST' && first.children.length <= 1) {
    const inner = first.children[0] ?? first;
    return { kind: 'list', of: inner === first ? ownShape(first, false) : shapeOf(inner, false) };
  }
  if (isRepeated && element.converted_type === 'MAP' && first.children.length === 2) {
    const key = first.children.find((child) => child.element.name === 'key');
    const value = first.children.find((child) => child.element.name === 'value');
    if (key !== undefined && value !== undefined) {
      shapeOf(key, true);
      return { kind: 'map', of: shapeOf(value, false) };
    }
  }
  if (element.logical_type?.type === 'VARIANT') delete element.logical_type;
  return { kind: 'struct', members: children.map((child) => ({ name: child.element.name, of: shapeOf(child, false) })) };
}

function leafShape(element: SchemaElement, isKey: boolean): ValueShape {
  const kept = { ...element };
  delete element.converted_type;
  delete element.logical_type;
  if (isKey && element.type === 'BYTE_ARRAY') element.converted_type = 'UTF8';
  return { kind: 'leaf', element: kept };
}
