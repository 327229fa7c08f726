import { SKETCH_BINS } from '../domain/exchange-columns.ts';
import { MaskedTokens, maskTokens } from './masking.ts';
import { hashSkeleton, type Skeleton } from './skeleton.ts';
import { writeSketch } from './sketch.ts';
import { readablePart, TokenBuffer, tokenize } from './tokens.ts';

export const TOKEN_COUNT_LIMIT = 0xffff;

export interface Fingerprint {
  readonly skeleton: Skeleton;
  /** Words and numbers of the readable part, at most TOKEN_COUNT_LIMIT. */
  readonly tokenCount: number;
  /** SKETCH_BINS bytes. */
  readonly sketch: Uint8Array;
}

const tokens = new TokenBuffer();
const masked = new MaskedTokens();

/** Reference form of what the kernel computes for each prompt: skeleton, token count and sketch of UTF-8 bytes; all zero when empty. */
export function fingerprintPrompt(prompt: Uint8Array): Fingerprint {
  const text = readablePart(prompt);
  tokenize(text, 0, text.length, tokens);
  maskTokens(text, tokens, masked);
  const sketch = new Uint8Array(SKETCH_BINS);
  writeSketch(masked, sketch, 0);
  return { skeleton: hashSkeleton(masked), tokenCount: Math.min(tokens.count, TOKEN_COUNT_LIMIT), sketch };
}
