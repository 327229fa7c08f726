import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ARGUMENT_SCHEMAS } from '../../main/app/argument-schemas.ts';
import type { CommandContext } from '../../main/app/command-context.ts';
import type { PriceRow } from '../../main/engine/domain/price-table.ts';
import { type CaseSession, createCase } from '../../main/services/cases.ts';
import { content } from '../engine/evidence/evidence-content.ts';

const asked = vi.hoisted(() => ({ toRead: null as string | null, toWrite: null as string | null }));
vi.mock(import('../../main/app/dialogs.ts'), () => ({
  askPriceFile: async () => asked.toRead,
  askNewPriceFile: async () => asked.toWrite,
}));
const { impactCommands } = await import('../../main/app/impact-commands.ts');

const folder = mkdtempSync(join(tmpdir(), 'stillhunt-app-impact-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ROW: PriceRow = { model: 'aster-5', currency: 'USD', input: 5, output: 25, cacheRead: null, cacheWrite: null };
const changed = vi.fn();
let session: CaseSession;
let context: CommandContext;
let made = 0;

beforeEach(() => {
  session = createCase(join(folder, `case-${made++}`), { program: 'test' });
  changed.mockReset();
  const openCase = { session: () => session, writableSession: () => session, changed };
  context = { openCase } as unknown as CommandContext; // only the members that are touched
});
afterEach(() => session.close());

describe('prices in the window', () => {
  it('are saved and restored as versions, and tell that the case changed', () => {
    expect(impactCommands['prices.read'](context, {})).toEqual({ versions: [] });
    expect(impactCommands['prices.save'](context, { rows: [ROW], note: 'first' })).toMatchObject({
      versions: [{ version: 1, rows: [ROW] }],
    });
    impactCommands['prices.save'](context, { rows: [], note: '' });
    expect(impactCommands['prices.restore'](context, { version: 1 })).toMatchObject({
      versions: [{ version: 3, restoredFrom: 1 }, {}, {}],
    });
    expect(changed).toHaveBeenCalledTimes(3);
  });

  it('are read from a file for the analyst to look at, and written where the system says', async () => {
    expect(await impactCommands['prices.open'](context, {})).toBeNull();
    impactCommands['prices.save'](context, { rows: [ROW], note: '' });
    expect(await impactCommands['prices.export'](context, { version: 1 })).toBeNull();
    const path = join(folder, 'prices.csv');
    asked.toWrite = path;
    asked.toRead = path;
    expect(await impactCommands['prices.export'](context, { version: 1 })).toEqual({ path });
    expect(await impactCommands['prices.open'](context, {})).toEqual({ path, rows: [ROW] });
    await expect(impactCommands['prices.export'](context, { version: 2 })).rejects.toMatchObject({ code: 'entry-unknown' });
  });

  it.each([
    ['a price that is text', { rows: [{ ...ROW, input: '5' }], note: '' }],
    ['a price that is no number', { rows: [{ ...ROW, input: Number.NaN }], note: '' }],
    ['a member too many', { rows: [{ ...ROW, path: '/etc/passwd' }], note: '' }],
    ['no note', { rows: [ROW] }],
    ['more rows than any table has', { rows: Array.from({ length: 2001 }, () => ROW), note: '' }],
  ])('are refused before any handler sees them for %s', (_, argument) => {
    expect(ARGUMENT_SCHEMAS['prices.save'].safeParse(argument).success).toBe(false);
  });
});

describe('impact in the window', () => {
  it('is that of the newest analysis, and says what an older version did not count', () => {
    expect(() => impactCommands['impact.read'](context, {})).toThrow(expect.objectContaining({ code: 'analysis-missing' }));
    const { analysis, findings } = content();
    session.store.transaction(() => session.store.analyses.append({ ...analysis, findings }));
    expect(impactCommands['impact.read'](context, {})).toMatchObject({ campaigns: [], notCounted: ['c-0123456789'], priceTable: null });
    expect(() => impactCommands['impact.read'](context, { campaignId: 'c-1' })).toThrow(
      expect.objectContaining({ code: 'campaign-unknown' }),
    );
    expect(() => impactCommands['impact.read'](context, { priceVersion: 1 })).toThrow(expect.objectContaining({ code: 'entry-unknown' }));
  });
});
