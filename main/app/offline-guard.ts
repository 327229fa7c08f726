import { app, type Session, session, type WebContents } from 'electron';
import { APP_ORIGIN } from './app-scheme.ts';

/** Chromium services that speak to the network on their own. */
const SILENCED_FEATURES = [
  'AutofillServerCommunication',
  'CertificateTransparencyComponentUpdater',
  'DialMediaRouteProvider',
  'InterestFeedContentSuggestions',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'OptimizationGuideModelDownloading',
  'SpareRendererForSitePerProcess',
  'Translate',
];

const SWITCHES: readonly (readonly [name: string, value?: string])[] = [
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-sync'],
  ['disable-domain-reliability'],
  ['disable-client-side-phishing-detection'],
  ['no-pings'],
  ['disable-quic'],
  ['disable-breakpad'],
  ['dns-prefetch-disable'],
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ['proxy-server', 'http://127.0.0.1:9'],
  ['force-webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
  ['disable-features', SILENCED_FEATURES.join(',')],
];

/** Silences Chromium's own traffic and turns every sandbox on. Must run before the app is ready. */
export function silenceChromium(): void {
  app.enableSandbox();
  for (const [name, value] of SWITCHES) app.commandLine.appendSwitch(name, value);
  app.on('session-created', guardSession);
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, decide) => {
    event.preventDefault();
    decide(false);
  });
  app.on('login', (event) => event.preventDefault());
  app.on('select-client-certificate', (event) => event.preventDefault());
}

/** Closes the default session, which exists before `session-created` can tell of it. */
export function guardDefaultSession(): void {
  guardSession(session.defaultSession);
}

function guardSession(guarded: Session): void {
  guarded.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !isOwnAddress(details.url) }));
  guarded.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  guarded.setPermissionCheckHandler(() => false);
  guarded.setDevicePermissionHandler(() => false);
  guarded.on('will-download', (event) => event.preventDefault());
  guarded.setSpellCheckerEnabled(false);
  guarded.setSpellCheckerLanguages([]);
}

function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event, url) => {
    if (!isOwnPage(url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

function isOwnPage(url: string): boolean {
  return url.startsWith(`${APP_ORIGIN}/`);
}

/** `data:` and `blob:` hold what the page already has; developer tools serve themselves from `devtools:`. */
function isOwnAddress(url: string): boolean {
  return isOwnPage(url) || /^(data|blob|devtools):/.test(url);
}
