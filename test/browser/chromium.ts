import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Chromium {
  readonly path: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly origin: string;
}

const cache = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const START_MS = 90_000;
const MAC = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];
/** Chromium refuses its own sandbox to root, as in containers; it shows only this program's page, which has no network. */
const ARGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-dev-shm-usage',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

/**
 * A Chromium that really starts: the one STILLHUNT_CHROMIUM names, else the system's, else the headless one inside an npm package.
 * Throws with what was tried when there is none.
 */
export async function findChromium(options: { readonly headed: boolean }): Promise<Chromium> {
  const tried: string[] = [];
  for (const candidate of candidates()) {
    const problem = await problemOf(candidate.path, {});
    if (problem === null) return { ...candidate, args: ARGS, environment: {} };
    tried.push(`${candidate.origin} ${candidate.path}: ${problem}`);
  }
  if (options.headed) tried.push('the packaged Chromium has no windows');
  else {
    const packaged = await unpackChromium().catch((error: Error) => error);
    if (packaged instanceof Error) tried.push(`packaged Chromium: ${packaged.message}`);
    else return packaged;
  }
  throw new Error(`no Chromium starts here: ${tried.join('; ')}. Set STILLHUNT_CHROMIUM to the path of one.`);
}

function candidates(): { path: string; origin: string }[] {
  const named = process.env.STILLHUNT_CHROMIUM;
  if (named) return [{ path: named, origin: 'STILLHUNT_CHROMIUM' }];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const present = [...onPath, ...(process.platform === 'darwin' ? MAC : [])].filter(existsSync).map((path) => realpathSync(path));
  return [...new Set(present)].map((path) => ({ path, origin: 'system' }));
}

/** Null when the program opens an empty page and ends by itself. One that did so once is not asked again until it changes. */
async function problemOf(path: string, environment: Readonly<Record<string, string>>): Promise<string | null> {
  const memory = join(cache, `chromium-starts-${createHash('sha256').update(path).digest('hex').slice(0, 16)}`);
  const state = existsSync(path) ? String(statSync(path).mtimeMs) : '';
  if (existsSync(memory) && readFileSync(memory, 'utf8') === state) return null;
  const problem = await tryToStart(path, environment);
  if (problem === null) {
    mkdirSync(cache, { recursive: true });
    writeFileSync(memory, state);
  }
  return problem;
}

function tryToStart(path: string, environment: Readonly<Record<string, string>>): Promise<string | null> {
  const args = ['--headless', ...ARGS, '--no-first-run', '--disable-background-networking', '--dump-dom', 'about:blank'];
  return new Promise((resolve) => {
    execFile(path, args, { timeout: START_MS, env: { ...process.env, ...environment } }, (error, stdout) => {
      if (stdout.includes('<html')) resolve(null);
      else if (error?.killed) resolve(`shows no page within ${START_MS / 1000} s`);
      else resolve(error === null ? 'shows no page' : (error.message.split('\n')[0] ?? 'does not start'));
    });
  });
}

/** Unpacked once into a folder of its own, then moved into place whole, so that two test runs cannot meet a half-written file. */
async function unpackChromium(): Promise<Chromium> {
  const manifest = fileURLToPath(import.meta.resolve('@sparticuz/chromium')).replace(/build[\\/].*$/, 'package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  const folder = join(cache, `chromium-${version}`);
  const path = join(folder, 'chromium');
  if (!existsSync(path)) {
    const unfinished = join(cache, `chromium-${process.pid}`);
    mkdirSync(unfinished, { recursive: true });
    const unpack = "const c = await import('@sparticuz/chromium'); await c.default.executablePath();";
    execFileSync(process.execPath, ['--input-type=module', '-e', unpack], {
      cwd: fileURLToPath(new URL('../../', import.meta.url)),
      env: { ...process.env, TMPDIR: unfinished },
    });
    try {
      renameSync(unfinished, folder);
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true });
      if (!existsSync(path)) throw error;
    }
  }
  const environment = existsSync('/etc/fonts') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') };
  const problem = await problemOf(path, environment);
  if (problem !== null) throw new Error(problem);
  return { path, args: ARGS, environment, origin: 'npm package @sparticuz/chromium' };
}
