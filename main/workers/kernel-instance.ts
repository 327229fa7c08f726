import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { kernelFile } from './locate.ts';

/** What main/engine/kernel/assembly/index.ts exports; addresses are bytes into `memory`, which may grow (and so move) on any call. */
export interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer };
  addColumn(column: number, kind: number): void;
  valuesOf(column: number): number;
  validityOf(column: number): number;
  textBytesOf(column: number): number;
  textLengthOf(column: number): number;
  allTextLength(): number;
  rowCount(): number;
  beginRow(position: number, length: number): void;
  setNumber(column: number, value: number): void;
  setString(column: number, at: number, length: number): void;
  setFlags(bits: number): void;
  setMessageForm(form: number): void;
  textSpace(column: number, bytes: number): number;
  endText(column: number, end: number): void;
  commitHostRow(): void;
  abandonRow(): void;
  clearRows(): void;
  readPrompts(first: number): void;
  factAddress(fact: number): number;
  stringCount(column: number): number;
  stringOffsets(column: number): number;
  stringBytes(column: number): number;
  memoryOfStrings(): number;
  forgetStrings(): void;
  hostSpace(bytes: number): number;
  inputSpace(bytes: number): number;
  beginFields(): void;
  tableSpace(table: number, bytes: number): number;
  setConfidenceThreshold(value: number): void;
  addField(name: number, length: number, reader: number, column: number): number;
  setTimeUnit(unit: number): void;
  setIdScope(at: number, length: number): void;
  beginCells(): void;
  addCell(reader: number, column: number): number;
  scanCsv(from: number, until: number, to: number, position: number, mostText: number): number;
  scanLines(from: number, to: number, position: number, mostText: number): number;
  setHashSeed(seed: bigint): void;
}

/** What is used of the platform's WebAssembly, which no library named in tsconfig.json declares. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { readonly exports: object };
};

let compiled: object | null = null;

/** The kernel's code, compiled once in a process: what threads it starts are handed it, and it lives as long as the process. */
export function kernelModule(): object {
  const given = (workerData as { readonly kernel?: object } | null)?.kernel;
  compiled ??= given instanceof WebAssembly.Module ? given : new WebAssembly.Module(readFileSync(kernelFile()));
  return compiled;
}

/** A kernel with its own memory. */
export function loadKernel(): Kernel {
  const refuse = (): never => {
    throw new TypeError('the kernel ran out of memory');
  };
  const { exports } = new WebAssembly.Instance(kernelModule(), { env: { abort: refuse } });
  // The module is built from this repository, so its exports are those of index.ts.
  const kernel = exports as unknown as Kernel;
  kernel.setHashSeed(randomBytes(8).readBigInt64LE());
  return kernel;
}
