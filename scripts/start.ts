import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from '../test/browser/chromium.ts';
import { electronBinary } from '../test/browser/electron-binary.ts';
import { buildAll } from './build.ts';

const root = join(import.meta.dirname, '..');
const electronFolder = dirname(fileURLToPath(import.meta.resolve('electron/package.json')));
const args = process.argv.slice(2);

/** Lets Electron's own installer fetch the runtime, which it checks against the checksums in its package. */
function installElectron(): Promise<string | null> {
  console.log('Electron itself is not here yet; its installer fetches it (about 120 MB, once) …');
  return new Promise((resolve) => {
    execFile(process.execPath, [join(electronFolder, 'install.js')], (error, _stdout, stderr) => {
      resolve(error === null ? null : (stderr.trim().split('\n')[0] ?? error.message));
    });
  });
}

function explainMissingElectron(reason: string): void {
  const { version } = JSON.parse(readFileSync(join(electronFolder, 'package.json'), 'utf8'));
  const cache =
    process.env.electron_config_cache ??
    { darwin: '~/Library/Caches/electron', win32: '%LOCALAPPDATA%\\electron\\Cache' }[process.platform as string] ??
    '~/.cache/electron';
  console.error(
    `Electron ${version} could not be fetched (${reason}). Run "npx install-electron" where there is a network, set ELECTRON_MIRROR to an internal ` +
      `mirror, or put electron-v${version}-${process.platform}-${process.arch}.zip into the cache folder ${cache}.`,
  );
}

function run(command: string, commandArgs: readonly string[], environment: Readonly<Record<string, string>>): void {
  const child = spawn(command, commandArgs, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}

async function runStandin(): Promise<void> {
  try {
    const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
    if (!hasDisplay) throw new Error('there is no display');
    await findChromium({ headed: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(`No window can be opened either: ${reason}. The main job runs without one: npm run sample`);
    process.exit(1);
  }
  console.log('Opening the same program in a Chromium window instead: a development stand-in for Electron.');
  const register = join(root, 'test', 'electron-standin', 'register.ts');
  run(process.execPath, ['--disable-warning=ExperimentalWarning', '--import', register, 'out/main/index.js', ...args], {
    STILLHUNT_STANDIN_HEADED: '1',
  });
}

await buildAll({ force: false });
const problem = process.env.STILLHUNT_STANDIN === '1' || electronBinary() !== null ? null : await installElectron();
const binary = process.env.STILLHUNT_STANDIN === '1' ? null : electronBinary();
if (binary !== null) run(binary, ['.', ...args], {});
else {
  if (problem !== null) explainMissingElectron(problem);
  await runStandin();
}
