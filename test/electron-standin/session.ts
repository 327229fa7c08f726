import { EventEmitter } from 'node:events';
import { protocol } from './protocol.ts';
import { record } from './recording.ts';
import { strict } from './strict.ts';

export interface RequestDetails {
  readonly url: string;
  readonly method: string;
  readonly resourceType: string;
}
type RequestListener = (details: RequestDetails, callback: (verdict: { cancel?: boolean }) => void) => void;
type PermissionRequest = (contents: object | null, permission: string, callback: (granted: boolean) => void, details: object) => void;
type PermissionCheck = (contents: object | null, permission: string, origin: string, details: object) => boolean;

class WebRequest {
  #listener: RequestListener | null = null;

  onBeforeRequest(filterOrListener: RequestListener | object | null, listener?: RequestListener | null): void {
    this.#listener = typeof filterOrListener === 'function' ? (filterOrListener as RequestListener) : (listener ?? null);
  }

  decide(details: RequestDetails): Promise<{ cancel?: boolean }> {
    const listener = this.#listener;
    return listener === null ? Promise.resolve({}) : new Promise((resolve) => listener(details, resolve));
  }
}

class Session extends EventEmitter {
  readonly webRequest = new WebRequest();
  readonly protocol = protocol;
  permissionRequest: PermissionRequest | null = null;
  permissionCheck: PermissionCheck | null = null;

  setPermissionRequestHandler(handler: PermissionRequest | null): void {
    this.permissionRequest = handler;
  }
  setPermissionCheckHandler(handler: PermissionCheck | null): void {
    this.permissionCheck = handler;
  }
  setDevicePermissionHandler(): void {
    record('session.setDevicePermissionHandler');
  }
  setDisplayMediaRequestHandler(): void {
    record('session.setDisplayMediaRequestHandler');
  }
  setCertificateVerifyProc(): void {
    record('session.setCertificateVerifyProc');
  }
  setSpellCheckerEnabled(enabled: boolean): void {
    record('session.setSpellCheckerEnabled', enabled);
  }
  setSpellCheckerLanguages(languages: readonly string[]): void {
    record('session.setSpellCheckerLanguages', languages);
  }
  async setProxy(configuration: object): Promise<void> {
    record('session.setProxy', configuration);
  }
}

export const rawSession = new Session();
export const defaultSession = strict('session', rawSession);
export const session = strict('session', { defaultSession, fromPartition: () => defaultSession });
