import { networkOf } from '../../../main/engine/links/networks.ts';
import { TemplateUse } from '../../../main/engine/links/template-use.ts';
import {
  type CodedLayer,
  joinTemplates,
  type ReadRows,
  type Traffic,
  TrafficBuilder,
  type TrafficRows,
} from '../../../main/engine/links/traffic.ts';
import type { SkeletonRows } from '../../../main/engine/templates/distinct-skeletons.ts';
import { fingerprintPrompt } from '../../../main/engine/templates/fingerprint.ts';

/** The columns of an exchange that analysis reads, as drawn in a test or made by the simulation. */
export interface DrawnExchange {
  readonly account_id: string | null;
  readonly ts?: string | null;
  readonly payment_hash?: string | null;
  readonly org_id?: string | null;
  readonly client_ip?: string | null;
  readonly user_agent?: string | null;
  readonly tls_fingerprint?: string | null;
  readonly system_prompt?: string | null;
  readonly tool_definitions?: unknown;
  readonly prompt_text?: string | null;
  readonly request_model?: string | null;
  readonly endpoint?: string | null;
  readonly capability?: number;
  readonly elicitation?: number;
  readonly max_tokens?: number | null;
  readonly temperature?: number | null;
  readonly input_tokens?: number | null;
  readonly output_tokens?: number | null;
}

const BLOCK_ROWS = 4096;
const encoder = new TextEncoder();

function numberSorted(values: readonly (string | null)[]): { codes: Int32Array; names: string[] } {
  const names = [...new Set(values.filter((value) => value !== null))].sort();
  const numbers = new Map(names.map((name, i) => [name, i]));
  return { codes: Int32Array.from(values, (value) => (value === null ? -1 : (numbers.get(value) ?? -1))), names };
}

/** Traffic of drawn exchanges, added block by block as from segments. */
export function trafficOf(exchanges: readonly DrawnExchange[]): Traffic {
  return readingOf(exchanges).traffic;
}

/** The same, and the rows to read again. */
export function readingOf(exchanges: readonly DrawnExchange[]): { readonly traffic: Traffic; readonly readRows: ReadRows } {
  const column = (read: (exchange: DrawnExchange) => string | null | undefined) => numberSorted(exchanges.map((e) => read(e) ?? null));
  const account = column((e) => e.account_id);
  const coded: Record<CodedLayer | 'organisation', ReturnType<typeof column>> = {
    payment: column((e) => e.payment_hash),
    system_prompt: column((e) => e.system_prompt),
    tool_schema: column((e) => (e.tool_definitions == null ? null : JSON.stringify(e.tool_definitions))),
    client_ip: column((e) => e.client_ip),
    client_ip_24: column((e) => (e.client_ip == null ? null : networkOf(e.client_ip))),
    user_agent: column((e) => e.user_agent),
    tls_fingerprint: column((e) => e.tls_fingerprint),
    organisation: column((e) => e.org_id),
  };
  const model = column((e) => e.request_model);
  const channel = column((e) => e.endpoint);
  const entries = Object.entries(coded) as [CodedLayer | 'organisation', ReturnType<typeof column>][];
  const builder = new TrafficBuilder({
    accountIds: account.names,
    valueCounts: Object.fromEntries(entries.map(([layer, { names }]) => [layer, names.length])),
    productOfUserAgent: numberSorted(coded.user_agent.names.map((name) => name.replace(/[\d.]+.*$/s, ''))).codes,
    models: model.names,
  });
  const blocks: (TrafficRows & SkeletonRows)[] = [];
  for (let from = 0; from < exchanges.length; from += BLOCK_ROWS) {
    const block = exchanges.slice(from, from + BLOCK_ROWS);
    const part = (codes: Int32Array): Int32Array => codes.slice(from, from + block.length);
    const prints = block.map((e) => fingerprintPrompt(encoder.encode(e.prompt_text ?? '')));
    const sketch = new Uint8Array(block.length * 32);
    prints.forEach((print, i) => {
      sketch.set(print.sketch, i * 32);
    });
    blocks.push({
      rowCount: block.length,
      account: part(account.codes),
      timeMs: Float64Array.from(block, (e) => (e.ts == null ? Number.NaN : Date.parse(e.ts))),
      codes: Object.fromEntries(entries.map(([layer, { codes }]) => [layer, part(codes)])),
      model: part(model.codes),
      channel: part(channel.codes),
      parameters: {
        maxTokens: Float64Array.from(block, (e) => e.max_tokens ?? Number.NaN),
        temperature: Float64Array.from(block, (e) => e.temperature ?? Number.NaN),
        topP: new Float64Array(block.length).fill(Number.NaN),
        answers: new Float64Array(block.length).fill(Number.NaN),
      },
      tokens: {
        input: Float64Array.from(block, (e) => e.input_tokens ?? Number.NaN),
        output: Float64Array.from(block, (e) => e.output_tokens ?? Number.NaN),
        cacheRead: new Float64Array(block.length).fill(Number.NaN),
        cacheWrite: new Float64Array(block.length).fill(Number.NaN),
        reasoning: new Float64Array(block.length).fill(Number.NaN),
      },
      capability: Uint8Array.from(block, (e) => e.capability ?? 0),
      elicitation: Uint8Array.from(block, (e) => e.elicitation ?? 0),
      skeletonHash: BigUint64Array.from(prints, ({ skeleton }) => (BigInt(skeleton.high) << 32n) | BigInt(skeleton.low)),
      headHash: Uint32Array.from(prints, ({ skeleton }) => skeleton.head),
      tailHash: Uint32Array.from(prints, ({ skeleton }) => skeleton.tail),
      tokenCount: Uint16Array.from(prints, ({ tokenCount }) => tokenCount),
      sketch,
    });
  }
  const templates = new TemplateUse(account.names.length, null);
  for (const block of blocks) {
    builder.add(block);
    templates.add(block.account, block, block.rowCount);
  }
  const readRows: ReadRows = (_parts, _stage, visit) => blocks.forEach(visit);
  return { traffic: joinTemplates(builder.build(), templates.build()), readRows };
}
