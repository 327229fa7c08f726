import { EXP_TABLE } from '../engine/capabilities/classifier.ts';
import { loadElicitationModel } from '../engine/capabilities/elicitation-model.ts';
import { SHAPE_CLASS_OF_BYTE, VOCABULARY_FIRST, type Vocabulary } from '../engine/capabilities/features.ts';
import { LANGUAGE_TABLE } from '../engine/capabilities/language.ts';
import { PHRASE_TABLE } from '../engine/capabilities/meaning-table.ts';
import { loadCapabilityModel } from '../engine/capabilities/model.ts';
import { CAPABILITIES, ELICITATIONS } from '../engine/domain/capability.ts';
import type { Kernel } from './kernel-instance.ts';

/** Bytes of a row of weights in the kernel: one a capability and zeros. */
const ROW_BYTES = 16;
/** Bytes of a row of weights of meetings: one an elicitation and zeros. */
const MEETING_ROW_BYTES = 8;
/** As in model-tables.ts. */
const SCATTER = 0x85ebca6b;
/** Sizes of filters, in powers of two of bits: small enough to stay in the nearest cache, large enough to be mostly zeros. */
const WORD_FILTER_BITS = 19;
const PHRASE_FILTER_BITS = 15;
const LANGUAGE_FILTER_BITS = 14;

/** Puts the shipped models into a kernel, and the words by which elicitations and languages are known. */
export function loadModel(kernel: Kernel): void {
  const { vocabulary, weights, rates, threshold } = loadCapabilityModel();
  const elicitation = loadElicitationModel();
  // In the order of main/engine/kernel/assembly/model-tables.ts.
  const tables = [
    SHAPE_CLASS_OF_BYTE,
    slotTable(vocabulary),
    slotTable(PHRASE_TABLE.nodes, VOCABULARY_FIRST),
    keyFilter(vocabulary, WORD_FILTER_BITS),
    keyFilter(PHRASE_TABLE.nodes, PHRASE_FILTER_BITS),
    paddedRows(weights, CAPABILITIES.length, ROW_BYTES),
    rates,
    EXP_TABLE,
    PHRASE_TABLE.meanings,
    paddedRows(elicitation.weights, ELICITATIONS.length, MEETING_ROW_BYTES),
    Int32Array.from({ length: MEETING_ROW_BYTES }, (_, k) => elicitation.bias[k] ?? 0),
    slotTable(LANGUAGE_TABLE.words, VOCABULARY_FIRST),
    LANGUAGE_TABLE.languages,
    LANGUAGE_TABLE.scriptOfByte,
    LANGUAGE_TABLE.scriptOfSecond,
    LANGUAGE_TABLE.languageOfScript,
    keyFilter(LANGUAGE_TABLE.words, LANGUAGE_FILTER_BITS),
  ];
  for (const [table, values] of tables.entries()) {
    const at = kernel.tableSpace(table, values.byteLength);
    new Uint8Array(kernel.memory.buffer).set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
  }
  kernel.setConfidenceThreshold(threshold);
}

function paddedRows(weights: Int8Array, width: number, rowBytes: number): Int8Array {
  const rows = new Int8Array((weights.length / width) * rowBytes);
  for (let row = 0; row * width < weights.length; row++) rows.set(weights.subarray(row * width, (row + 1) * width), row * rowBytes);
  return rows;
}

/** A vocabulary as slots of key and row side by side, at least three quarters of them free; rows counted from `firstRow`. */
function slotTable({ keys, rows }: Vocabulary, firstRow = 0): Int32Array {
  let count = 0;
  for (let i = 0; i < keys.length; i++) if (keys[i] !== 0) count++;
  const slotBits = 34 - Math.clz32(count);
  const last = 2 ** slotBits - 1;
  const table = new Int32Array(2 * 2 ** slotBits);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as number;
    if (key === 0) continue;
    let slot = Math.imul(key, SCATTER) >>> (32 - slotBits);
    while (table[2 * slot] !== 0) slot = (slot + 1) & last;
    table[2 * slot] = key;
    table[2 * slot + 1] = (rows[i] as number) - firstRow;
  }
  return table;
}

function keyFilter({ keys }: Vocabulary, bits: number): Uint8Array {
  const filter = new Uint8Array(2 ** bits / 8);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as number;
    if (key === 0) continue;
    const bit = Math.imul(key, SCATTER) >>> (32 - bits);
    filter[bit >> 3] = (filter[bit >> 3] as number) | (1 << (bit & 7));
  }
  return filter;
}
