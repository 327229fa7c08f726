import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registerZstd } from '../../main/storage/arrow-codec.ts';
import { type FactsSegment, readFacts } from '../../main/storage/facts-reader.ts';
import { RowIndex } from '../../main/storage/row-index.ts';
import { segmentPath } from '../../main/storage/segment-files.ts';
import type { SegmentCatalog } from '../../main/storage/segment-verification.ts';
import { writeSegment } from '../../main/storage/segment-writer.ts';
import type { SegmentRecord } from '../../main/storage/segments.ts';
import { readTextRow, readTextRows } from '../../main/storage/text-reader.ts';
import { drawSegment, type RowDrawing } from './segment-drawing.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'segments-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(segmentNo: number, rows: readonly RowDrawing[], masked: readonly number[] = []): SegmentRecord {
  const written = writeSegment(folder, segmentNo, drawSegment(rows));
  return { ...written, segmentNo, sourceId: 1, unitNo: segmentNo, rowCount: rows.length, maskedRows: Uint32Array.from(masked) };
}

function catalog(...segments: SegmentRecord[]): SegmentCatalog {
  return { segmentsFolder: folder, segments: { list: () => segments, find: (no) => segments.find((s) => s.segmentNo === no) ?? null } };
}

function facts(of: SegmentCatalog, columns: readonly string[]): FactsSegment[] {
  const visited: FactsSegment[] = [];
  readFacts(of, columns, (segment) => visited.push(segment));
  return visited;
}

const LONG = 'refactor the parser so that it reads one byte at a time. '.repeat(40);
const drawRows = (count: number): RowDrawing[] =>
  Array.from({ length: count }, (_, i) => ({
    position: 5_000_000_000 + i * 1_400,
    length: 1_400,
    ts: 1_770_000_000_000_000 + i * 1_001,
    codes: { account_id: 1 + (i % 70_000), request_model: 1 + (i % 3) },
    integers: i % 5 === 0 ? { latency_ms: 300 } : { latency_ms: i, asn: 4_200_000_000, input_tokens: -i, n: 2 ** 40 },
    reals: i % 2 === 0 ? { temperature: 0.7 + i } : {},
    texts: { prompt_text: `${i} ${LONG}`, ...(i % 3 === 0 ? { completion_text: `café ${i} 日本` } : {}) },
    flags: i % 4,
    skeletonHash: 0xfedcba9876543210n - BigInt(i),
    capability: i % 12,
  }));

