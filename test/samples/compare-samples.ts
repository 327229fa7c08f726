import { compareParquet, compareSample, type SampleComparison, sampleFiles } from './compare.ts';

/** Imports every sample by recognition alone and prints how many cells were compared with its expected rows and how many differ. Arguments: formats (default all). */
const wanted = process.argv.slice(2);
let cells = 0;
let differing = 0;
for (const [format, files] of sampleFiles()) {
  if (wanted.length > 0 && !wanted.includes(format)) continue;
  try {
    for (const result of format === 'parquet' ? await compareParquet() : [await compareSample(format, files)]) report(result);
  } catch (error) {
    differing++;
    process.stdout.write(`FAIL ${format.padEnd(20)} ${error instanceof Error ? error.message : String(error)}\n`);
  }
}
process.stdout.write(`${cells} cells compared, ${differing} differing\n`);
process.exitCode = differing === 0 ? 0 : 1;

function report(result: SampleComparison): void {
  cells += result.cells;
  differing += result.differences.length;
  const verdict = result.differences.length === 0 ? 'ok  ' : 'DIFF';
  const rows = String(result.rows).padStart(3);
  process.stdout.write(`${verdict} ${result.format.padEnd(20)} ${rows} rows  as ${result.recognised.join(', ')}\n`);
  const most = wanted.length > 0 ? 30 : 3;
  for (const difference of result.differences.slice(0, most)) process.stdout.write(`       ${difference}\n`);
}
