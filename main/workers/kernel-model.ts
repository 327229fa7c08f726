import { EXP_TABLE } from '../engine/capabilities/classifier.ts';
import { ELICITATION_ORDER, PHRASE_TABLE } from '../engine/capabilities/elicitation.ts';
import { SHAPE_CLASS_OF_BYTE, type Vocabulary } from '../engine/capabilities/features.ts';
import { loadCapabilityModel } from '../engine/capabilities/model.ts';
import { CAPABILITIES, ELICITATIONS } from '../engine/domain/capability.ts';
import type { Kernel } from './kernel-instance.ts';

/** Bytes of a row of weights in the kernel: one a capability and zeros. */
const ROW_BYTES = 16;
/** As in model-tables.ts. */
const SCATTER = 0x85ebca6b;
/** Sizes of filters, in powers of two of bits: small enough to stay in the nearest cache, large enough to be mostly zeros. */
const WORD_FILTER_BITS = 17;
const PHRASE_FILTER_BITS = 13;

/** Puts the shipped model and the phrases of elicitations into a kernel. */
export function loadModel(kernel: Kernel): void {
  const { vocabulary, weights, rates, threshold } = loadCapabilityModel();
  // In the order of main/engine/kernel/assembly/model-tables.ts.
  const tables = [
    SHAPE_CLASS_OF_BYTE,
    slotTable(vocabulary),
    slotTable(PHRASE_TABLE.nodes),
    keyFilter(vocabulary, WORD_FILTER_BITS),
    keyFilter(PHRASE_TABLE.nodes, PHRASE_FILTER_BITS),
    paddedRows(weights),
    rates,
    EXP_TABLE,
    PHRASE_TABLE.points,
    PHRASE_TABLE.elicitation,
    Uint8Array.from(ELICITATION_ORDER, (elicitation) => ELICITATIONS.indexOf(elicitation)),
  ];
  for (const [table, values] of tables.entries()) {
    const at = kernel.tableSpace(table, values.byteLength);
    new Uint8Array(kernel.memory.buffer).set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
  }
  kernel.setConfidenceThreshold(threshold);
}

function paddedRows(weights: Int8Array): Int8Array {
  const width = CAPABILITIES.length;
  const rows = new Int8Array((weights.length / width) * ROW_BYTES);
  for (let row = 0; row * width < weights.length; row++) rows.set(weights.subarray(row * width, (row + 1) * width), row * ROW_BYTES);
  return rows;
}

/** A vocabulary as slots of key and row side by side, at least three quarters of them free. */
function slotTable({ keys, rows }: Vocabulary): Int32Array {
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
    table[2 * slot + 1] = rows[i] as number;
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
