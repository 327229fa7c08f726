import { isUtf8 } from 'node:buffer';
import { dirname } from 'node:path';
import type { JsonObject } from '../engine/formats/exchange-draft.ts';
import { parseExactRecord } from '../engine/formats/json-record.ts';
import type { LogFormat, RecordFormat, RecordPlace } from '../engine/formats/log-format.ts';
import { RecordReject } from '../engine/formats/record-reject.ts';
import { findFormat } from '../engine/formats/registry.ts';
import type { PartIndex, PartIndexWriter } from '../storage/part-index.ts';
import { CsvRecords } from './import-csv.ts';
import { cellRecord } from './import-fields.ts';
import { LineBlocks } from './import-lines.ts';
import type { ImportSource } from './import-protocol.ts';
import type { ByteReader } from './import-reader.ts';
import { csvCells } from './import-rows.ts';
import { JsonValues } from './import-values.ts';

const LINE_FEED = 0x0a;
const WHOLE = Number.POSITIVE_INFINITY;

/** Where the parts that a source's records need are looked up. */
export function partPlace(path: string, format: LogFormat, parts: PartIndex | null): RecordPlace {
  if (parts === null || format.kind !== 'records') return { path, parts: () => [] };
  const prefix = keyPrefix(path, format);
  return { path, parts: (key) => parts.find(prefix + key) };
}

function keyPrefix(path: string, format: RecordFormat): string {
  return `${format.name}\0${format.spread?.withinFolder === true ? dirname(path) : ''}\0`;
}

/** Reads a file for the parts that its records hold for others. Records that cannot be read hold none. */
export async function indexParts(source: ImportSource, reader: ByteReader, index: PartIndexWriter): Promise<void> {
  const format = findFormat(source.format);
  if (format?.kind !== 'records' || format.spread === undefined) throw new TypeError(`format ${source.format} spreads nothing`);
  const prefix = keyPrefix(source.path, format);
  for await (const record of recordsOf(source, reader)) {
    for (const { key, part } of format.spread.parts(record, source.path)) index.add(prefix + key, part);
  }
}

/** The JSON objects of a file, or its cells by column, whatever its framing; what cannot be read is passed over. */
export function recordsOf(source: Pick<ImportSource, 'framing' | 'listKey'>, reader: ByteReader): AsyncIterable<JsonObject> {
  if (source.framing === 'csv') return csvRecords(reader);
  return source.framing === 'values' ? valueRecords(reader, source.listKey) : lineRecords(reader);
}

async function* lineRecords(reader: ByteReader): AsyncIterable<JsonObject> {
  const lines = new LineBlocks(reader, 0);
  for (let block = await lines.next(WHOLE); block !== null; block = await lines.next(WHOLE)) {
    if (block.tooLong !== null) continue;
    for (let at = block.from; at < block.to; ) {
      const feed = block.bytes.indexOf(LINE_FEED, at);
      const end = feed < 0 || feed >= block.to ? block.to : feed;
      const record = readable(block.bytes.subarray(at, end));
      if (record !== null) yield record;
      at = end + 1;
    }
  }
}

async function* valueRecords(reader: ByteReader, listKey: string | null): AsyncIterable<JsonObject> {
  const values = new JsonValues(reader, listKey);
  for (let value = await values.next(WHOLE); value !== null; value = await values.next(WHOLE)) {
    const record = value.state === 'complete' ? readable(value.bytes.subarray(value.from, value.to)) : null;
    if (record !== null) yield record;
  }
}

async function* csvRecords(reader: ByteReader): AsyncIterable<JsonObject> {
  const records = new CsvRecords(reader);
  let header: readonly string[] | null = null;
  for (let record = await records.next(WHOLE); record !== null; record = await records.next(WHOLE)) {
    if (record.state !== 'complete' || !isUtf8(record.bytes.subarray(record.from, record.to))) continue;
    const cells = csvCells(record.bytes, records.fields);
    if (header === null) header = cells.map((cell) => (cell ?? '').replace(/^\uFEFF/, ''));
    else if (cells.length === header.length) yield cellRecord(header, cells);
  }
}

function readable(raw: Buffer): JsonObject | null {
  const brace = raw.indexOf('{');
  if (brace < 0 || !isUtf8(raw)) return null;
  try {
    return parseExactRecord(raw.toString('utf8', brace));
  } catch (error) {
    if (error instanceof RecordReject) return null;
    throw error;
  }
}
