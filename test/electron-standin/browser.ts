import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page, type Route } from 'playwright-core';
import { type WebSocket, WebSocketServer } from 'ws';
import { findChromium } from '../browser/chromium.ts';
import { fromLoopback, loopback, schemes } from './address.ts';
import { record, recording } from './recording.ts';
import { rawSession } from './session.ts';
import { windows } from './windows.ts';

interface SocketOwner {
  readonly webContents: { attach(socket: WebSocket): void; emit(event: string, ...args: unknown[]): boolean };
}
const ownerOf = (id: number) => windows.get(id) as unknown as SocketOwner | undefined; // every StandinWindow is a BrowserWindow, whose file imports this one

let context: BrowserContext | null = null;
let firstPage: Page | null = null;

export const browser = {
  async start(folder: string): Promise<void> {
    await startServer();
    const headed = process.env.STILLHUNT_STANDIN_HEADED === '1';
    const found = await findChromium({ headed });
    const profile = join(folder, 'standin-chromium');
    mkdirSync(profile, { recursive: true });
    context = await chromium.launchPersistentContext(profile, {
      executablePath: found.path,
      headless: !headed,
      viewport: null,
      env: { ...process.env, ...found.environment } as Record<string, string>,
      args: [
        ...found.args,
        '--no-first-run',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--remote-debugging-port=0',
        ...(headed ? ['--window-size=1440,940', '--hide-crash-restore-bubble', '--test-type'] : []),
      ],
    });
    recording.debuggingPort = Number(readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n')[0]);
    firstPage = context.pages()[0] ?? null;
    await context.route(leavesTheMachine, refuse);
  },
  async newPage(): Promise<Page> {
    if (context === null) throw new Error('electron stand-in: the browser is not started');
    const page = firstPage ?? (await context.newPage());
    firstPage = null;
    if (process.env.STILLHUNT_STANDIN_HEADED === '1') page.on('dialog', () => {});
    return page;
  },
  async stop(): Promise<void> {
    await context?.close().catch(() => {});
  },
};

function leavesTheMachine(address: URL): boolean {
  return !address.hostname.endsWith('.localhost') && /^(https?|ftp|wss?):$/.test(address.protocol);
}

/** Nothing leaves the machine; the program's own will-navigate and webRequest listeners are still asked, so that tests see their verdict. */
async function refuse(route: Route): Promise<void> {
  const request = route.request();
  const url = request.url();
  const navigates = request.isNavigationRequest();
  if (navigates && request.frame().parentFrame() === null) {
    const page = request.frame().page();
    const window = [...windows.values()].find((known) => known.openPage === page);
    let prevented = false;
    const event = { url, isMainFrame: true, preventDefault: () => (prevented = true) };
    if (window) ownerOf(window.id)?.webContents.emit('will-navigate', event, url);
    record('will-navigate', url, prevented ? 'prevented' : 'NOT prevented');
  }
  const verdict = await rawSession.webRequest.decide({
    url,
    method: request.method(),
    resourceType: navigates ? 'mainFrame' : request.resourceType(),
  });
  record('webRequest', url, verdict.cancel ? 'cancelled' : 'NOT cancelled');
  recording.blocked.push(url);
  await route.abort(navigates ? 'aborted' : 'internetdisconnected');
}

async function startServer(): Promise<void> {
  const server = createServer((request, response) => void serve(request, response));
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1 << 30, perMessageDeflate: false });
  loopback.token = randomBytes(16).toString('hex');
  server.on('upgrade', (request, socket, head) => {
    const query = new URL(request.url ?? '', 'http://loopback').searchParams;
    const owner = query.get('token') === loopback.token ? ownerOf(Number(query.get('window'))) : undefined;
    if (!owner) socket.destroy();
    else sockets.handleUpgrade(request, socket, head, (accepted) => owner.webContents.attach(accepted));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address === 'object' && address !== null) loopback.port = address.port;
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = fromLoopback(`http://${request.headers.host}${request.url}`);
  const handler = schemes.get(url.split(':')[0] ?? '');
  try {
    const method = request.method ?? 'GET';
    const verdict = await rawSession.webRequest.decide({ url, method, resourceType: 'other' });
    if (!handler || verdict.cancel) {
      response.writeHead(handler ? 403 : 404).end();
      return;
    }
    const answer = await handler(new Request(url, { method }));
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  } catch (error) {
    console.error('[stand-in] protocol handler failed:', error);
    if (!response.headersSent) response.writeHead(500);
    response.end();
  }
}
