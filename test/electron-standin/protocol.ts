import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type SchemeHandler, schemes } from './address.ts';
import { recording } from './recording.ts';
import { strict } from './strict.ts';

interface PrivilegedScheme {
  readonly scheme: string;
  readonly privileges?: { readonly standard?: boolean; readonly secure?: boolean };
}
const privileged: PrivilegedScheme[] = [];

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(list: readonly PrivilegedScheme[]) {
    privileged.push(...list);
  },
  handle(scheme: string, handler: SchemeHandler) {
    if (schemes.has(scheme)) throw new Error(`protocol ${scheme} already handled`);
    if (!privileged.some((entry) => entry.scheme === scheme && entry.privileges?.standard)) {
      throw new Error(`electron stand-in: register ${scheme} as a standard scheme first`);
    }
    schemes.set(scheme, handler);
  },
  unhandle(scheme: string) {
    schemes.delete(scheme);
  },
  isProtocolHandled: (scheme: string) => schemes.has(scheme),
});

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

export const net = strict('net', {
  async fetch(input: string | Request): Promise<Response> {
    const address = typeof input === 'string' ? input : input.url;
    if (!address.startsWith('file:')) {
      recording.blocked.push(address);
      throw new Error('net::ERR_INTERNET_DISCONNECTED');
    }
    const file = fileURLToPath(address);
    const bytes = await readFile(file).catch(() => {
      throw new Error('net::ERR_FILE_NOT_FOUND');
    });
    return new Response(new Uint8Array(bytes), { headers: { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' } });
  },
  isOnline: () => false,
});
