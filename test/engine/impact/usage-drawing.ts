import { CAPABILITIES, type Capability, ELICITATIONS, type Elicitation } from '../../../main/engine/domain/capability.ts';
import type { TrafficRows } from '../../../main/engine/links/traffic.ts';
import { fingerprintPrompt } from '../../../main/engine/templates/fingerprint.ts';

/** An exchange as usage sees it; accounts and models by code, -1 for none. */
export interface DrawnUse {
  readonly account?: number;
  readonly at?: string | null;
  readonly capability?: Capability;
  readonly elicitation?: Elicitation;
  readonly model?: number;
  readonly language?: number;
  readonly prompt?: string;
  readonly input?: number;
  readonly output?: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
  readonly reasoning?: number;
}

const encoder = new TextEncoder();

/** Rows as a segment gives them. */
export function rowsOf(uses: readonly DrawnUse[]): TrafficRows {
  const prints = uses.map(({ prompt }) => fingerprintPrompt(encoder.encode(prompt ?? '')));
  const sketch = new Uint8Array(uses.length * 32);
  prints.forEach((print, i) => {
    sketch.set(print.sketch, i * 32);
  });
  const tokens = (name: 'input' | 'output' | 'cacheRead' | 'cacheWrite' | 'reasoning'): Float64Array =>
    Float64Array.from(uses, (use) => use[name] ?? Number.NaN);
  return {
    rowCount: uses.length,
    account: Int32Array.from(uses, ({ account }) => account ?? 0),
    timeMs: Float64Array.from(uses, ({ at }) => (at === null ? Number.NaN : Date.parse(at ?? '2026-03-02T10:00:00Z'))),
    codes: {},
    capability: Uint8Array.from(uses, ({ capability }) => CAPABILITIES.indexOf(capability ?? 'other')),
    elicitation: Uint8Array.from(uses, ({ elicitation }) => ELICITATIONS.indexOf(elicitation ?? 'plain')),
    model: Int32Array.from(uses, ({ model }) => model ?? 0),
    skeletonHash: BigUint64Array.from(prints, ({ skeleton }) => (BigInt(skeleton.high) << 32n) | BigInt(skeleton.low)),
    tokenCount: Uint16Array.from(prints, ({ tokenCount }) => tokenCount),
    sketch,
    tokens: {
      input: tokens('input'),
      output: tokens('output'),
      cacheRead: tokens('cacheRead'),
      cacheWrite: tokens('cacheWrite'),
      reasoning: tokens('reasoning'),
    },
    ...(uses.some(({ language }) => language !== undefined) ? { language: Uint8Array.from(uses, ({ language }) => language ?? 0) } : {}),
  };
}
