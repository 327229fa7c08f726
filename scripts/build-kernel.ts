import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'out', 'kernel');
const building = join(folder, `kernel.${process.pid}.partial`);

const problems: string[] = [];
const { error } = await asc.main(
  [
    ['main', 'engine', 'kernel', 'assembly', 'index.ts'].join('/'),
    ...['--baseDir', root, '--outFile', 'kernel.wasm'],
    ...['-O3', '--noAssert', '--runtime', 'minimal', '--enable', 'simd'],
  ],
  {
    stderr: { write: (chunk: string | Uint8Array) => void problems.push(String(chunk)) },
    writeFile: (name, contents) => {
      if (name !== 'kernel.wasm') return;
      mkdirSync(folder, { recursive: true });
      writeFileSync(building, contents);
      renameSync(building, join(folder, name));
    },
  },
);
if (error !== null) {
  process.stderr.write(problems.join(''));
  process.exitCode = 1;
}
