import { parentPort, workerData } from 'node:worker_threads';
import { type Fold, readData, readFold } from './folds.ts';

/** Reads one fold after the other as the owner posts them. */
const data = readData((workerData as { folder: string }).folder);
parentPort?.on('message', (fold: Fold) => parentPort?.postMessage(readFold(data, fold)));
