import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FixtureOptions } from '../fixtures/renderer-bridge.ts';
import { type RendererHost, type RendererPage, startRenderer } from './renderer-page.ts';

let host: RendererHost;
const opened: RendererPage[] = [];
const LAKE: FixtureOptions = { exchanges: 0, analysed: 'no', chosen: 'lake', paceMs: 5 };

beforeAll(async () => {
  host = await startRenderer();
}, 180_000);
afterAll(async () => host?.close());
afterEach(async () => {
  for (const { page, faults } of opened.splice(0)) {
    expect(faults).toEqual([]);
    await page.context().close();
  }
});

async function open(fixture: FixtureOptions, ...keys: readonly string[]): Promise<Page> {
  const made = await host.open(fixture);
  opened.push(made);
  await made.page.locator('.rail-item:enabled').nth(4).waitFor();
  for (const key of keys) await made.page.keyboard.press(key);
  return made.page;
}

type Call = { name: string; argument: Record<string, unknown> };
const lastCall = (page: Page, name: string): Promise<Call | undefined> =>
  page.evaluate((wanted) => {
    const { calls } = (globalThis as unknown as { stillhuntTest: { calls: Call[] } }).stillhuntTest; // set by the fixture bridge
    return calls.findLast((call) => call.name === wanted);
  }, name);

const kinds = (page: Page) => page.getByRole('list', { name: 'Kinds of files' });
const picker = (page: Page, column: string) => page.getByRole('combobox', { name: `Canonical column of ${column}`, exact: true });

describe('the review of ten thousand files', () => {
  it('counts them by kind, keeps rows for those in view, and leaves out what needs a mapping', async () => {
    const page = await open(LAKE, 'i');
    await page.getByRole('button', { name: 'Import 9\u202f840 files and join 1 side table' }).waitFor();
    expect(await kinds(page).innerText()).toMatch(/bedrock\s*9\u202f200 files[\s\S]*Needs a mapping[\s\S]*Side table: accounts/);
    const files = page.getByRole('grid', { name: 'Files found' });
    await files.getByText('part-00000.json.gz').first().waitFor();
    expect(await files.getAttribute('aria-rowcount')).toBe('9873');
    expect(await files.getByRole('row').count()).toBeLessThan(60);
    await files.focus();
    await page.keyboard.press('End');
    await files.locator('[aria-selected="true"]').getByText('/evidence/lake/3/').waitFor();
  });

  it('lists the files of one kind and those that are skipped', async () => {
    const page = await open(LAKE, 'i');
    await page.getByRole('button', { name: /^Unknown table/ }).click();
    await page.getByRole('button', { name: 'Found (31)' }).waitFor();
    await page.getByRole('button', { name: 'Skipped (2)' }).click();
    const skipped = page.getByRole('grid', { name: 'Files skipped' });
    expect(await skipped.innerText()).toMatch(/permission-check\.json[\s\S]*tests its access[\s\S]*U\+202E/);
  });

  it('imports as it was decided: a mapping given, a side table imported, a kind left out', async () => {
    const page = await open(LAKE, 'i');
    await page.getByLabel('What to do with Side table: accounts').selectOption('Import as exchanges');
    await page.getByLabel('What to do with bedrock').selectOption('Leave out');
    await page.getByRole('button', { name: 'Map columns of Unknown table' }).click();
    await picker(page, 'customer').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Import 672 files' }).click();
    await page.getByRole('heading', { name: 'Import complete' }).waitFor();
    const argument = (await lastCall(page, 'import.start'))?.argument ?? {};
    expect(argument.choices).toMatchObject([
      { groupId: 0, action: 'leave-out' },
      { groupId: 2, action: 'import', mapping: { columns: { customer: 'account_id' } } },
      { groupId: 3, action: 'import' },
    ]);
  });

  it('is left by Escape without anything started', async () => {
    const page = await open(LAKE, 'i');
    await kinds(page).waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Nothing imported yet').waitFor();
    expect(await lastCall(page, 'import.start')).toBeUndefined();
  });
});

describe('the mapping step', () => {
  async function mapping(): Promise<Page> {
    const page = await open(LAKE, 'i');
    await page.getByRole('button', { name: 'Check the mapping of mapped-csv' }).click();
    await picker(page, 'customer').waitFor();
    return page;
  }

  it('says row by row what is wrong, and follows every change', async () => {
    const page = await mapping();
    await page.getByRole('status').getByText('14 accepted, 6 refused').waitFor();
    const rows = page.getByRole('grid', { name: 'Exchanges that come of it' });
    expect(await rows.getByRole('row').nth(3).innerText()).toMatch(/^3\s+ts is no time/);
    await picker(page, 'at').focus();
    await page.keyboard.press('Delete');
    await page.getByRole('status').getByText('20 accepted, 0 refused').waitFor();
    await page.getByText('No column is mapped to ts.').waitFor();
  });

  it('finds a canonical column by any word of it and shows untrusted examples as text', async () => {
    const page = await mapping();
    await picker(page, 'ja4').focus();
    await page.keyboard.type('ja4 finger');
    await page
      .getByRole('listbox')
      .getByRole('option', { name: /tls_fingerprint/ })
      .waitFor();
    await page.keyboard.press('Enter');
    expect(await picker(page, 'ja4').inputValue()).toBe('tls_fingerprint');
    expect(await page.getByRole('row', { name: /^question/ }).innerText()).toContain('<script>alert(1)</script> U+202Eflip');
    await picker(page, 'shard').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    expect(await picker(page, 'shard').inputValue()).toBe('');
  });

  it('shows in which order columns of one field are tried, and puts one first', async () => {
    const page = await mapping();
    await picker(page, 'shard').focus();
    await page.keyboard.type('account_id');
    await page.keyboard.press('Enter');
    const line = page.getByRole('row', { name: /^shard/ });
    await line.getByText('2.').waitFor();
    await line.getByRole('button', { name: 'Try shard first' }).click();
    await line.getByText('1.').waitFor();
    await page
      .getByRole('row', { name: /^customer/ })
      .getByText('2.')
      .waitFor();
  });

  it('takes a mapping from a file, constants and texts for null', async () => {
    const page = await mapping();
    await page.getByRole('combobox', { name: 'Canonical column of the same in every record' }).focus();
    await page.keyboard.type('country');
    await page.keyboard.press('Enter');
    await page.getByLabel('The same in every record: text').fill('SG');
    await page.keyboard.press('Enter');
    await page.getByLabel('Texts that mean null').fill('n/a');
    await page.keyboard.press('Enter');
    await expect
      .poll(async () => (await lastCall(page, 'import.preview'))?.argument.mapping)
      .toMatchObject({ constants: { provider: 'atlas', country: 'SG' }, nullTexts: ['NULL', 'n/a'] });
    await page.getByRole('button', { name: 'Load' }).click();
    await page.getByText('1 of 7 columns mapped').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('5 of 7 columns mapped').waitFor();
  });
});

