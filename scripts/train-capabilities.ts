import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quantise, trainModel } from './training-text/fit.ts';
import { readHandLabels, readSources } from './training-text/sources.ts';

const folder = process.argv[2];
if (folder === undefined) {
  process.stderr.write('usage: train-capabilities.ts <folder of labelled prompts> [output file]\n');
  process.exit(2);
}
const output = process.argv[3] ?? join(import.meta.dirname, '../main/engine/capabilities/weights.ts');
const trained = trainModel(readSources(folder, readHandLabels(join(import.meta.dirname, 'training-text/hand-labels.json'))));
const { weights, scale } = quantise(trained);
const base64 = (array: Int8Array | Int32Array): string => Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64');
const text = `/** Written by scripts/train-capabilities.ts, never by hand: little-endian int32 keys, then rows of one int8 a capability, in base64. */
export const WEIGHT_SCALE = ${scale};
export const KEYS_BASE64 =
  '${base64(trained.keys)}';
export const WEIGHTS_BASE64 =
  '${base64(weights)}';
`;
writeFileSync(output, text);
process.stdout.write(`${output}: ${trained.keys.length} keys, ${text.length} bytes\n`);
