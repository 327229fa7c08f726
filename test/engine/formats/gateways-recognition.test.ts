import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RecordFormat } from '../../../main/engine/formats/log-format.ts';
import { LOG_FORMATS, recogniseFormat } from '../../../main/engine/formats/registry.ts';
import { SAMPLES, sampleFile } from './read-sample.ts';

const TABLES: Readonly<Record<string, string>> = {
  bigquery_csv: 'mapped-csv',
  snowflake_csv: 'mapped-csv',
  clickhouse_jsonl: 'mapped-jsonl',
};
const CAPTURES = ['openai_chat', 'openai_responses', 'anthropic_messages'];
const RECORD_FORMATS = LOG_FORMATS.filter((format): format is RecordFormat => format.kind === 'records');

const walk = (path: string): string[] =>
  statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => walk(join(path, name))) : [relative(SAMPLES, path)];

/** Every sample file with the format it is of; Bedrock's overflow bodies and permission marks are no logs. */
function samples(): (readonly [string, string])[] {
  const manifest = JSON.parse(readFileSync(`${SAMPLES}manifest.json`, 'utf8')) as Record<string, { readonly files: readonly string[] }>;
  return Object.entries(manifest)
    .filter(([format]) => format !== 'parquet')
    .flatMap(([format, { files }]) =>
      files.flatMap((file) => walk(SAMPLES + file.replace(/ \(tree\)$/, ''))).map((file) => [file, format] as const),
    )
    .filter(([file]) => !/\/data\/|permission-check|\.parquet$/.test(file));
}

describe('recognition of the samples', () => {
  it('covers every format that code reads', () => {
    const known = new Set(samples().map(([, format]) => format));
    expect(RECORD_FORMATS.map(({ name }) => name).filter((name) => !known.has(name) && !name.endsWith('parquet'))).toEqual([]);
    expect(samples().length).toBeGreaterThan(35);
  });

  it.each(samples())('knows %s as %s', (file, format) => {
    const recognition = recogniseFormat(sampleFile(file), null);
    expect(recognition?.format.name).toBe(TABLES[format] ?? format);
    expect(recognition?.reason).toMatch(/^.{10,200}[^.]$/);
  });

  it.each(samples())('lets only the open envelope of captured calls claim %s besides its own format (%s)', (file, format) => {
    const sample = sampleFile(file);
    const claims = RECORD_FORMATS.filter((known) => known.recognise(sample, null) !== null).map(({ name }) => name);
    const isRead = RECORD_FORMATS.some(({ name }) => name === format);
    expect(claims.slice(0, 1)).toEqual(isRead ? [format] : []);
    expect(claims.slice(1).filter((name) => !CAPTURES.includes(name))).toEqual([]);
  });
});
