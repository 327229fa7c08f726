import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';

const root = join(import.meta.dirname, '..', '..');
const EXTERNAL = ['better-sqlite3', '@duckdb/node-api', ...builtinModules, ...builtinModules.map((name) => `node:${name}`)];
const PROGRAMS = { 'import-once': 'test/bench/import-once.ts', 'import.worker': 'main/workers/import.worker.ts' };

/** Bundles the program that is timed as `scripts/build.ts` bundles what is shipped, or with plugins into a folder of its own; gives the path of its entry file. */
export async function builtImport(name = 'bench', plugins: Plugin[] = []): Promise<string> {
  const folder = join(root, 'out', name);
  for (const [program, entry] of Object.entries(PROGRAMS)) {
    await build({
      root,
      configFile: false,
      plugins,
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
          output: { format: 'es', entryFileNames: `${program}.js`, codeSplitting: false },
        },
      },
    });
  }
  return join(folder, 'import-once.js');
}
