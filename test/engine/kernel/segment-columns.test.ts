import { isDeepStrictEqual } from 'node:util';
import { beforeEach, describe, expect, test } from 'vitest';
import { SEGMENT_ROWS } from '../../../main/engine/domain/exchange-columns.ts';
import { SegmentColumns } from '../../../main/workers/kernel-host.ts';
import { SegmentBuilder } from './segment-builder.ts';

const ACCOUNT = 1;
const SYSTEM = 15;
const LATENCY = 20;
const PROMPT = 53;
const COMPLETION = 54;

let columns = SegmentColumns.load();
beforeEach(() => {
  columns = SegmentColumns.load();
});

function addRow(account: string | null, prompt: string | null, latency: number | null = null): void {
  columns.beginRow(0, 1);
  columns.setExchangeId(new Uint8Array(16).fill(7));
  columns.setDictionary(ACCOUNT, account);
  columns.setText(PROMPT, prompt);
  columns.setInteger(LATENCY, latency);
  columns.commitRow();
}

function promptsOf(): (string | null)[] {
  const { offsets, bytes, valid } = columns.content(1).texts.get('prompt_text') ?? { offsets: [], bytes: new Uint8Array(), valid: [] };
  return Array.from({ length: columns.rowCount }, (_, row) =>
    ((valid[row >> 3] ?? 0) >> (row & 7)) & 1 ? new TextDecoder().decode(bytes.subarray(offsets[row], offsets[row + 1])) : null,
  );
}

function giveCodes(first: number): void {
  for (const { columnNumber, values } of columns.newStrings()) {
    columns.assignCodes(
      columnNumber,
      Int32Array.from(values, (_, i) => first + i),
    );
  }
}

const accountCodes = (): number[] => [...(columns.content(1).codes.get('account_id') ?? [])];

describe('segment columns', () => {
  test('keep null apart from empty and from zero', () => {
    addRow('', '', 0);
    addRow(null, null, null);
    addRow('a', 'b', -1);
    expect(columns.newStrings()).toEqual([{ columnNumber: ACCOUNT, values: ['', 'a'] }]);
    giveCodes(10);
    expect(accountCodes()).toEqual([10, 0, 11]);
    expect(promptsOf()).toEqual(['', null, 'b']);
    const latency = columns.content(1).integers.get('latency_ms');
    expect([...(latency?.values ?? [])]).toEqual([0, 0, -1]);
    expect([latency?.nullCount, latency?.valid[0]]).toEqual([1, 0b101]);
  });

  test('show nothing of a row that was abandoned', () => {
    addRow('a', 'first');
    columns.beginRow(5, 5);
    columns.setExchangeId(new Uint8Array(16).fill(9));
    columns.setText(PROMPT, 'never seen');
    columns.setText(COMPLETION, 'never seen');
    columns.setInteger(LATENCY, 5);
    columns.setFlags(3);
    columns.setMessageForm(2);
    columns.abandonRow();
    columns.beginRow(6, 6);
    columns.commitRow();
    giveCodes(1);
    const content = columns.content(1);
    expect(promptsOf()).toEqual(['first', null]);
    expect(content.texts.get('completion_text')?.bytes.length).toBe(0);
    expect(content.integers.get('latency_ms')?.nullCount).toBe(2);
    expect([content.flags[1], content.messageForms[1], content.exchangeIds[16], content.recordPositions[1]]).toEqual([0, 0, 0, 6]);
  });

  test('give strings once, and their codes from then on', () => {
    addRow('a', null);
    addRow('b', null);
    giveCodes(70);
    columns.reset();
    addRow('b', null);
    addRow('c', null);
    expect(columns.newStrings()).toEqual([{ columnNumber: ACCOUNT, values: ['c'] }]);
    expect(() => columns.content(1)).toThrow('without case codes');
    giveCodes(90);
    expect(accountCodes()).toEqual([71, 90]);
  });

  test('forget strings that never got a code when they are emptied', () => {
    addRow('kept', null);
    giveCodes(1);
    columns.reset();
    addRow('of a unit that failed', null);
    columns.reset();
    addRow('kept', null);
    expect(columns.newStrings()).toEqual([{ columnNumber: ACCOUNT, values: ['kept'] }]);
  });

  test('hold texts of any script and any length while memory grows under them', () => {
    const texts = ['é漢🙂', '\0', 'x'.repeat(3_000_000), '漢'.repeat(500_000), '', 'end'];
    for (const text of texts) addRow(`account of ${text.length}`, text);
    giveCodes(1);
    expect(promptsOf()).toEqual(texts);
  });

  test('tell apart tens of thousands of strings of all lengths', () => {
    const values = Array.from({ length: 50_000 }, (_, i) => `v${i}`).concat(Array.from({ length: 300 }, (_, i) => 'x'.repeat(i)));
    for (const value of values) addRow(value, null);
    columns.beginRow(0, 0);
    columns.setDictionary(SYSTEM, 'v7');
    columns.commitRow();
    for (const value of values.toReversed().slice(0, 10_000)) addRow(value, null);
    expect(columns.newStrings()).toEqual([
      { columnNumber: ACCOUNT, values },
      { columnNumber: SYSTEM, values: ['v7'] },
    ]);
    giveCodes(1);
    const expected = values.map((_, i) => i + 1);
    expect(accountCodes()).toEqual([...expected, 0, ...expected.toReversed().slice(0, 10_000)]);
  });

  test('are full at the last row of a segment, and refuse unknown dictionaries', () => {
    let rows = 0;
    for (; !columns.isFull(); rows++) {
      columns.beginRow(rows, 1);
      columns.setText(PROMPT, `prompt ${rows % 10}`);
      columns.commitRow();
    }
    expect(rows).toBe(SEGMENT_ROWS);
    columns.fingerprint();
    const { skeletonHashes, texts } = columns.content(1);
    expect(new Set(skeletonHashes).size).toBe(1);
    expect(texts.get('prompt_text')?.offsets.at(-1)).toBe(SEGMENT_ROWS * 8);
    expect(() => columns.setDictionary(PROMPT, 'x')).toThrow(TypeError);
  });

  test('are full once their texts fill 96 MiB', () => {
    const text = 'y'.repeat(8 * 1024 * 1024);
    for (let row = 0; row < 12; row++) {
      expect(columns.isFull()).toBe(false);
      addRow(null, text);
    }
    expect(columns.isFull()).toBe(true);
  });
});

test('several full segments scanned one after the other equal those built the exact way', () => {
  const line = (i: number): string => {
    const account = i % 3 === 0 ? '' : `,"account_id":"acc-${i % 5000}"`;
    const latency = i % 7 === 0 ? '' : `,"latency_ms":${i}`;
    return `{"request_id":"r${i}","prompt_text":${i % 11 === 0 ? 'null' : `"prompt ${i} of \\"several\\""`}${account}${latency}}\n`;
  };
  const lines = Buffer.from(Array.from({ length: SEGMENT_ROWS + 5000 }, (_, i) => line(i)).join(''));
  const segments = [false, true].map((scan) => {
    const builder = new SegmentBuilder();
    let at = builder.add(lines, scan);
    const first = structuredClone(builder.finish());
    builder.restart();
    at += builder.add(lines.subarray(at), scan, at);
    expect(at).toBe(lines.length);
    return [first, structuredClone(builder.finish())].map(({ content, strings }) => ({ content, strings }));
  });
  expect(segments[1]?.map((segment) => segment.content.rowCount)).toEqual([SEGMENT_ROWS, 5000]);
  expect(isDeepStrictEqual(segments[1], segments[0])).toBe(true);
}, 120_000);
