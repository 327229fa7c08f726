import { WRAPPER_TOKENS } from '../domain/exchange-columns.ts';
import type { MaskedTokens } from './masking.ts';

/** Fingerprint of a masked prompt; all zero for one without tokens. */
export interface Skeleton {
  /** 64-bit hash of the masked token sequence, as two uint32 halves. */
  readonly high: number;
  readonly low: number;
  /** uint32 hash of the first and of the last WRAPPER_TOKENS masked tokens; 0 when there are fewer. */
  readonly head: number;
  readonly tail: number;
}

const EMPTY_SKELETON: Skeleton = { high: 0, low: 0, head: 0, tail: 0 };

/** Hashes the masked token sequence and its two ends. Never 0 where there is something to hash. */
export function hashSkeleton(masked: MaskedTokens): Skeleton {
  const { hashes, count } = masked;
  if (count === 0) return EMPTY_SKELETON;
  let low = 0x12345;
  let high = 0x6789a;
  for (let i = 0; i < count; i++) {
    const token = hashes[i] as number;
    low = mixToken(low, token);
    high = Math.imul(high + token, 0x85ebca77);
    high ^= high >>> 15;
  }
  const isWrapped = count >= WRAPPER_TOKENS;
  return {
    high: finish(high, count),
    low: finish(low, count) || 1,
    head: isWrapped ? hashRange(hashes, 0, WRAPPER_TOKENS) : 0,
    tail: isWrapped ? hashRange(hashes, count - WRAPPER_TOKENS, count) : 0,
  };
}

function hashRange(hashes: Int32Array, from: number, to: number): number {
  let hash = 0x12345;
  for (let i = from; i < to; i++) hash = mixToken(hash, hashes[i] as number);
  return finish(hash, to - from) || 1;
}

function mixToken(hash: number, token: number): number {
  const mixed = Math.imul(hash ^ token, 0x9e3779b1);
  return (mixed << 13) | (mixed >>> 19);
}

/** The 32-bit finaliser of MurmurHash3 (Appleby), so that every bit depends on the last token; gives a uint32. */
function finish(hash: number, count: number): number {
  let x = hash ^ count;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
