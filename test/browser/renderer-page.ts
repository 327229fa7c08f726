import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { CONTENT_POLICY } from '../../main/app/content-policy.ts';
import type { FixtureOptions } from '../fixtures/renderer-bridge.ts';
import { findChromium } from './chromium.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export interface RendererHost {
  /** A page of the built renderer over the fixture bridge. */
  open(fixture?: FixtureOptions, view?: { width?: number; height?: number; dark?: boolean }): Promise<RendererPage>;
  close(): Promise<void>;
}

export interface RendererPage {
  readonly page: Page;
  /** Errors and policy violations the page met, in order. */
  readonly faults: readonly string[];
}

/** Builds the renderer and the fixture bridge, serves them from this machine under the program's policy, and starts a browser. */
export async function startRenderer(): Promise<RendererHost> {
  const folder = await mkdtemp(join(tmpdir(), 'stillhunt-renderer-'));
  await build({
    root: join(ROOT, 'renderer'),
    base: './',
    configFile: false,
    logLevel: 'error',
    plugins: [react()],
    build: { outDir: folder, emptyOutDir: true },
  });
  const bridge = await bridgeScript();
  const server = await serve(folder);
  const browser = await launch();
  const { port } = server.address() as AddressInfo;
  return {
    open: (fixture = {}, view = {}) => openPage(browser, `http://127.0.0.1:${port}/index.html`, bridge, fixture, view),
    close: async () => {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}

async function bridgeScript(): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry: join(ROOT, 'test/fixtures/renderer-bridge.ts'), formats: ['iife'], name: 'fixture' } },
  });
  const first = Array.isArray(output) ? output[0] : output;
  const chunk = first !== undefined && 'output' in first ? first.output[0] : undefined;
  if (chunk === undefined) throw new Error('the fixture bridge was not built');
  return chunk.code;
}

async function serve(folder: string): Promise<Server> {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    try {
      const body = await readFile(join(folder, path));
      response.writeHead(200, {
        'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
        'content-security-policy': CONTENT_POLICY,
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function launch(): Promise<Browser> {
  const found = await findChromium({ headed: false });
  return chromium.launch({
    executablePath: found.path,
    args: [...found.args, '--disable-gpu-rasterization', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
    env: { ...process.env, ...found.environment } as Record<string, string>,
  });
}

async function openPage(
  browser: Browser,
  url: string,
  bridge: string,
  fixture: FixtureOptions,
  view: { width?: number; height?: number; dark?: boolean },
): Promise<RendererPage> {
  const context = await browser.newContext({
    viewport: { width: view.width ?? 1440, height: view.height ?? 900 },
    colorScheme: view.dark === true ? 'dark' : 'light',
    timezoneId: 'Europe/Berlin',
    locale: 'en-GB',
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && faults.push(message.text()));
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(url).origin) && !/^(data|blob):/.test(request.url())) faults.push(`asked for ${request.url()}`);
  });
  await page.addInitScript({ content: `globalThis.stillhuntFixture = ${JSON.stringify(fixture)};\n${bridge}` });
  await page.goto(url);
  await page.waitForSelector('.frame');
  return { page, faults };
}
