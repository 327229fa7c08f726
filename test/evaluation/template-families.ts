import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SKETCH_BINS } from '../../main/engine/domain/exchange-columns.ts';
import { DistinctSkeletons, LEAST_TEMPLATE_TOKENS } from '../../main/engine/templates/distinct-skeletons.ts';
import { findFamilies } from '../../main/engine/templates/families.ts';
import { fingerprintPrompt } from '../../main/engine/templates/fingerprint.ts';
import { groupingAccuracy } from './grouping-accuracy.ts';
import { csvRows } from './loghub-rows.ts';

/**
 * How our template families group log lines, against Drain's published figures. `--data FOLDER` holds the structured 2k samples of Loghub (Zhu et al. 2019,
 * "Tools and benchmarks for automated log parsing"), whose Drain column (He et al. 2017) is repeated here. A line of fewer words than a prompt template needs has no family and
 * counts under its skeleton, as does every line in the column after. Drain was measured with patterns written for each system that take addresses and block numbers out
 * first; the last column of ours does the same for all systems alike.
 */
const DRAIN: Readonly<Record<string, number>> = {
  Apache: 1,
  HDFS: 0.998,
  BGL: 0.963,
  Hadoop: 0.948,
  Android: 0.911,
  HPC: 0.887,
  HealthApp: 0.78,
  Linux: 0.69,
};

const ADDRESSES_AND_BLOCKS = /blk_-?\d+|\/?(?:\d+\.){3}\d+(?::\d+)?/g;

const { values } = parseArgs({ options: { data: { type: 'string' } } });
if (values.data === undefined) throw new Error('--data FOLDER is missing');
const table: string[][] = [
  ['system', 'lines with a family', 'families', 'skeletons alone', 'families, patterns first', 'Drain'],
  ['---', '---', '---', '---', '---', '---'],
];
const accuracies: number[][] = [];
for (const [system, drain] of Object.entries(DRAIN)) {
  const [head = [], ...rows] = csvRows(readFileSync(join(values.data, `${system}_2k.log_structured.csv`), 'utf8'));
  const content = head.indexOf('Content');
  const event = head.indexOf('EventId');
  const truth = rows.map((row) => row[event] ?? '');
  const lines = rows.map((row) => row[content] ?? '');
  const { families, skeletons, long } = group(lines);
  const prepared = group(lines.map((line) => line.replace(ADDRESSES_AND_BLOCKS, ' 0 '))).families;
  const found = [families, skeletons, prepared].map((groups) => groupingAccuracy(truth, groups));
  const share = `${((100 * long) / rows.length).toFixed(0)} %`;
  table.push([system, share, ...[...found, drain].map((accuracy) => accuracy.toFixed(3))]);
  accuracies.push([...found, drain]);
}
const means = accuracies[0]?.map((_, i) => accuracies.reduce((sum, row) => sum + (row[i] ?? 0), 0) / accuracies.length) ?? [];
table.push(['mean', '', ...means.map((accuracy) => accuracy.toFixed(3))]);
for (const cells of table) process.stdout.write(`| ${cells.join(' | ')} |\n`);

function group(lines: readonly string[]) {
  const rows = {
    skeletonHash: new BigUint64Array(lines.length),
    headHash: new Uint32Array(lines.length),
    tailHash: new Uint32Array(lines.length),
    tokenCount: new Uint16Array(lines.length),
    sketch: new Uint8Array(lines.length * SKETCH_BINS),
  };
  lines.forEach((line, row) => {
    const { skeleton, tokenCount, sketch } = fingerprintPrompt(new TextEncoder().encode(line));
    rows.skeletonHash[row] = (BigInt(skeleton.high) << 32n) | BigInt(skeleton.low);
    rows.headHash[row] = skeleton.head;
    rows.tailHash[row] = skeleton.tail;
    rows.tokenCount[row] = tokenCount;
    rows.sketch.set(sketch, row * SKETCH_BINS);
  });
  const distinct = new DistinctSkeletons();
  const numbers = new Int32Array(lines.length);
  distinct.add(rows, lines.length, numbers);
  const used = Int32Array.from(numbers.filter((number) => number >= 0));
  const { familyOf } = findFamilies(distinct, { accountCount: 1, accounts: new Int32Array(used.length), skeletons: used });
  const skeletons = Array.from(rows.skeletonHash, (hash) => `skeleton ${hash}`);
  return {
    skeletons,
    families: skeletons.map((skeleton, row) => ((numbers[row] as number) < 0 ? skeleton : `family ${familyOf[numbers[row] as number]}`)),
    long: rows.tokenCount.filter((tokens) => tokens >= LEAST_TEMPLATE_TOKENS).length,
  };
}
