import { calibratePivots } from './calibrate-pivots.ts';
import { calibrateIntervals, calibratePermutation } from './calibrate-shares.ts';

/**
 * How far figures can be believed, on drawn traffic of which the truth is known. Arguments: `intervals`, `permutation` or `pivots` (default all three), and
 * how many runs each (500, 500, 20).
 */
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const [part, number] = process.argv.slice(2);
const runs = (usual: number): number => (number === undefined ? usual : Number(number));
if (part === undefined || part === 'intervals') calibrateIntervals(runs(500), say);
if (part === undefined || part === 'permutation') calibratePermutation(runs(500), say);
if (part === undefined || part === 'pivots') calibratePivots(runs(20), say);
