import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawExamples } from './elicitation-text/examples.ts';
import { fitElicitation } from './elicitation-text/fit.ts';
import { readSources } from './training-text/sources.ts';

const folder = process.argv[2];
if (folder === undefined) {
  process.stderr.write('usage: train-elicitation.ts <folder of prompts> [output file]\n');
  process.exit(2);
}
const output = process.argv[3] ?? join(import.meta.dirname, '../main/engine/capabilities/elicitation-weights.ts');
const { bias, meetings, weights } = fitElicitation(drawExamples(readSources(folder)));
const base64 = (array: Int8Array | Uint16Array): string => Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64');
const text = `/** Written by scripts/train-elicitation.ts, never by hand: little-endian uint16 meetings, then a row of one int8 an elicitation for each, in base64. */
export const BIAS: readonly number[] = [${bias.join(', ')}];
export const MEETINGS_BASE64 =
  '${base64(meetings)}';
export const WEIGHTS_BASE64 =
  '${base64(weights)}';
`;
writeFileSync(output, text);
process.stdout.write(`${output}: ${meetings.length} meetings, ${text.length} bytes\n`);
