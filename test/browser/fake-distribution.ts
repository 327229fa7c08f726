import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** Wire version 1, nine fuses as Electron ships them: '1' on, '0' off, 'r' removed. */
const FUSE_WIRE = Buffer.concat([Buffer.from(FUSE_SENTINEL), Buffer.from([1, 9]), Buffer.from('101100011')]);

/** A stand-in for Electron's own files: what packaging touches, a fuse wire among it, and no runtime. */
export function writeFakeDistribution(folder: string, version: string): void {
  mkdirSync(join(folder, 'locales'), { recursive: true });
  mkdirSync(join(folder, 'resources'));
  const program = Buffer.concat([Buffer.from('#!/bin/sh\nexit 1\n'), Buffer.alloc(64), FUSE_WIRE, Buffer.alloc(64)]);
  writeFileSync(join(folder, 'electron'), program, { mode: 0o755 });
  for (const name of ['chrome-sandbox', 'chrome_crashpad_handler']) writeFileSync(join(folder, name), '', { mode: 0o755 });
  for (const name of ['locales/en-US.pak', 'LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(folder, name), '');
  writeFileSync(join(folder, 'version'), version);
}
