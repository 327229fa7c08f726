import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'out', 'bench');
const EXTERNAL = ['better-sqlite3', '@duckdb/node-api', ...builtinModules, ...builtinModules.map((name) => `node:${name}`)];
const PROGRAMS = { 'import-once': 'test/bench/import-once.ts', 'import.worker': 'main/workers/import.worker.ts' };

/** Bundles the program that is timed as `scripts/build.ts` bundles what is shipped; gives the path of its entry file. */
export async function builtImport(): Promise<string> {
  for (const [name, entry] of Object.entries(PROGRAMS)) {
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      publicDir: false,
      resolve: { conditions: ['node'], mainFields: ['module', 'main'] },
      ssr: { noExternal: true, external: ['better-sqlite3', '@duckdb/node-api'] },
      build: {
        ssr: entry,
        outDir: folder,
        emptyOutDir: false,
        copyPublicDir: false,
        minify: false,
        target: 'node24',
        rolldownOptions: {
          external: EXTERNAL,
          platform: 'node',
          output: { format: 'es', entryFileNames: `${name}.js`, codeSplitting: false },
        },
      },
    });
  }
  return join(folder, 'import-once.js');
}
