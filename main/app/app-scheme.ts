import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { protocol } from 'electron';
import { CONTENT_POLICY } from './content-policy.ts';

export const APP_ORIGIN = 'app://stillhunt';
export const APP_PAGE = `${APP_ORIGIN}/index.html`;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.eot': 'application/vnd.ms-fontobject',
};

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

/** Serves files of `pageFolder` under `app://stillhunt/` and nothing else. */
export async function serveAppScheme(pageFolder: string): Promise<void> {
  const root = await realpath(pageFolder);
  protocol.handle('app', (request) => answer(root, request));
}

async function answer(root: string, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const headers = { 'content-security-policy': CONTENT_POLICY, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' };
  const refuse = (status: number) => new Response(null, { status, headers });
  if (request.method !== 'GET' || url.host !== 'stillhunt') return refuse(400);
  const type = TYPES[extname(url.pathname)];
  const file = await realpath(join(root, decodeURIComponent(url.pathname))).catch(() => null);
  if (type === undefined || file === null || !file.startsWith(root + sep)) return refuse(404);
  const bytes = await readFile(file);
  return new Response(new Uint8Array(bytes), { headers: { ...headers, 'content-type': type } });
}
