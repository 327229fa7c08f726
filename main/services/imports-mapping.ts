import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Failure } from '../engine/domain/failure.ts';
import { CANONICAL_FIELDS, type FieldName } from '../engine/formats/exchange-record.ts';
import type { Mapping } from '../engine/formats/mapping.ts';
import { TIME_FORMATS } from '../engine/formats/times.ts';

const fieldNames: ReadonlySet<string> = new Set(CANONICAL_FIELDS);
const isField = (name: string): name is FieldName => fieldNames.has(name);
const field = z.custom<FieldName>((name) => typeof name === 'string' && isField(name), { error: 'is no canonical column' });

const mappingSchema = z.strictObject({
  comment: z.string().optional(),
  columns: z.record(z.string().min(1), field.nullable()).refine((columns) => Object.keys(columns).length > 0, { error: 'names no column' }),
  prefixes: z.partialRecord(field, z.string().min(1)).default({}),
  constants: z.partialRecord(field, z.union([z.string(), z.number(), z.boolean()])).default({}),
  timeFormat: z.enum(TIME_FORMATS).default('auto'),
  nullTexts: z.array(z.string()).default([]),
});

/** `tls_fingerprint (prefix ja4:)`: a canonical name with a remark. */
const REMARKED = /^(\w+)(?: \((?:prefix (\S+)|[^()]*)\))?$/;

/** Checks a mapping. Throws mapping-invalid naming the key at fault. */
export function parseMapping(value: unknown, where: string): Mapping {
  const parsed = mappingSchema.safeParse(withColumns(value));
  if (parsed.success) {
    const { columns, prefixes, constants, timeFormat, nullTexts } = parsed.data;
    return { columns, prefixes, constants, timeFormat, nullTexts };
  }
  const issue = parsed.error.issues[0];
  const unknownKey = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const key = [...(issue?.path ?? []), ...(unknownKey === undefined ? [] : [unknownKey])].join('.');
  const what = unknownKey === undefined ? (issue?.message ?? 'is not valid') : 'is no key of a mapping';
  throw new Failure('mapping-invalid', `${where}: ${key === '' ? 'the mapping' : key}: ${what}`, { path: where, key });
}

/** Reads a mapping file. Throws file-missing, file-unreadable, mapping-invalid. */
export function readMappingFile(path: string): Mapping {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new Failure(
      missing ? 'file-missing' : 'file-unreadable',
      `${path} ${missing ? 'does not exist' : 'cannot be read'}`,
      { path },
      { cause: error },
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Failure('mapping-invalid', `${path} is not JSON`, { path }, { cause: error });
  }
  return parseMapping(value, path);
}

/** The short form of a mapping is its columns alone, with remarks in brackets. */
function withColumns(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || Object.hasOwn(value, 'columns')) return value;
  const columns: [string, unknown][] = [];
  const prefixes: [string, string][] = [];
  for (const [foreign, target] of Object.entries(value)) {
    if (foreign === 'comment') continue;
    const match = typeof target === 'string' ? REMARKED.exec(target) : null;
    columns.push([foreign, match === null ? target : match[1]]);
    if (match?.[1] !== undefined && match[2] !== undefined) prefixes.push([match[1], match[2]]);
  }
  return { columns: Object.fromEntries(columns), prefixes: Object.fromEntries(prefixes) };
}
