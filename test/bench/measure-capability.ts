import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { foldsOf, type Guess, readData } from './capability/folds.ts';
import { printTables } from './capability/tables.ts';

/**
 * What the capability classifier is worth on sources that its training did not see: sources of `train/` are read by a model that was trained without
 * them, sources of `measure/` by the model of all of `train/`. Two models train at a time.
 */
const folder = process.argv[2];
if (folder === undefined) {
  process.stderr.write('usage: measure-capability.ts <data folder with train/ and measure/>\n');
  process.exit(2);
}
const WORKERS = 2;
const folds = foldsOf(readData(folder));
const results = new Array<Guess[]>(folds.length);
let next = 0;

async function work(): Promise<void> {
  const worker = new Worker(join(import.meta.dirname, 'capability/fold.worker.ts'), { workerData: { folder } });
  try {
    for (let at = next++; at < folds.length; at = next++) {
      results[at] = await new Promise<Guess[]>((resolve, reject) => {
        worker.once('message', resolve);
        worker.once('error', reject);
        worker.postMessage(folds[at]);
      });
      process.stderr.write(`${folds[at]?.train.join(', ') || 'all measured sources'}: read\n`);
    }
  } finally {
    await worker.terminate();
  }
}

await Promise.all(Array.from({ length: WORKERS }, work));
printTables(results.flat());
const readme = readFileSync(join(import.meta.dirname, '../../main/engine/capabilities/README.md'), 'utf8');
process.stdout.write(`\n${/## Model card[\s\S]*/.exec(readme)?.[0] ?? ''}`);
