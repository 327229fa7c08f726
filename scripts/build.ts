import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig } from 'vite';

const root = join(import.meta.dirname, '..');
const out = join(root, 'out');
const stamp = join(out, 'built.json');

/** Programs that run on Node or in Electron's main process: each becomes one file of `out/main`, so that it runs wherever it is unpacked. */
const PROGRAMS: Readonly<Record<string, string>> = {
  index: 'main/index.ts',
  cli: 'main/cli.ts',
  'import.worker': 'main/workers/import.worker.ts',
  'analysis.worker': 'main/workers/analysis.worker.ts',
  'query.worker': 'main/workers/query.worker.ts',
  'inspect.process': 'main/workers/inspect.process.ts',
  'decode.process': 'main/workers/decode.process.ts',
};
/** Never bundled: the host gives the first, the second loads a native file beside itself. */
const EXTERNAL = ['electron', 'better-sqlite3', ...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

function program(name: string, entry: string, format: 'es' | 'cjs', folder: string): InlineConfig {
  return {
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    resolve: { conditions: ['node'], mainFields: ['module', 'main'] },
    ssr: { noExternal: true, external: ['electron', 'better-sqlite3'] },
    build: {
      ssr: entry,
      outDir: join(out, folder),
      emptyOutDir: false,
      copyPublicDir: false,
      minify: false,
      sourcemap: false,
      target: 'node24',
      rolldownOptions: {
        external: EXTERNAL,
        platform: 'node',
        output: { format, entryFileNames: `${name}.${format === 'cjs' ? 'cjs' : 'js'}`, codeSplitting: false },
      },
    },
  };
}

const page: InlineConfig = {
  root: join(root, 'renderer'),
  base: './',
  configFile: false,
  logLevel: 'warn',
  plugins: [react()],
  build: { outDir: join(out, 'renderer'), emptyOutDir: true, target: 'chrome140', chunkSizeWarningLimit: 4000, assetsInlineLimit: 0 },
};

function newestChange(folder: string): number {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) newest = Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs);
  }
  return newest;
}

function isFresh(): boolean {
  if (!existsSync(stamp)) return false;
  const { startedAt } = JSON.parse(readFileSync(stamp, 'utf8'));
  const sources = ['main', 'preload', 'renderer', 'scripts'].map((folder) => newestChange(join(root, folder)));
  return Math.max(...sources, statSync(join(root, 'package-lock.json')).mtimeMs) < startedAt;
}

/** `npm ci` builds the kernel; this builds it again after a change. */
function refreshKernel(): void {
  const kernel = join(out, 'kernel', 'kernel.wasm');
  if (existsSync(kernel) && statSync(kernel).mtimeMs > newestChange(join(root, 'main', 'engine', 'kernel', 'assembly'))) return;
  execFileSync(process.execPath, [join(root, 'scripts', 'build-kernel.ts')], { stdio: 'inherit' });
}

/** Builds the page, the preload and every program; skipped when nothing changed since the last build. */
export async function buildAll(options: { force: boolean }): Promise<void> {
  if (!options.force && isFresh()) return;
  const startedAt = Date.now();
  mkdirSync(out, { recursive: true });
  rmSync(stamp, { force: true });
  for (const folder of ['main', 'preload']) rmSync(join(out, folder), { recursive: true, force: true });
  for (const [name, entry] of Object.entries(PROGRAMS)) await build(program(name, entry, 'es', 'main'));
  await build(program('index', 'preload/index.ts', 'cjs', 'preload'));
  await build(page);
  refreshKernel();
  // Unpacked from the archive, the workers would otherwise lie below no package file that says what they are.
  writeFileSync(join(out, 'main', 'package.json'), '{"type":"module"}\n');
  writeFileSync(stamp, JSON.stringify({ startedAt }));
}

if (import.meta.main) {
  const startedAt = performance.now();
  await buildAll({ force: true });
  console.log(`built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}