describe('sources', () => {
  it('say which layers their empty columns disable, for the case and for one file', async () => {
    const page = await open({}, 'g', 'f');
    const disabled = page.getByRole('list', { name: 'Layers that empty columns disable' });
    expect(await disabled.innerText()).toMatch(/User agent[\s\S]*user_agent[\s\S]*TLS fingerprint[\s\S]*tls_fingerprint/);
    await page.getByRole('grid', { name: 'Sources' }).getByText('late-accounts.csv').click();
    await page.getByText('of late-accounts.csv').waitFor();
    expect((await lastCall(page, 'sources.columns'))?.argument).toEqual({ sourceId: 3 });
  });

  it('are imported again by another mapping, which replaces them', async () => {
    const page = await open({ paceMs: 5 }, 'g', 'f');
    await page.getByRole('grid', { name: 'Sources' }).getByText('late-accounts.csv').click();
    await page.getByRole('button', { name: 'Import again with another mapping' }).click();
    await picker(page, 'customer').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.locator('#start-import:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Import complete' }).waitFor();
    expect((await lastCall(page, 'import.start'))?.argument).toMatchObject({ selectionId: 2, replaces: 3 });
  });

  it('name what goes before they are removed', async () => {
    const page = await open({ paceMs: 5 }, 'g', 'f');
    const grid = page.getByRole('grid', { name: 'Sources' });
    await grid.getByText('gateway-2026-03').click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.innerText()).toMatch(/1\u202f790\u202f883 exchanges[\s\S]*5 quarantined records/);
    await dialog.getByRole('button', { name: 'Remove the source' }).click();
    await grid.getByText('gateway-2026-03').waitFor({ state: 'detached' });
  });

  it('take a side table whose columns were corrected, and show what disagrees', async () => {
    const page = await open({ paceMs: 5 }, 'g', 'f');
    await page.getByRole('button', { name: /^Side tables/ }).click();
    const conflicts = page.getByRole('list', { name: 'Conflicts of the side table' });
    expect(await conflicts.innerText()).toMatch(/country 214 the log says otherwise; the log stands/);
    await page.getByRole('button', { name: 'Add a side table' }).click();
    await page.getByLabel('What pop is').selectOption('country');
    await page.getByRole('button', { name: 'Join it' }).click();
    await page.getByRole('grid', { name: 'Side tables' }).getByText('edge.csv').waitFor();
    expect((await lastCall(page, 'sideTables.add'))?.argument).toMatchObject({ kind: 'edge', mapping: { columns: { pop: 'country' } } });
  });

  it('stand beside events that are added, changed and removed', async () => {
    const page = await open({}, 'g', 'f');
    await page.getByRole('button', { name: /^Events/ }).click();
    const grid = page.getByRole('grid', { name: 'Events' });
    await grid.getByText('311 accounts closed').click();
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByLabel('Title').fill('312 accounts closed');
    await page.keyboard.press('Enter');
    await grid.getByText('312 accounts closed').waitFor();
    expect((await lastCall(page, 'events.change'))?.argument).toMatchObject({ eventId: 2, event: { at: '2026-03-01T16:00:00Z' } });
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await grid.getByText('312 accounts closed').waitFor({ state: 'detached' });
  });
});

describe('the original record', () => {
  it('is shown as it was written, or says why it cannot be', async () => {
    const page = await open({}, 'g', 'e');
    const grid = page.getByRole('grid', { name: 'Exchanges' });
    await grid.getByText('2026-02-02').first().waitFor();
    await grid.focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('button', { name: 'Original record' }).click();
    const text = page.getByRole('region', { name: 'Original record' });
    await text.getByText('"cost":12345678901234567890,"prompt":"<b>bold</b>').waitFor();
    await page.getByText('JSON over several lines').click();
    await text.getByText('"cost": 12345678901234567890').waitFor();
    await page.keyboard.press('Tab');
    await grid.focus();
    for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowDown');
    await page.getByText('The file is not there any more').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.getByText('The file is not the one that was imported').waitFor();
  });
});
