import {
  DICTIONARY_COLUMNS,
  EXCHANGE_COLUMNS,
  INTEGER_COLUMNS,
  REAL_COLUMNS,
  SEGMENT_ROWS,
  SKETCH_BINS,
  TEXT_COLUMNS,
} from '../engine/domain/exchange-columns.ts';
import type { FieldPlan } from '../engine/formats/mapping.ts';
import { TIME_FORMATS } from '../engine/formats/times.ts';
import type { NullableValues, SegmentContent, TextValues } from '../storage/segment-content.ts';
import { CaseCodes } from './kernel-codes.ts';
import { scannedCells, scannedFields } from './kernel-fields.ts';
import { type Kernel, loadKernel } from './kernel-instance.ts';
import { loadModel } from './kernel-model.ts';

const SEGMENT_TEXT_BYTES = 96 * 1024 * 1024;
/** Strings kept from segment to segment; past this they are forgotten and asked for anew. */
const STRING_BYTES = 256 * 1024 * 1024;

/** Kinds of addColumn() and facts of factAddress() in main/engine/kernel/assembly/index.ts. */
const KIND = { integer: 1, real: 1, time: 1, dictionary: 2, text: 3 } as const;
const FACT = {
  exchangeIds: 0,
  positions: 1,
  lengths: 2,
  flags: 3,
  messageForms: 4,
  skeletonHashes: 5,
  headHashes: 6,
  tailHashes: 7,
  tokenCounts: 8,
  sketches: 9,
  capabilities: 10,
  confidences: 11,
  elicitations: 12,
  languages: 13,
} as const;

const TIME = EXCHANGE_COLUMNS.find((column) => column.home === 'time')?.number ?? 0;

/**
 * The columns of one segment while it is built, in WebAssembly memory and reused from segment to segment. Rows come from scanLines() or, one
 * by one, from beginRow(), setters and commitRow(); both ways give equal bytes.
 */
export class SegmentColumns {
  readonly #kernel: Kernel;
  readonly #codes: ReadonlyMap<number, CaseCodes>;
  #memory: Buffer;
  #fingerprinted = 0;
  #inputFrom = 0;
  #inputPosition = 0;

  static load(): SegmentColumns {
    const kernel = loadKernel();
    loadModel(kernel);
    return new SegmentColumns(kernel);
  }

  private constructor(kernel: Kernel) {
    this.#kernel = kernel;
    for (const column of EXCHANGE_COLUMNS) kernel.addColumn(column.number, KIND[column.home]);
    this.#codes = new Map(DICTIONARY_COLUMNS.map((column) => [column.number, new CaseCodes()]));
    this.#memory = Buffer.from(kernel.memory.buffer);
  }

  get rowCount(): number {
    return this.#kernel.rowCount();
  }

  isFull(): boolean {
    return this.rowCount === SEGMENT_ROWS || this.#kernel.allTextLength() >= SEGMENT_TEXT_BYTES;
  }

  beginRow(position: number, length: number): void {
    this.#kernel.beginRow(position, length);
  }

  setExchangeId(bytes16: Uint8Array): void {
    this.#bytes().set(bytes16, this.#kernel.factAddress(FACT.exchangeIds) + this.rowCount * 16);
  }

