import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/** Path of a worker's entry file: the source beside this one, or its bundle beside the built program (outside any asar). */
export function workerFile(name: 'import' | 'analysis' | 'query' | 'inspect' | 'decode'): string {
  const kind = name === 'inspect' || name === 'decode' ? 'process' : 'worker';
  const source = join(here, `${name}.${kind}.ts`);
  if (existsSync(source)) return source;
  return join(here, `${name}.${kind}.js`).replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
}

/** Path of the WebAssembly kernel, built by `scripts/build-kernel.ts` into `out/kernel`. */
export function kernelFile(): string {
  const fromSource = join(here, '..', '..', 'out', 'kernel', 'kernel.wasm');
  const fromBundle = join(here, '..', 'kernel', 'kernel.wasm').replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
  return existsSync(join(here, 'locate.ts')) ? fromSource : fromBundle;
}
