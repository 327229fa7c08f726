import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerAppScheme, serveAppScheme } from '../../main/app/app-scheme.ts';
import { CONTENT_POLICY } from '../../main/app/content-policy.ts';
import { schemes } from '../electron-standin/address.ts';

const folder = mkdtempSync(join(tmpdir(), 'stillhunt-scheme-'));
const pages = join(folder, 'renderer');

beforeAll(async () => {
  mkdirSync(join(pages, 'assets'), { recursive: true });
  writeFileSync(join(pages, 'index.html'), '<p>page</p>');
  writeFileSync(join(pages, 'assets', 'page.js'), 'export {}');
  writeFileSync(join(pages, 'notes.txt'), 'no type for this');
  writeFileSync(join(folder, 'secret.js'), 'secret');
  mkdirSync(join(folder, 'renderer-other'));
  writeFileSync(join(folder, 'renderer-other', 'secret.js'), 'secret');
  symlinkSync(join(folder, 'secret.js'), join(pages, 'link.js'));
  registerAppScheme();
  await serveAppScheme(pages);
});
afterAll(() => {
  schemes.delete('app');
  rmSync(folder, { recursive: true, force: true });
});

/** As it would arrive from a page, where a standard scheme has no dots left in its path: sent here with them. */
async function get(address: string, method = 'GET'): Promise<Response> {
  const request = { url: address, method } as Request;
  return (await schemes.get('app')?.(request)) ?? new Response(null, { status: 500 });
}

test('serves its own files with a type and the content policy', async () => {
  const page = await get('app://stillhunt/index.html');
  expect(page.status).toBe(200);
  expect(await page.text()).toBe('<p>page</p>');
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('content-security-policy')).toBe(CONTENT_POLICY);
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  expect((await get('app://stillhunt/assets/page.js')).headers.get('content-type')).toContain('text/javascript');
});

test.each([
  'app://stillhunt/..%2fsecret.js',
  'app://stillhunt/%2e%2e%2fsecret.js',
  'app://stillhunt/assets/..%2f..%2fsecret.js',
  'app://stillhunt/..%2frenderer-other%2fsecret.js',
  'app://stillhunt/%2fetc%2fpasswd.js',
  'app://stillhunt/link.js',
  'app://stillhunt/notes.txt',
  'app://stillhunt/assets',
  'app://stillhunt/gone.js',
  'app://stillhunt/',
])('refuses %s', async (address) => {
  const answer = await get(address);
  expect(answer.status).toBe(404);
  expect(await answer.text()).toBe('');
});

test('refuses another host and another method', async () => {
  expect((await get('app://elsewhere/index.html')).status).toBe(400);
  expect((await get('app://stillhunt/index.html', 'POST')).status).toBe(400);
});

test('the content policy allows no inline script, no evaluation and no other origin', () => {
  const policy = new Map(CONTENT_POLICY.split('; ').map((part) => [part.split(' ')[0], part.split(' ').slice(1).join(' ')]));
  expect(policy.get('default-src')).toBe("'none'");
  expect(policy.get('script-src')).toBe("'self'");
  expect(policy.get('style-src')).toBe("'self'");
  expect(policy.get('connect-src')).toBe("'self'");
  for (const closed of ['base-uri', 'form-action', 'frame-ancestors', 'frame-src', 'object-src']) expect(policy.get(closed)).toBe("'none'");
  expect(CONTENT_POLICY).not.toMatch(/unsafe-eval|https?:|wss?:|\*/);
});
