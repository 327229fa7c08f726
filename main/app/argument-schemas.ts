import { z } from 'zod';
import type { CommandName, Commands } from '../../preload/contract.ts';
import { LAYERS } from '../engine/domain/layer.ts';

const path = z.string().min(1).max(32_768);
const identifier = z.string().max(65_536);
const nothing = z.strictObject({});
const page = { offset: z.int().min(0), limit: z.int().min(1).max(10_000) };

const settings = z.strictObject({
  seed: z.exactOptional(z.int().min(0).max(0xffff_ffff)),
  layers: z.exactOptional(z.array(z.enum(LAYERS)).max(LAYERS.length)),
  maxAccountsPerValue: z.exactOptional(z.int().min(2)),
  linkFalseDiscoveryRate: z.exactOptional(z.number().gt(0).lt(1)),
  resolution: z.exactOptional(z.number().gt(0).max(1_000)),
  minAccounts: z.exactOptional(z.int().min(2)),
  bootstrapDraws: z.exactOptional(z.int().min(0).max(100_000)),
  flagRatio: z.exactOptional(z.number().min(1).max(1_000)),
  flagFalseDiscoveryRate: z.exactOptional(z.number().gt(0).lt(1)),
});

const filter = z.strictObject({
  campaignId: z.exactOptional(identifier),
  accountId: z.exactOptional(identifier),
  capability: z.exactOptional(z.string().max(64)),
  text: z.exactOptional(z.string().max(1_000)),
});

/** The form of every command's argument; whatever else arrives is refused before any handler sees it. */
export const ARGUMENT_SCHEMAS: { readonly [N in CommandName]: z.ZodType<Commands[N]['argument']> } = {
  'window.state': nothing,
  'window.setTheme': z.strictObject({ theme: z.enum(['light', 'dark', 'system']) }),
  'case.create': nothing,
  'case.open': z.strictObject({ recentPath: z.exactOptional(path), readOnly: z.exactOptional(z.boolean()) }),
  'case.close': nothing,
  'case.lockHolder': z.strictObject({ recentPath: path }),
  'case.overview': nothing,
  'case.activity': z.strictObject(page),
  'case.check': nothing,
  'import.start': z.strictObject({
    droppedFiles: z.exactOptional(z.array(path).min(1).max(10_000)),
    workers: z.exactOptional(z.int().min(1).max(64)),
  }),
  'import.quarantine': z.strictObject(page),
  'analysis.start': z.strictObject({ settings: z.exactOptional(settings) }),
  'analysis.campaigns': nothing,
  'analysis.campaign': z.strictObject({ campaignId: identifier }),
  'analysis.tie': z.strictObject({ accountA: identifier, accountB: identifier }),
  'exchanges.page': z.strictObject({ filter, ...page }),
  'exchanges.read': z.strictObject({ row: z.int().min(0) }),
  'evidence.export': z.strictObject({ campaignIds: z.array(identifier).max(100_000), pseudonymise: z.boolean() }),
  'job.cancel': z.strictObject({ jobId: z.string().max(64) }),
};
