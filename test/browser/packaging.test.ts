import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCase } from '../../main/services/cases.ts';
import { launch } from '../electron-standin/launch.ts';
import { writeFakeDistribution } from './fake-distribution.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'stillhunt-package-'));
const unpacked = join(folder, 'release', 'linux-unpacked');
const archive = join(unpacked, 'resources', 'app.asar');
const outside = `${archive}.unpacked`;
const configurationFile = join(root, 'electron-builder.yml');

interface Archives {
  listPackage(path: string, options: object): string[];
  extractAll(path: string, target: string): void;
}
interface Validation {
  validateConfiguration(configuration: object, logger: object): Promise<void>;
}
const require = createRequire(join(root, 'node_modules', 'electron-builder', 'package.json'));
const asar: Archives = require('@electron/asar');
const yaml: { load(text: string): Record<string, unknown> } = require('js-yaml');
const builder: Validation = require(join(root, 'node_modules', 'app-builder-lib', 'out', 'util', 'config', 'config.js'));
const { DebugLogger }: { DebugLogger: new (enabled: boolean) => object } = require('builder-util');

const configuration = () => yaml.load(readFileSync(configurationFile, 'utf8'));

describe('the packaging configuration', () => {
  test('fits the schema of electron-builder', async () => {
    await builder.validateConfiguration(configuration(), new DebugLogger(false));
  });

  test('would not fit with a misspelt key', async () => {
    await expect(builder.validateConfiguration({ ...configuration(), asarUnpak: [] }, new DebugLogger(false))).rejects.toThrow('asarUnpak');
  });

  test('names an installer for every system, the file association, and publishes nowhere', () => {
    const { linux, win, mac, fileAssociations, publish } = configuration();
    expect({ linux, win, mac }).toMatchObject({
      linux: { target: ['AppImage', 'deb'] },
      win: { target: ['nsis'] },
      mac: { target: ['dmg'] },
    });
    expect(fileAssociations).toMatchObject([{ ext: 'stillhunt' }]);
    expect(publish).toBeNull();
  });
});

describe('the unpacked Linux program, packaged over a distribution without a runtime', () => {
  beforeAll(async () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const distribution = join(folder, 'distribution');
    writeFakeDistribution(distribution, devDependencies.electron);
    const cli = join(root, 'node_modules', 'electron-builder', 'cli.js');
    const settings = [`-c.electronDist=${distribution}`, `-c.directories.output=${join(folder, 'release')}`];
    await promisify(execFile)(process.execPath, [cli, '--linux', 'dir', '--x64', ...settings], { cwd: root });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('has every fuse set', async () => {
    const wire = await getCurrentFuseWire(join(unpacked, 'stillhunt'));
    const isOn = (fuse: FuseV1Options) => String.fromCharCode(Number(wire[fuse])) === '1';
    const fuses = Object.entries(FuseV1Options).filter((entry): entry is [string, FuseV1Options] => typeof entry[1] === 'number');
    expect(Object.fromEntries(fuses.map(([name, fuse]) => [name, isOn(fuse)]))).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
    });
  });

  test('holds what is built, the SQLite binding of its own platform, and nothing else', () => {
    const files = asar.listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/').slice(1));
    const top = new Set(
      files.map((path) => path.split('/').slice(0, 2).join('/')).filter((path) => !['out', 'node_modules'].includes(path)),
    );
    expect([...top].sort()).toEqual([
      'LICENSE',
      'node_modules/better-sqlite3',
      'out/kernel',
      'out/main',
      'out/preload',
      'out/renderer',
      'package.json',
    ]);
    expect(files.filter((path) => path.endsWith('.node'))).toEqual(['node_modules/better-sqlite3/prebuilds/linux-x64.node']);
    for (const file of ['out/main/index.js', 'out/main/cli.js', 'out/preload/index.cjs', 'out/renderer/index.html'])
      expect(files).toContain(file);
    expect(files.filter((path) => /\.(map|ts|tsx)$/.test(path))).toEqual([]);
  });

  test('keeps workers, kernel and binding outside the archive, where they run', async () => {
    const session = createCase(join(folder, 'case'), { program: 'test' });
    const worker = new Worker(join(outside, 'out', 'main', 'query.worker.js'), { workerData: session.store.attachment() });
    const reply = await new Promise((resolve, reject) => {
      worker.on('message', resolve);
      worker.on('error', reject);
      worker.postMessage({ id: 1, name: 'days', argument: null });
    });
    await worker.terminate();
    session.close();
    expect(reply).toEqual({ id: 1, ok: true, value: [] });
    expect(readFileSync(join(outside, 'out', 'main', 'package.json'), 'utf8')).toContain('"module"');
    for (const file of ['import.worker.js', 'analysis.worker.js', 'inspect.process.js']) {
      expect(readFileSync(join(outside, 'out', 'main', file)).length).toBeGreaterThan(1_000);
    }
    expect(
      readFileSync(join(outside, 'out', 'kernel', 'kernel.wasm'))
        .subarray(0, 4)
        .toString('latin1'),
    ).toBe('\0asm');
  });

  test('shows its window and creates a case from the packaged files', async () => {
    const extracted = join(folder, 'extracted');
    asar.extractAll(archive, extracted);
    const program = await launch({ main: join(extracted, 'out', 'main', 'index.js'), userDataFolder: join(folder, 'user') });
    try {
      const page = await program.firstWindow();
      await program.evaluate(
        ({ dialog }, path) => {
          Object.assign(dialog, { showSaveDialog: async () => ({ canceled: false, filePath: path }) });
        },
        join(folder, 'Packaged'),
      );
      await page.getByRole('button', { name: 'New case' }).click();
      await page.getByRole('heading', { name: 'Import', exact: true }).waitFor();
      const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
      expect(await program.evaluate(({ app }) => app.getVersion(), null)).toBe(version);
    } finally {
      await program.close();
    }
  });
});
