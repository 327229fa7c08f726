import { EventEmitter } from 'node:events';
import { beforeAll, describe, expect, test } from 'vitest';
import { guardDefaultSession, silenceChromium } from '../../main/app/offline-guard.ts';
import { app } from '../electron-standin/app.ts';
import { recording } from '../electron-standin/recording.ts';
import { rawSession } from '../electron-standin/session.ts';

class Contents extends EventEmitter {
  openHandler: () => { action: string } = () => ({ action: 'allow' });
  setWindowOpenHandler(handler: () => { action: string }): void {
    this.openHandler = handler;
  }
}
const contents = new Contents();

function prevents(target: EventEmitter, name: string, url: string): boolean {
  let prevented = false;
  const event = {
    url,
    preventDefault: () => {
      prevented = true;
    },
  };
  target.emit(name, event, url);
  return prevented;
}

beforeAll(() => {
  silenceChromium();
  guardDefaultSession();
  app.emit('web-contents-created', {}, contents);
});

describe('a session', () => {
  test.each([
    'http://127.0.0.1/',
    'https://example.com/x.js',
    'ws://example.com/',
    'file:///etc/passwd',
    'ftp://example.com/',
    'app://elsewhere/index.html',
    'app://stillhunt.example/index.html',
    'chrome://version',
    'javascript:alert(1)',
  ])('cancels a request for %s', async (url) => {
    expect(await rawSession.webRequest.decide({ url, method: 'GET', resourceType: 'other' })).toEqual({ cancel: true });
  });

  test.each(['app://stillhunt/index.html', 'data:image/png;base64,AA==', 'blob:app://stillhunt/1'])('lets %s through', async (url) => {
    expect(await rawSession.webRequest.decide({ url, method: 'GET', resourceType: 'other' })).toEqual({ cancel: false });
  });

  test.each(['clipboard-read', 'media', 'notifications', 'geolocation', 'fileSystem', 'openExternal', 'usb'])(
    'denies %s',
    async (permission) => {
      const granted = await new Promise((resolve) => rawSession.permissionRequest?.(null, permission, resolve, {}));
      expect(granted).toBe(false);
      expect(rawSession.permissionCheck?.(null, permission, 'app://stillhunt', {})).toBe(false);
    },
  );

  test('downloads nothing and checks no spelling', () => {
    expect(prevents(rawSession, 'will-download', '')).toBe(true);
    expect(recording.calls).toContainEqual({ api: 'session.setSpellCheckerEnabled', args: [false] });
  });
});

describe('a page', () => {
  test.each(['will-navigate', 'will-frame-navigate'])('%s leads nowhere but to our own pages', (name) => {
    expect(prevents(contents, name, 'https://example.com/')).toBe(true);
    expect(prevents(contents, name, 'file:///etc/passwd')).toBe(true);
    expect(prevents(contents, name, 'app://stillhunt/index.html')).toBe(false);
  });

  test('opens no window, follows no redirect and takes no webview', () => {
    expect(contents.openHandler()).toEqual({ action: 'deny' });
    expect(prevents(contents, 'will-redirect', 'app://stillhunt/index.html')).toBe(true);
    expect(prevents(contents, 'will-attach-webview', '')).toBe(true);
  });
});

test('Chromium is told to keep quiet before it starts', () => {
  const switches = recording.calls.filter((call) => call.api === 'commandLine.appendSwitch').map((call) => call.args[0]);
  for (const name of ['disable-background-networking', 'disable-component-update', 'host-resolver-rules', 'proxy-server', 'no-pings']) {
    expect(switches).toContain(name);
  }
  expect(recording.calls.map((call) => call.api)).toContain('app.enableSandbox');
});

test('a certificate error and a log-in are refused', () => {
  expect(prevents(app as unknown as EventEmitter, 'login', '')).toBe(true); // strict() hides that app is an EventEmitter
  let trusted: boolean | null = null;
  app.emit('certificate-error', { preventDefault() {} }, contents, 'https://example.com', 'error', {}, (decision: boolean) => {
    trusted = decision;
  });
  expect(trusted).toBe(false);
});
