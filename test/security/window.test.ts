import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CONTENT_POLICY } from '../../main/app/content-policy.ts';
import { COMMAND_CHANNEL } from '../../preload/contract.ts';
import { type Launched, launch } from '../electron-standin/launch.ts';

const folder = mkdtempSync(join(tmpdir(), 'stillhunt-window-'));
let program: Launched;
let page: Page;

beforeAll(async () => {
  program = await launch({ main: join(import.meta.dirname, '..', '..', 'out', 'main', 'index.js'), userDataFolder: folder });
  page = await program.firstWindow();
  await page.getByRole('heading', { name: 'Stillhunt' }).waitFor();
});
afterAll(async () => {
  await program?.close();
  rmSync(folder, { recursive: true, force: true });
});

const isAlive = () => page.getByRole('heading', { name: 'Stillhunt' }).isVisible();
const called = (api: string) =>
  program.evaluate(({ __standin }, name) => __standin.calls.filter((call) => call.api === name).map((call) => call.args), api);

describe('the window', () => {
  test('has every protection on and no power of Node', async () => {
    const preferences = await program.evaluate(
      ({ BrowserWindow }, _) => BrowserWindow.getAllWindows()[0]?.webContents.getLastWebPreferences(),
      null,
    );
    expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, webSecurity: true });
    const off = [
      'nodeIntegration',
      'nodeIntegrationInWorker',
      'nodeIntegrationInSubFrames',
      'webviewTag',
      'allowRunningInsecureContent',
      'experimentalFeatures',
    ];
    expect(off.map((name) => Reflect.get(preferences ?? {}, name) ?? false)).toEqual(off.map(() => false));
  });

  test('shows the page from the program’s own scheme', async () => {
    expect(await program.evaluate(({ BrowserWindow }, _) => BrowserWindow.getAllWindows()[0]?.webContents.getURL(), null)).toBe(
      'app://stillhunt/index.html',
    );
  });

  test('says so in its title when it is a stand-in', async () => {
    const title = await program.evaluate(({ BrowserWindow }, _) => BrowserWindow.getAllWindows()[0]?.getTitle(), null);
    expect(title?.includes('development stand-in')).toBe(!program.real);
  });
});

describe('the page', () => {
  test('has the bridge, frozen, and nothing else of Electron or Node', async () => {
    const found = await page.evaluate(() => ({
      bridge: Object.keys(window.stillhunt).sort(),
      frozen: Object.isFrozen(window.stillhunt),
      powers: ['require', 'process', 'module', 'global', 'Buffer', '__dirname', 'electron', 'ipcRenderer'].filter((name) => name in window),
    }));
    expect(found).toEqual({ bridge: ['call', 'pathOfDroppedFile', 'subscribe'], frozen: true, powers: [] });
  });

  test('is under the content policy', async () => {
    const policy = await page.evaluate(async () => (await fetch('/index.html')).headers.get('content-security-policy'));
    expect(policy).toBe(CONTENT_POLICY);
  });

  test('runs no inline script, no handler in markup and no foreign script', async () => {
    const ran = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = "inline"';
      const image = document.createElement('img');
      image.setAttribute('onerror', 'window.ran = "handler"');
      image.src = '/gone.png';
      const foreign = document.createElement('script');
      foreign.src = 'https://example.com/x.js';
      document.body.append(script, image, foreign);
      await new Promise((resolve) => setTimeout(resolve, 300));
      for (const element of [script, image, foreign]) element.remove();
      return 'ran' in window;
    });
    expect(ran).toBe(false);
  });

  test('evaluates no text as code', async () => {
    const outcome = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => {
            try {
              resolve(new Function('return "evaluated"')());
            } catch (error) {
              resolve(error instanceof EvalError ? 'refused' : String(error));
            }
          };
          channel.port2.postMessage(null);
        }),
    );
    expect(outcome).toBe('refused');
  });

  test('reaches no other address, by whatever means', async () => {
    const reached = await page.evaluate(async () => {
      const targets = ['https://example.com/', 'http://127.0.0.1:1/', 'file:///etc/passwd'];
      const tries = targets.map((target) =>
        fetch(target, { mode: 'no-cors' }).then(
          () => target,
          () => null,
        ),
      );
      tries.push(
        new Promise((resolve) => {
          try {
            const socket = new WebSocket('wss://example.com/');
            socket.onopen = () => resolve('socket');
            socket.onerror = () => resolve(null);
          } catch {
            resolve(null);
          }
        }),
      );
      return (await Promise.all(tries)).filter((target) => target !== null);
    });
    expect(reached).toEqual([]);
  });

  test('is not led away', async () => {
    await page.evaluate(() => {
      location.href = 'https://example.com/away';
    });
    await page.waitForTimeout(500);
    expect(await isAlive()).toBe(true);
    if (!program.real) expect(await called('will-navigate')).toContainEqual(['https://example.com/away', 'prevented']);
  });

  test('opens no window', async () => {
    await page.evaluate(() => {
      window.open('https://example.com/popup');
      const link = document.createElement('a');
      link.href = 'https://example.com/link';
      link.target = '_blank';
      document.body.append(link);
      link.click();
      link.remove();
    });
    await page.waitForTimeout(500);
    expect(program.windows()).toHaveLength(1);
    if (program.real) return;
    expect(await called('window.open')).toEqual([
      ['https://example.com/popup', 'deny'],
      ['https://example.com/link', 'deny'],
    ]);
    expect(await called('shell.openExternal')).toEqual([]);
  });

  test('holds no frame and no webview', async () => {
    const inner = await page.evaluate(async () => {
      const frame = document.createElement('iframe');
      frame.src = 'https://example.com/';
      const view = document.createElement('webview');
      document.body.append(frame, view);
      await new Promise((resolve) => setTimeout(resolve, 200));
      const content = 'getWebContentsId' in view;
      frame.remove();
      view.remove();
      return content;
    });
    expect(inner).toBe(false);
    expect(page.frames()).toHaveLength(1);
  });

  test('cannot ask for what the contract does not have, nor name a path', async () => {
    const answers = await page.evaluate(async () => {
      const ask = (name: string, argument: object) =>
        window.stillhunt.call(name as 'case.open', argument).then(
          (answer) => (answer.ok ? 'answered' : answer.failure.code),
          () => 'refused',
        );
      return [
        await ask('shell.run', {}),
        await ask('case.open', { recentPath: '/etc/passwd', extra: true }),
        await ask('case.open', { recentPath: '/etc/passwd' }),
        await ask('import.choose', { droppedFiles: ['/etc/passwd'] }),
        window.stillhunt.pathOfDroppedFile(new File(['x'], 'invented.jsonl')),
      ];
    });
    expect(answers).toEqual(['refused', 'refused', 'case-missing', 'file-missing', '']);
  });
});

test('the program answers on one channel only', async () => {
  if (program.real) return;
  expect(await program.evaluate(({ ipcMain }, _) => [...ipcMain.handlers.keys()], null)).toEqual([COMMAND_CHANNEL]);
});
