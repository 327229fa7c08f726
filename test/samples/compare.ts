import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ImportSummary } from '../../main/engine/domain/case.ts';
import type { Exchange } from '../../main/engine/domain/exchange.ts';
import { createCase } from '../../main/services/cases.ts';
import { importFiles } from '../../main/services/imports.ts';
import { closeQueries, streamExchanges } from '../../main/services/queries.ts';

export const SAMPLES = fileURLToPath(new URL('../fixtures/samples/', import.meta.url));

type Row = Readonly<Record<string, unknown>>;

export interface SampleImport {
  readonly summary: ImportSummary;
  readonly exchanges: readonly Exchange[];
}

export interface SampleComparison {
  readonly format: string;
  /** As whom the files were recognised. */
  readonly recognised: readonly string[];
  readonly rows: number;
  readonly expectedRows: number;
  readonly cells: number;
  readonly differences: readonly string[];
}

/** Imports sample files into a case of their own by recognition alone. */
export async function importSamples(names: readonly string[]): Promise<SampleImport> {
  const folder = mkdtempSync(join(tmpdir(), 'stillhunt-samples-'));
  const session = createCase(join(folder, 'case'), { program: 'test' });
  try {
    const paths = names.map((name) => join(SAMPLES, name));
    const summary = await importFiles(session, { paths, workers: 1 }, { isCancelled: () => false, report: () => {} });
    const exchanges: Exchange[] = [];
    for await (const exchange of streamExchanges(session, {})) exchanges.push(exchange);
    return { summary, exchanges };
  } finally {
    await closeQueries(session);
    session.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Formats of the manifest and the files of each. */
export function sampleFiles(): ReadonlyMap<string, readonly string[]> {
  const manifest = JSON.parse(readFileSync(join(SAMPLES, 'manifest.json'), 'utf8')) as Record<
    string,
    { readonly files: readonly string[] }
  >;
  return new Map(Object.entries(manifest).map(([format, { files }]) => [format, files.map((file) => file.replace(/ \(tree\)$/, ''))]));
}

/** Imports a format's sample and compares every cell of every row with what is expected; rows are matched by content that both have. */
export function compareSample(format: string, files: readonly string[]): Promise<SampleComparison> {
  return compareWith(format, files, format, () => true);
}

/** Cells that a data lake of somebody's own design has no column for. */
const NOT_IN_DATALAKE = new Set([
  'request_id',
  'latency_ms',
  'ttft_ms',
  'api_key_id',
  'payment_hash',
  'stream',
  'output_messages',
  'reasoning_text',
  'tool_calls',
  'tool_definitions',
  'error_type',
]);

/** Imports the Parquet samples: a foreign lake that only carries some of the columns, and the canonical tables with their messages. */
export async function compareParquet(): Promise<readonly SampleComparison[]> {
  // Its messages have no place for the id of a tool's result (ex08) nor for a picture (ex09).
  const isCarried = (field: string, ref: unknown): boolean =>
    !NOT_IN_DATALAKE.has(field) && !(field === 'input_messages' && (ref === 'ex08' || ref === 'ex09'));
  return [
    await compareWith('parquet datalake', ['datalake/part-00000.parquet'], 'truth', isCarried),
    await compareWith('parquet canonical', ['canonical'], 'truth', () => true),
  ];
}

async function compareWith(
  format: string,
  files: readonly string[],
  expectedName: string,
  isCompared: (field: string, ref: unknown) => boolean,
): Promise<SampleComparison> {
  const { summary, exchanges } = await importSamples(files);
  const expected = readRows(`expected/${expectedName}.jsonl`);
  const differences: string[] = [];
  let cells = 0;
  const left = new Set(exchanges.map((exchange) => exchange as unknown as Row));
  for (const { ref, ...whole } of expected) {
    const row = Object.fromEntries(Object.entries(whole).filter(([field]) => isCompared(field, ref)));
    const match = closest([...left], row);
    if (match !== null) left.delete(match);
    for (const [field, value] of Object.entries(row)) {
      cells++;
      if (match === null || !isEqual(match[field] ?? null, value)) {
        differences.push(`${String(ref)}.${field}: got ${shown(match?.[field])}, expected ${shown(value)}`);
      }
    }
  }
  if (exchanges.length !== expected.length) differences.push(`rows: got ${exchanges.length}, expected ${expected.length}`);
  const quarantined = summary.sources.reduce((sum, source) => sum + source.quarantined, 0);
  if (quarantined > 0) differences.push(`quarantined: ${quarantined}`);
  for (const { path, reason } of summary.skipped) if (!/permission-check|manifests/.test(path)) differences.push(`skipped: ${reason}`);
  const recognised = [...new Set(summary.sources.map((source) => source.format))];
  return { format, recognised, rows: exchanges.length, expectedRows: expected.length, cells, differences };
}

function closest(rows: readonly Row[], wanted: Row): Row | null {
  let best: Row | null = null;
  let bestEqual = -1;
  for (const row of rows) {
    const equal = Object.entries(wanted).filter(([field, value]) => value !== null && isEqual(row[field] ?? null, value)).length;
    if (equal > bestEqual) {
      best = row;
      bestEqual = equal;
    }
  }
  return best;
}

function readRows(name: string): Row[] {
  const lines = readFileSync(join(SAMPLES, name), 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Row);
}

/** Expected times are cut to milliseconds. */
const MICROSECONDS = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})\d{3}Z$/;

function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a === 'string' && typeof b === 'string' && MICROSECONDS.test(a)) return a.replace(MICROSECONDS, '$1Z') === b;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [keysOfA, keysOfB] = [Object.keys(a), Object.keys(b)];
  return keysOfA.length === keysOfB.length && keysOfA.every((key) => isEqual((a as Row)[key], (b as Row)[key]));
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 160);
}
