import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSource, sourcePaths } from '../architecture/import-edges.ts';

const root = join(import.meta.dirname, '..', '..');
const paths = sourcePaths(root).filter((path) => /^(main|preload|renderer)\//.test(path));
const texts = paths.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

const FORBIDDEN: readonly (readonly [reason: string, pattern: RegExp, where: RegExp])[] = [
  ['opens links outside the program', /openExternal|openPath\(/, /^main\//],
  ['turns text into markup', /dangerouslySetInnerHTML|\.(inner|outer)HTML\s*=|insertAdjacentHTML|document\.write|srcdoc/i, /^renderer\//],
  ['evaluates text as code', /\beval\(|new Function\(|executeJavaScript|setTimeout\(\s*['"`]/, /./],
  [
    'weakens the window',
    /(nodeIntegration\w*|webviewTag|allowRunningInsecureContent|experimentalFeatures)\s*:\s*true|enableBlinkFeatures/,
    /^main\//,
  ],
  ['weakens the window', /(contextIsolation|sandbox|webSecurity)\s*:\s*false|bypassCSP/, /^main\//],
  ['weakens Chromium', /no-sandbox|disable-web-security|ignore-certificate-errors|remote-debugging/, /^main\//],
  ['talks to the network', /(?<![#\w])(fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|RTCPeerConnection)\s*\(/, /./],
];

describe('no source file', () => {
  test.each(FORBIDDEN)('%s: %s', (_reason, pattern, where) => {
    const found = texts.filter(({ path, text }) => where.test(path) && pattern.test(text)).map(({ path }) => path);
    expect(found).toEqual([]);
  });

  test('imports a module that opens sockets', () => {
    const sockets = /^(node:)?(http|https|http2|net|tls|dgram|dns|inspector)$|^(ws|undici|playwright-core)$/;
    const found = paths.flatMap((path) => readSource(root, path).edges).filter((edge) => sockets.test(edge.to));
    expect(found.map((edge) => `${edge.from} -> ${edge.to}`)).toEqual([]);
  });
});

test('the checks above catch what they are for', () => {
  const samples = [
    'shell.openExternal(url)',
    'element.innerHTML = prompt',
    'new Function(text)',
    'nodeIntegration: true',
    'sandbox: false',
    "appendSwitch('no-sandbox')",
    'await fetch(url)',
  ];
  expect(samples.map((sample) => FORBIDDEN.some(([, pattern]) => pattern.test(sample)))).toEqual(samples.map(() => true));
});

test('Electron is the version the packaging builds for', () => {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(Number(devDependencies.electron.split('.')[0])).toBeGreaterThanOrEqual(45);
  expect(readFileSync(join(root, 'electron-builder.yml'), 'utf8')).toContain(`electronVersion: ${devDependencies.electron}`);
});
