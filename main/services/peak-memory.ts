import { readFileSync } from 'node:fs';
import type { Bytes } from '../engine/domain/units.ts';

/** Largest resident size of this process so far. Linux's own high-water mark, since getrusage there counts what the parent had before it started us. */
export function peakRssBytes(): Bytes {
  if (process.platform === 'linux') {
    const match = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
    if (match !== null) return Number(match[1]) * 1024;
  }
  return process.resourceUsage().maxRSS * 1024;
}
