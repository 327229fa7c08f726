import { hash } from 'node:crypto';
import type { AnalysisSettings, Campaign } from '../engine/domain/campaign.ts';
import type { CampaignEdit } from '../engine/domain/campaign-edit.ts';
import type { Json } from '../engine/domain/exchange.ts';

/** JSON with the keys of every object sorted and no white space: one text for one value. */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item as Json)).join(',')}]`;
  const entries = Object.entries(value as { readonly [key: string]: Json }).sort(([x], [y]) => (x < y ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
}

/** SHA-256 over the canonical JSON of settings, acts by hand and campaigns: the same traffic, settings and acts give the same digest. */
export function runDigest(settings: AnalysisSettings, campaigns: readonly Campaign[], edits: readonly CampaignEdit[] = []): string {
  const acts = edits.map(({ kind, campaigns: named, accounts }) => ({ kind, accounts, campaigns: named.map(({ anchors }) => anchors) }));
  const content = { settings, campaigns, ...(acts.length === 0 ? {} : { edits: acts }) };
  // Both are plain data: interfaces have no index signature, so the compiler cannot see that they are JSON.
  return hash('sha256', canonicalJson(content as unknown as Json), 'hex');
}