describe('segment files', () => {
  it('read back every value as it was written', () => {
    const rows = drawRows(5_000);
    const [read] = facts(catalog(write(1, rows)), [
      'account_id',
      'ts',
      'latency_ms',
      'asn',
      'input_tokens',
      'n',
      'temperature',
      'skeleton_hash',
      'capability',
      'record_position',
      'flags',
      'exchange_id',
    ]);
    expect(read?.rowCount).toBe(5_000);
    expect([...(read?.codes('account_id') ?? [])]).toEqual(rows.map((row) => row.codes?.account_id));
    expect([...(read?.timesUs() ?? [])]).toEqual(rows.map((row) => row.ts));
    expect([...(read?.integers('record_position').values ?? [])]).toEqual(rows.map((row) => row.position));
    for (const name of ['latency_ms', 'asn', 'input_tokens', 'n']) {
      const column = read?.integers(name);
      expect(rows.map((_, i) => (column?.isNull(i) ? undefined : column?.values[i]))).toEqual(rows.map((row) => row.integers?.[name]));
    }
    expect([...(read?.reals('temperature').values ?? [])]).toEqual(rows.map((row) => row.reals?.temperature ?? Number.NaN));
    expect([...(read?.hash64('skeleton_hash') ?? [])]).toEqual(rows.map((row) => row.skeletonHash));
    expect([...(read?.bytes('capability') ?? [])]).toEqual(rows.map((row) => row.capability));
    expect([...(read?.integers('flags').values ?? [])]).toEqual(rows.map((row) => row.flags));
    expect(read?.bytes('exchange_id').length).toBe(80_000);
  });

  it('read back the texts of any row', () => {
    const rows = drawRows(5_000);
    const of = catalog(write(1, rows));
    for (const row of [0, 4_095, 4_096, 4_999]) {
      const { texts } = readTextRow(of, 1, row);
      expect(texts.get('prompt_text')).toBe(rows[row]?.texts?.prompt_text);
      expect(texts.get('completion_text')).toBe(rows[row]?.texts?.completion_text ?? null);
      expect(texts.get('reasoning_text')).toBeNull();
    }
    expect(readTextRows(of, 1, 4_090, 10).map((row) => row.rowInSegment)).toEqual([
      4_090, 4_091, 4_092, 4_093, 4_094, 4_095, 4_096, 4_097, 4_098, 4_099,
    ]);
  });

  it('open in apache-arrow, both parts', () => {
    registerZstd();
    const rows = drawRows(5_000);
    write(7, rows);
    const factsTable = tableFromIPC(readFileSync(segmentPath(folder, 7, 'facts')));
    expect(factsTable.numRows).toBe(5_000);
    expect(factsTable.getChild('account_id_code')?.get(4_321)).toBe(rows[4_321]?.codes?.account_id);
    expect(factsTable.getChild('n')?.get(5)).toBeNull();
    expect(factsTable.getChild('n')?.get(6)).toBe(2n ** 40n);
    expect(factsTable.getChild('org_id_code')).toBeNull();
    const textTable = tableFromIPC(readFileSync(segmentPath(folder, 7, 'text')));
    expect(textTable.batches.map((batch) => batch.numRows)).toEqual([4_096, 904]);
    expect(textTable.getChild('prompt_text')?.get(4_500)).toBe(rows[4_500]?.texts?.prompt_text);
    expect(textTable.getChild('completion_text')?.get(1)).toBeNull();
    expect(textTable.getChild('completion_text')?.get(4_500)).toBe(rows[4_500]?.texts?.completion_text);
  });

  it('are the same bytes for the same rows, whatever the null slots of the buffers held', () => {
    const rows = drawRows(1_000);
    const first = write(1, rows);
    const content = drawSegment(rows);
    const latency = content.integers.get('asn');
    if (latency === undefined) throw new Error('no column');
    latency.values.forEach((value, i) => {
      if (value === 0) latency.values[i] = 99;
    });
    const again = writeSegment(folder, 2, content);
    expect(again.factsSha256).toBe(first.factsSha256);
    expect(again.textSha256).toBe(first.textSha256);
  });

  it('skip masked rows in facts, texts and row numbers', () => {
    const rows = drawRows(10);
    const of = catalog(write(1, rows, [0, 3, 4, 9]), write(2, rows.slice(0, 4), [1]));
    const [first, second] = facts(of, ['account_id', 'asn', 'skeleton_hash', 'ts']);
    expect([...(first?.codes('account_id') ?? [])]).toEqual([2, 3, 6, 7, 8, 9]);
    expect([first?.firstRow, second?.firstRow, second?.rowCount]).toEqual([0, 6, 3]);
    expect([0, 1, 2, 3, 4, 5].map((i) => first?.integers('asn').isNull(i))).toEqual([false, false, true, false, false, false]);
    expect(first?.integers('asn').nullCount).toBe(1);
    expect([...(first?.hash64('skeleton_hash') ?? [])]).toEqual([1, 2, 5, 6, 7, 8].map((i) => rows[i]?.skeletonHash));
    expect(readTextRows(of, 1, 0, 10).map((row) => row.rowInSegment)).toEqual([1, 2, 5, 6, 7, 8]);
    expect(() => readTextRow(of, 1, 3)).toThrow(expect.objectContaining({ code: 'row-unknown' }));
    const index = new RowIndex(of.segments.list());
    expect(index.rowCount).toBe(9);
    expect(Array.from({ length: 9 }, (_, row) => index.locate(row)).map((at) => `${at.segmentNo}:${at.rowInSegment}`)).toEqual([
      '1:1',
      '1:2',
      '1:5',
      '1:6',
      '1:7',
      '1:8',
      '2:0',
      '2:2',
      '2:3',
    ]);
    expect(index.rowNumber(1, 3)).toBeNull();
    expect(Array.from({ length: 9 }, (_, row) => index.rowNumber(index.locate(row).segmentNo, index.locate(row).rowInSegment))).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8,
    ]);
    expect(() => index.locate(9)).toThrow(expect.objectContaining({ code: 'row-unknown' }));
  });
});