  setDictionary(columnNumber: number, value: string | null): void {
    if (!this.#codes.has(columnNumber)) throw new TypeError(`column ${columnNumber} has no dictionary`);
    if (value === null) return;
    const at = this.#kernel.hostSpace(mostBytes(value));
    this.#kernel.setString(columnNumber, at, this.#bytes().write(value, at, 'utf8'));
  }

  setInteger(columnNumber: number, value: number | null): void {
    if (value !== null) this.#kernel.setNumber(columnNumber, value);
  }

  setReal(columnNumber: number, value: number | null): void {
    if (value !== null) this.#kernel.setNumber(columnNumber, value);
  }

  setTimeUs(value: number | null): void {
    if (value !== null) this.#kernel.setNumber(TIME, value);
  }

  setText(columnNumber: number, value: string | null): void {
    if (value === null) return;
    const at = this.#kernel.textSpace(columnNumber, mostBytes(value));
    this.#kernel.endText(columnNumber, at + this.#bytes().write(value, at, 'utf8'));
  }

  setFlags(bits: number): void {
    this.#kernel.setFlags(bits);
  }

  setMessageForm(form: number): void {
    this.#kernel.setMessageForm(form);
  }

  commitRow(): void {
    this.#kernel.commitHostRow();
  }

  /** Forgets what was written to the row begun. Strings that it brought stay in the dictionary: set cells only once a record is accepted. */
  abandonRow(): void {
    this.#kernel.abandonRow();
  }

  /**
   * Prepares scanLines() for a source: canonical JSONL, or JSONL of a mapping. False when the scanner cannot read such records at all.
   *
   * @param idScope that of the format, part of every exchange id
   */
  openScan(plan: FieldPlan | null, idScope: string): boolean {
    const kernel = this.#kernel;
    kernel.beginFields();
    this.#setRules(plan, idScope);
    const fields = scannedFields(plan);
    return (
      fields?.every(({ name, reader, column }) => {
        const at = kernel.hostSpace(mostBytes(name));
        return kernel.addField(at, this.#bytes().write(name, at, 'utf8'), reader, column) !== 0;
      }) ?? false
    );
  }

  /** As openScan(), for scanCsv() of a source of CSV records under `header`. */
  openCsvScan(header: readonly string[], plan: FieldPlan | null, idScope: string): boolean {
    this.#kernel.beginCells();
    this.#setRules(plan, idScope);
    return scannedCells(header, plan)?.every(({ reader, column }) => this.#kernel.addCell(reader, column) !== 0) ?? false;
  }

  #setRules(plan: FieldPlan | null, idScope: string): void {
    this.#kernel.setTimeUnit(TIME_FORMATS.indexOf(plan?.mapping.timeFormat ?? 'auto'));
    const scope = this.#kernel.hostSpace(mostBytes(idScope) + 1);
    this.#kernel.setIdScope(scope, this.#bytes().write(`${idScope}\0`, scope, 'utf8'));
  }

  /** Copies whole lines, bytes[from, to), for scanLines(). The last may lack its line feed. `position` is that of bytes[from] in the source. */
  loadLines(bytes: Uint8Array, from: number, to: number, position: number): void {
    const at = this.#kernel.inputSpace(to - from);
    this.#bytes().set(bytes.subarray(from, to), at);
    this.#inputFrom = from;
    this.#inputPosition = position;
  }

  /**
   * Scans the loaded lines that begin in [from, to) into rows. Stops early when the segment is full or before a line that is not an
   * exchange written plainly; that line (it may also be blank) must go the exact way before the scan goes on behind it. Gives where the next line begins, or `to`.
   */
  scanLines(from: number, to: number): number {
    const base = this.#inputFrom;
    return base + this.#kernel.scanLines(from - base, to - base, this.#inputPosition, SEGMENT_TEXT_BYTES);
  }

  /** Copies bytes[from, to), which begin with a record and may end within one, for scanCsv(). `position` is that of bytes[from] in the source. */
  loadRecords(bytes: Uint8Array, from: number, to: number, position: number): void {
    this.loadLines(bytes, from, to, position);
  }

  /**
   * Scans the loaded CSV records that begin in [from, until) and end, line feed included, before `to` into rows. Stops early as scanLines() does, and
   * before a record that does not end; gives where the next record begins.
   */
  scanCsv(from: number, until: number, to: number): number {
    const base = this.#inputFrom;
    return base + this.#kernel.scanCsv(from - base, until - base, to - base, this.#inputPosition, SEGMENT_TEXT_BYTES);
  }

  /** Computes the derived facts of the prompts of all rows not done yet. */
  fingerprint(): void {
    this.#kernel.readPrompts(this.#fingerprinted);
    this.#fingerprinted = this.rowCount;
  }

  /** Strings that have no case code yet, by column, in order of arrival. */
  newStrings(): { columnNumber: number; values: string[] }[] {
    const fresh: { columnNumber: number; values: string[] }[] = [];
    for (const [columnNumber, codes] of this.#codes) {
      const values = this.#strings(columnNumber, codes.known + 1);
      if (values.length > 0) fresh.push({ columnNumber, values });
    }
    return fresh;
  }

  /** Case codes of the strings that newStrings() gave for a column. */
  assignCodes(columnNumber: number, codes: Int32Array): void {
    const known = this.#codes.get(columnNumber);
    if (known === undefined) throw new TypeError(`column ${columnNumber} has no dictionary`);
    known.append(codes);
  }

  /** Views of the segment's texts, valid until the next row, scan or reset. */
  texts(): SegmentContent['texts'] {
    return new Map(TEXT_COLUMNS.map((column) => [column.name, this.#texts(column.number, this.rowCount)]));
  }

  /** Views of the segment, valid until the next row, scan or reset. */
  content(sourceId: number): SegmentContent {
    const rows = this.rowCount;
    const { buffer } = this.#kernel.memory;
    const fact = (name: keyof typeof FACT): number => this.#kernel.factAddress(FACT[name]);
    return {
      rowCount: rows,
      sourceId,
      exchangeIds: new Uint8Array(buffer, fact('exchangeIds'), rows * 16),
      recordPositions: new Float64Array(buffer, fact('positions'), rows),
      recordLengths: new Uint32Array(buffer, fact('lengths'), rows),
      codes: new Map(DICTIONARY_COLUMNS.map((column) => [column.name, this.#caseCodes(column.number, rows)])),
      integers: new Map(INTEGER_COLUMNS.map((column) => [column.name, this.#numbers(column.number, rows)])),
      reals: new Map(REAL_COLUMNS.map((column) => [column.name, this.#numbers(column.number, rows)])),
      startedAtUs: this.#numbers(TIME, rows),
      flags: new Uint32Array(buffer, fact('flags'), rows),
      messageForms: new Uint8Array(buffer, fact('messageForms'), rows),
      skeletonHashes: new BigUint64Array(buffer, fact('skeletonHashes'), rows),
      headHashes: new Uint32Array(buffer, fact('headHashes'), rows),
      tailHashes: new Uint32Array(buffer, fact('tailHashes'), rows),
      tokenCounts: new Uint16Array(buffer, fact('tokenCounts'), rows),
      sketches: new Uint8Array(buffer, fact('sketches'), rows * SKETCH_BINS),
      capabilities: new Uint8Array(buffer, fact('capabilities'), rows),
      capabilityConfidences: new Uint8Array(buffer, fact('confidences'), rows),
      elicitations: new Uint8Array(buffer, fact('elicitations'), rows),
      languages: new Uint8Array(buffer, fact('languages'), rows),
      texts: this.texts(),
    };
  }

  /** Empties the segment. Strings keep their codes, unless they are too many or some were never given one. */
  reset(): void {
    const kernel = this.#kernel;
    kernel.clearRows();
    this.#fingerprinted = 0;
    const isUncoded = [...this.#codes].some(([columnNumber, codes]) => codes.known < kernel.stringCount(columnNumber));
    if (isUncoded || kernel.memoryOfStrings() > STRING_BYTES) this.#forgetStrings();
  }

  /** Empties the segment and forgets every string, for another case. */
  forget(): void {
    this.reset();
    this.#forgetStrings();
  }

  #forgetStrings(): void {
    this.#kernel.forgetStrings();
    for (const codes of this.#codes.values()) codes.clear();
  }

  #bytes(): Buffer {
    const { buffer } = this.#kernel.memory;
    if (this.#memory.buffer !== buffer) this.#memory = Buffer.from(buffer);
    return this.#memory;
  }

  #strings(columnNumber: number, first: number): string[] {
    const count = this.#kernel.stringCount(columnNumber);
    if (count < first) return [];
    const offsets = new Int32Array(this.#kernel.memory.buffer, this.#kernel.stringOffsets(columnNumber), count + 2);
    const bytes = this.#bytes();
    const at = this.#kernel.stringBytes(columnNumber);
    return Array.from({ length: count - first + 1 }, (_, i) =>
      bytes.toString('utf8', at + (offsets[first + i] as number), at + (offsets[first + i + 1] as number)),
    );
  }

  #caseCodes(columnNumber: number, rows: number): Int32Array {
    const codes = this.#codes.get(columnNumber);
    if (codes === undefined || codes.known < this.#kernel.stringCount(columnNumber)) throw new TypeError('strings without case codes');
    return codes.map(new Int32Array(this.#kernel.memory.buffer, this.#kernel.valuesOf(columnNumber), rows));
  }

  #valid(columnNumber: number, rows: number): { valid: Uint8Array; nullCount: number } {
    const valid = new Uint8Array(this.#kernel.memory.buffer, this.#kernel.validityOf(columnNumber), (rows + 7) >> 3);
    return { valid, nullCount: rows - countBits(valid) };
  }

  #numbers(columnNumber: number, rows: number): NullableValues<Float64Array> {
    const values = new Float64Array(this.#kernel.memory.buffer, this.#kernel.valuesOf(columnNumber), rows);
    return { values, ...this.#valid(columnNumber, rows) };
  }

  #texts(columnNumber: number, rows: number): TextValues {
    const { buffer } = this.#kernel.memory;
    return {
      offsets: new Int32Array(buffer, this.#kernel.valuesOf(columnNumber), rows + 1),
      bytes: new Uint8Array(buffer, this.#kernel.textBytesOf(columnNumber), this.#kernel.textLengthOf(columnNumber)),
      ...this.#valid(columnNumber, rows),
    };
  }
}

/** Room that a string's UTF-8 needs: three bytes a UTF-16 unit at most, counted where that would be much. */
function mostBytes(value: string): number {
  return value.length < 65_536 ? value.length * 3 : Buffer.byteLength(value, 'utf8');
}

function countBits(bytes: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < bytes.length; i++) for (let rest = bytes[i] as number; rest !== 0; rest &= rest - 1) count++;
  return count;
}
