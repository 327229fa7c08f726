export type SchemeHandler = (request: Request) => Response | Promise<Response>;

export const schemes = new Map<string, SchemeHandler>();
export const loopback = { port: 0, token: '' };

/** `app://bundle/x` -> `http://bundle.app.localhost:<port>/x`, a secure context of its own origin. */
export function toLoopback(address: string): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(address);
  if (!match || !schemes.has(match[1] ?? '')) return address;
  return `http://${match[2] || 'host'}.${match[1]}.localhost:${loopback.port}${match[3] || '/'}`;
}

export function fromLoopback(address: string): string {
  const match = /^http:\/\/(.+)\.([a-z][a-z0-9+-]*)\.localhost:\d+(.*)$/.exec(address);
  return match && schemes.has(match[2] ?? '') ? `${match[2]}://${match[1]}${match[3]}` : address;
}
