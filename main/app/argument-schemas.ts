import { z } from 'zod';
import type { CommandName, Commands } from '../../preload/contract.ts';
import { CAMPAIGN_EDIT_KINDS } from '../engine/domain/campaign-edit.ts';
import { DETECTABILITY_RANGES, INJECTION_STYLES } from '../engine/domain/detectability.ts';
import { LAYERS } from '../engine/domain/layer.ts';
import { PRICE_LIMITS } from '../engine/domain/price-table.ts';
import { EVENT_KINDS, SIDE_TABLE_KINDS } from '../engine/domain/sources.ts';

const path = z.string().min(1).max(32_768);
const identifier = z.string().max(65_536);
const nothing = z.strictObject({});
const number = z.int().min(0);
const page = { offset: z.int().min(0), limit: z.int().min(1).max(10_000) };

/** Ranges are the analysis's own: it answers with the setting that is out of them. */
const settings = z.strictObject({
  seed: z.exactOptional(z.number()),
  layers: z.exactOptional(z.array(z.enum(LAYERS)).max(LAYERS.length)),
  maxAccountsPerValue: z.exactOptional(z.number()),
  linkFalseDiscoveryRate: z.exactOptional(z.number()),
  resolution: z.exactOptional(z.number()),
  minAccounts: z.exactOptional(z.number()),
  bootstrapDraws: z.exactOptional(z.number()),
  flagRatio: z.exactOptional(z.number()),
  flagFalseDiscoveryRate: z.exactOptional(z.number()),
});

const within = ([least, most]: readonly [number, number]) => z.int().min(least).max(most);
const { sizes, accounts, repeats, seed, exchangesPerAccount } = DETECTABILITY_RANGES;
const detectability = z.strictObject({
  styles: z.array(z.enum(INJECTION_STYLES)).min(1).max(INJECTION_STYLES.length),
  sizes: z.array(within(accounts)).min(sizes[0]).max(sizes[1]),
  repeats: within(repeats),
  seed: within(seed),
  exchangesPerAccount: within(exchangesPerAccount).nullable(),
});

const filter = z.strictObject({
  campaignId: z.exactOptional(identifier),
  accountId: z.exactOptional(identifier),
  outsideCampaigns: z.exactOptional(z.literal(true)),
  capability: z.exactOptional(z.string().max(64)),
  elicitation: z.exactOptional(z.string().max(64)),
  model: z.exactOptional(identifier),
  fromDay: z.exactOptional(z.string().max(10)),
  toDay: z.exactOptional(z.string().max(10)),
  text: z.exactOptional(z.string().max(1_000)),
});

const column = z.string().min(1).max(1_000);
const value = z.string().max(65_536);
const mapping = z.strictObject({
  columns: z.record(column, z.string().max(64).nullable()),
  prefixes: z.record(column, value),
  constants: z.record(column, z.union([value, z.number(), z.boolean()])),
  timeFormat: z.string().max(32),
  nullTexts: z.array(value).max(1_000),
});
const choice = z.strictObject({
  groupId: number,
  action: z.enum(['import', 'join', 'leave-out']),
  mapping: z.exactOptional(mapping),
  sideTableKind: z.exactOptional(z.enum(SIDE_TABLE_KINDS)),
});
const event = z.strictObject({
  at: z.string().min(10).max(40),
  kind: z.enum(EVENT_KINDS),
  title: z.string().min(1).max(1_000),
  note: z.string().max(100_000),
});

const edit = z.strictObject({
  kind: z.enum(CAMPAIGN_EDIT_KINDS),
  campaignIds: z.array(identifier).max(1_000),
  accounts: z.array(identifier).max(100_000),
  reason: z.string().max(10_000),
});

/** What prices may be is the price table's own: it answers with the row that is at fault. */
const price = z.number().nullable();
const prices = z
  .array(
    z.strictObject({
      model: z.string().max(PRICE_LIMITS.modelCharacters * 4),
      currency: z.string().max(16),
      input: price,
      output: price,
      cacheRead: price,
      cacheWrite: price,
    }),
  )
  .max(PRICE_LIMITS.rows * 2);

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
  'import.choose': z.union([
    z.strictObject({ what: z.enum(['files', 'folder']) }),
    z.strictObject({ droppedFiles: z.array(path).min(1).max(10_000) }),
  ]),
  'import.again': z.strictObject({ sourceId: number }),
  'import.review': z.strictObject({ selectionId: number }),
  'import.files': z.strictObject({ selectionId: number, groupId: z.exactOptional(number), ...page }),
  'import.table': z.strictObject({ selectionId: number, groupId: number }),
  'import.preview': z.strictObject({ selectionId: number, groupId: number, mapping }),
  'import.start': z.strictObject({
    selectionId: number,
    choices: z.array(choice).max(10_000),
    replaces: z.exactOptional(number),
    workers: z.exactOptional(z.int().min(1).max(64)),
  }),
  'import.quarantine': z.strictObject({ sourceId: z.exactOptional(number), ...page }),
  'mapping.open': nothing,
  'mapping.save': z.strictObject({ mapping, name: z.string().min(1).max(256) }),
  'sources.list': nothing,
  'sources.columns': z.strictObject({ sourceId: number.nullable() }),
  'sources.exportQuarantine': z.strictObject({ sourceId: number.nullable() }),
  'sources.remove': z.strictObject({ sourceId: number }),
  'sideTables.list': nothing,
  'sideTables.choose': nothing,
  'sideTables.add': z.strictObject({ selectionId: number, kind: z.enum(SIDE_TABLE_KINDS), mapping: mapping.nullable() }),
  'sideTables.remove': z.strictObject({ sideTableId: number }),
  'events.list': nothing,
  'events.add': z.strictObject({ event }),
  'events.change': z.strictObject({ eventId: number, event }),
  'events.remove': z.strictObject({ eventId: number }),
  'analysis.start': z.strictObject({ settings: z.exactOptional(settings) }),
  'analysis.settings': nothing,
  'analysis.campaigns': nothing,
  'analysis.campaign': z.strictObject({ campaignId: identifier }),
  'analysis.targeting': nothing,
  'analysis.tie': z.strictObject({ accountA: identifier, accountB: identifier }),
  'impact.read': z.strictObject({ campaignId: z.exactOptional(identifier), priceVersion: z.exactOptional(number) }),
  'prices.read': nothing,
  'prices.save': z.strictObject({ rows: prices, note: z.string().max(PRICE_LIMITS.noteCharacters * 4) }),
  'prices.restore': z.strictObject({ version: number }),
  'prices.open': nothing,
  'prices.export': z.strictObject({ version: number }),
  'edits.list': nothing,
  'edits.make': z.strictObject({ edit }),
  'edits.undo': nothing,
  'edits.redo': nothing,
  'detectability.outlook': nothing,
  'detectability.start': z.strictObject({ options: detectability }),
  'accounts.search': z.strictObject({ text: z.string().max(1_000), limit: z.int().min(1).max(1_000) }),
  'exchanges.page': z.strictObject({ filter, ...page }),
  'exchanges.read': z.strictObject({ row: number }),
  'exchanges.original': z.strictObject({ row: number }),
  'evidence.export': z.strictObject({ campaignIds: z.array(identifier).max(100_000), pseudonymise: z.boolean() }),
  'job.cancel': z.strictObject({ jobId: z.string().max(64) }),
};
