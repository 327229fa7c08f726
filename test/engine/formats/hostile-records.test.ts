import { readdirSync, readFileSync, statSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../main/engine/domain/exchange.ts';
import { nestsDeeper } from '../../../main/engine/formats/exchange-cells.ts';
import { ExchangeDraft, isJsonObject, type JsonObject } from '../../../main/engine/formats/exchange-draft.ts';
import { fillExchange } from '../../../main/engine/formats/exchange-record.ts';
import type { FileSample, RecordFormat, RecordPlace } from '../../../main/engine/formats/log-format.ts';
import { RecordReject } from '../../../main/engine/formats/record-reject.ts';
import { LOG_FORMATS } from '../../../main/engine/formats/registry.ts';
import { SAMPLES, sampleFile } from './read-sample.ts';

const RUNS = 100;
const MOST_DEEP = 200;
const MOST_RECORDS = 12;
const RULES = { dialect: 'table', timeFormat: 'auto' } as const;
const FORMATS = LOG_FORMATS.filter((format) => format.kind === 'records');

const manifest = JSON.parse(readFileSync(`${SAMPLES}manifest.json`, 'utf8')) as Record<string, { readonly files: readonly string[] }>;

function filesOf(name: string): readonly string[] {
  if (!statSync(SAMPLES + name).isDirectory()) return [name];
  const inside = readdirSync(SAMPLES + name, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return inside.map((entry) => `${entry.parentPath}/${entry.name}`.slice(SAMPLES.length)).sort();
}

function samplesOf(format: RecordFormat): readonly FileSample[] {
  const names = (manifest[format.name]?.files ?? []).flatMap((file) => filesOf(file.replace(/ \(tree\)$/, '')));
  // Parquet is decoded outside of this folder; its rows are the canonical ones.
  const read = names.length > 0 ? names : ['expected/truth.jsonl'];
  const samples = read.map(sampleFile).filter((sample) => sample.records.length > 0);
  return samples.map((sample) => ({ ...sample, records: [...sample.records.flatMap(asEventList).slice(0, 4), ...sample.records] }));
}

/** A captured stream as a list of its events, so that they are changed one by one. */
function asEventList(record: JsonObject): readonly JsonObject[] {
  if (typeof record.response !== 'string' || !record.response.includes('data: {')) return [];
  const data = record.response.split('\n').filter((line) => line.startsWith('data: {'));
  return [{ ...record, response: data.map((line) => JSON.parse(line.slice(6)) as Json) }];
}

function deep(levels: number): Json {
  let value: Json = 'deep';
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { type: value, text: value };
  return value;
}

const PUT: readonly (() => Json)[] = [
  ...[
    null,
    true,
    0,
    -1,
    1.5,
    1e308,
    2 ** 53,
    '',
    'x',
    '\0',
    '\ud800',
    '[DONE]',
    '{"a":',
    '{"a":[1]}',
    '[]',
    'data: {"choices":[{}]}',
    '1e9',
  ].map((value) => () => value),
  () => [],
  () => ({}),
  () => [null],
  () => [[]],
  () => [{}],
  () => ['x', 1, null],
  () => ({ type: null }),
  () => [{ type: 'tool_use' }, { type: 'image', source: [] }, { toolUse: {} }, { functionCall: 'x' }],
  () => [{ role: 'user', content: [{ type: 'tool_result', content: [{ type: 'image' }] }] }],
  () => [{ role: 'assistant', tool_calls: [{}] }],
  () => JSON.parse('{"__proto__":{"type":"x"},"constructor":1}') as Json,
  () => deep(12),
  () => JSON.stringify(deep(8)),
  () => Array.from({ length: 40 }, () => ({ index: 1e15, delta: [], type: 'content_block_delta' })),
];

interface Change {
  readonly path: readonly number[];
  readonly put: number;
}

const CHANGES = fc.array(
  fc.record({ path: fc.array(fc.nat(40), { minLength: 1, maxLength: 9 }), put: fc.integer({ min: -10, max: PUT.length - 1 }) }),
  { minLength: 1, maxLength: 4 },
);

/** Follows the path as far as there are members and puts a value there, or takes the member away. */
function changed(value: Json, { path, put }: Change, from = 0): Json {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const key = keys[(path[from] ?? 0) % Math.max(1, keys.length)];
  if (key === undefined || from >= path.length) return put < 0 ? null : (PUT[put]?.() ?? null);
  const inner = (value as JsonObject)[key] ?? null;
  const isLast = from === path.length - 1;
  if (Array.isArray(value)) {
    const list = [...(value as readonly Json[])];
    if (isLast && put < 0) list.splice(Number(key), 1);
    else list[Number(key)] = changed(inner, { path, put }, from + 1);
    return list;
  }
  if (isLast && put < 0) return Object.fromEntries(Object.entries(value as JsonObject).filter(([name]) => name !== key));
  return { ...(value as JsonObject), [key]: changed(inner, { path, put }, from + 1) };
}

function onlyRejects(read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof RecordReject)) throw error;
  }
}

/** Reads records as an import does: parts first, then exchanges, then cells. */
function readAll(format: RecordFormat, sample: FileSample, records: readonly JsonObject[]): number {
  const held = new Map<string, Json[]>();
  const { path } = sample;
  for (const record of records) {
    for (const { key, part } of format.spread?.parts(record, path) ?? []) held.set(key, [...(held.get(key) ?? []), part]);
  }
  const seen = { ...sample, records, columns: sample.columns === null ? null : Object.keys(records[0] ?? {}) };
  format.recognise(seen, null);
  format.spread?.holdsParts(seen);
  const places: RecordPlace[] = [
    { path, parts: (key) => held.get(key) ?? [] },
    { path, parts: () => [] },
    { path, parts: () => [null, 'x', [], { content: 1 }] },
  ];
  const draft = new ExchangeDraft();
  let filled = 0;
  for (const place of places) {
    for (const record of records) {
      onlyRejects(() => {
        for (const fields of format.exchanges(record, place)) {
          fillExchange(draft, (name) => fields[name], RULES);
          filled++;
        }
      });
    }
  }
  return filled;
}

describe.each(FORMATS.map((format) => [format.name, format] as const))('%s', (_, format) => {
  const samples = samplesOf(format);

  it('reads its own samples', () => {
    expect(samples.length).toBeGreaterThan(0);
    expect(samples.reduce((sum, sample) => sum + readAll(format, sample, sample.records), 0)).toBeGreaterThan(0);
  });

  it('gives exchanges or a reject for any record, never another error', () => {
    fc.assert(
      fc.property(
        fc.nat(samples.length - 1),
        fc.array(fc.tuple(fc.nat(MOST_RECORDS - 1), CHANGES), { minLength: 1, maxLength: 3 }),
        (at, edits) => {
          const sample = samples[at] as FileSample;
          const records: Json[] = sample.records.slice(0, MOST_RECORDS);
          for (const [which, changes] of edits) {
            const place = which % records.length;
            records[place] = changes.reduce((record, change) => changed(record, change), records[place] ?? null);
          }
          const readable = records.filter((record): record is JsonObject => isJsonObject(record) && !nestsDeeper(record, MOST_DEEP));
          readAll(format, sample, readable);
        },
      ),
      { seed: 7, numRuns: RUNS },
    );
  });
});
