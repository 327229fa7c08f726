import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FixtureOptions } from '../fixtures/renderer-bridge.ts';
import { type RendererHost, type RendererPage, startRenderer } from './renderer-page.ts';

let host: RendererHost;
const opened: RendererPage[] = [];

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

/** The page of the first campaign. */
async function openCampaign(fixture: FixtureOptions = {}): Promise<Page> {
  const made = await host.open({ paceMs: 2, ...fixture });
  opened.push(made);
  const { page } = made;
  await page.locator('.rail-campaigns button').first().click();
  await members(page).getByRole('row').nth(4).waitFor();
  return page;
}

const members = (page: Page) => page.getByRole('grid', { name: 'Accounts of the campaign' });
const bar = (page: Page) => page.getByRole('region', { name: 'Changes by hand' });
const soon = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 });

type Call = { name: string; argument: Record<string, unknown> };
const callsOf = (page: Page, name: string): Promise<Record<string, unknown>[]> =>
  page.evaluate((wanted) => {
    const { calls } = (globalThis as unknown as { stillhuntTest: { calls: Call[] } }).stillhuntTest; // set by the fixture bridge
    return calls.filter((call) => call.name === wanted).map(({ argument }) => argument);
  }, name);

/** Marks the first `count` members by the keyboard. */
async function markFirst(page: Page, count: number): Promise<void> {
  await members(page).focus();
  await page.keyboard.press('Home');
  if (count === 1) await page.keyboard.press('Space');
  for (let i = 1; i < count; i++) await page.keyboard.press('Shift+ArrowDown');
  await page.getByText(`${count} marked`).waitFor();
}

describe('members', () => {
  it('are marked in a range by Shift with the arrows, by Shift with a click, and all at once', async () => {
    const page = await openCampaign();
    await markFirst(page, 4);
    await page.getByRole('button', { name: 'Clear marks' }).click();
    await members(page).getByRole('row').nth(2).click();
    await members(page)
      .getByRole('row')
      .nth(7)
      .getByRole('checkbox')
      .click({ modifiers: ['Shift'] });
    await page.getByText('6 marked').waitFor();
    expect(await members(page).getByRole('checkbox', { checked: true }).count()).toBe(6);
    await members(page).focus();
    await page.keyboard.press('Control+a');
    await page.getByText('214 marked').waitFor();
    expect(await page.getByRole('button', { name: 'Make its own campaign…' }).isDisabled()).toBe(true);
  });

  it('are dropped with a reason, which a bar says until the case is analysed again', async () => {
    const page = await openCampaign();
    await markFirst(page, 3);
    await page.getByRole('button', { name: 'Drop from campaign…' }).click();
    await page.locator('#edit-reason:focus').waitFor();
    await page.keyboard.type('a customer of ours');
    await page.getByRole('button', { name: 'Drop 3 accounts' }).click();
    await bar(page).getByText('1 change not yet analysed').waitFor();
    expect(await bar(page).innerText()).toContain('Dropped 3 accounts from c-3fa81b09d2 because a customer of ours');
    const [made] = await callsOf(page, 'edits.make');
    expect(made?.edit).toMatchObject({ kind: 'drop', campaignIds: ['c-3fa81b09d2'], reason: 'a customer of ours' });
    await page.getByText('mark accounts to compare two').waitFor();
    await bar(page).getByRole('button', { name: 'Analyse again' }).click();
    await page.getByRole('heading', { name: 'c-5d0c7be21f' }).waitFor();
    await bar(page).getByText('1 change by hand in this analysis').waitFor();
    expect(await page.locator('.sentence').innerText()).toContain('By hand: 3 accounts dropped.');
    expect((await callsOf(page, 'analysis.start')).at(-1)).toEqual({});
  });

  it('become a campaign of their own', async () => {
    const page = await openCampaign();
    await markFirst(page, 2);
    await page.getByRole('button', { name: 'Make its own campaign…' }).click();
    await page.locator('#edit-reason:focus').waitFor();
    await page.keyboard.press('Control+Enter');
    await bar(page).getByText('Split off 2 accounts from c-3fa81b09d2').waitFor();
    expect((await callsOf(page, 'edits.make'))[0]?.edit).toMatchObject({ kind: 'split', reason: '' });
  });

  it('are found by a part of their id and added', async () => {
    const page = await openCampaign();
    await page.getByRole('button', { name: 'Add accounts…' }).click();
    await page.locator('input[aria-label="Part of an account id"]:focus').waitFor();
    const found = page.getByRole('grid', { name: 'Accounts of the case' });
    await found.getByText('no campaign').first().waitFor();
    expect(await page.getByRole('button', { name: 'Add accounts', exact: true }).isDisabled()).toBe(true);
    await page.keyboard.type('acct_00');
    await soon(async () => (await callsOf(page, 'accounts.search')).at(-1)).toEqual({ text: 'acct_00', limit: 200 });
    await found
      .getByRole('row', { name: /no campaign/ })
      .first()
      .getByRole('checkbox')
      .click();
    await page.getByRole('button', { name: 'Add 1 account' }).click();
    await bar(page)
      .getByText(/Added acct_00\w+ to c-3fa81b09d2/)
      .waitFor();
  });
});

describe('campaigns', () => {
  it('are merged with others that are chosen from a table', async () => {
    const page = await openCampaign();
    await page.getByRole('button', { name: 'Merge with…' }).click();
    await page.getByRole('checkbox', { name: 'Merge c-91c04e77ab' }).click();
    await page.getByRole('button', { name: 'Merge 2 campaigns' }).click();
    await bar(page).getByText('Merged c-3fa81b09d2 and c-91c04e77ab').waitFor();
  });
});

describe('changes', () => {
  it('that are refused stay in their dialog with the reason', async () => {
    const page = await openCampaign();
    await markFirst(page, 1);
    await page.getByRole('button', { name: 'Drop from campaign…' }).click();
    await page.locator('#edit-reason:focus').waitFor();
    await page.keyboard.type('refuse');
    await page.getByRole('button', { name: 'Drop 1 account' }).click();
    await page.getByRole('alert').getByText('drop would change nothing').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(await bar(page).count()).toBe(0);
  });

  it('are undone and redone by keys, but not while a text is typed', async () => {
    const page = await openCampaign();
    await markFirst(page, 1);
    await page.getByRole('button', { name: 'Drop from campaign…' }).click();
    await page.getByRole('button', { name: 'Drop 1 account' }).click();
    await bar(page).getByText('1 change not yet analysed').waitFor();
    await members(page).focus();
    await page.keyboard.press('Control+z');
    await bar(page).getByText('Every change by hand is undone').waitFor();
    await page.keyboard.press('Control+Shift+z');
    await bar(page).getByText('1 change not yet analysed').waitFor();
    await page.getByRole('button', { name: 'Add accounts…' }).click();
    await page.locator('input[aria-label="Part of an account id"]:focus').waitFor();
    await page.keyboard.type('ab');
    await page.keyboard.press('Control+z');
    await page.waitForTimeout(200);
    expect(await callsOf(page, 'edits.undo')).toHaveLength(1);
  });

  it('are listed, the undone ones too', async () => {
    const page = await openCampaign();
    for (const count of [1, 2]) {
      await markFirst(page, count);
      await page.getByRole('button', { name: 'Drop from campaign…' }).click();
      await page.getByRole('button', { name: `Drop ${count} account` }).click();
      await page.getByText('mark accounts to compare two').waitFor();
    }
    await bar(page).getByRole('button', { name: 'Undo' }).click();
    await bar(page).getByRole('button', { name: 'All changes' }).click();
    const rows = page.getByRole('grid', { name: 'Changes by hand' }).getByRole('row');
    await soon(() => rows.nth(1).innerText()).toMatch(/2[\s\S]*analyst[\s\S]*Dropped 2 accounts[\s\S]*Undone/);
    expect(await rows.nth(2).innerText()).toContain('Not yet analysed');
  });

  it('cannot be made in a case that is open read-only', async () => {
    const page = await openCampaign({ readOnly: true });
    await markFirst(page, 2);
    expect(await page.getByRole('button', { name: 'Drop from campaign…' }).isDisabled()).toBe(true);
  });
});

describe('settings', () => {
  it('switch layers and thresholds, refuse what is out of range, and run the analysis', async () => {
    const page = await openCampaign();
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.getByRole('button', { name: 'Settings' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('User agent').waitFor();
    expect(await dialog.getByRole('checkbox', { name: /User agent/ }).isDisabled()).toBe(true);
    await dialog.getByRole('checkbox', { name: 'Payment' }).locator('..').click();
    await dialog.getByLabel('Fewest accounts').fill('1');
    await dialog.getByText('It must be a whole number from 2 to 1000000').waitFor();
    expect(await dialog.getByRole('button', { name: 'Analyse with these' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Fewest accounts').fill('8');
    await dialog.getByRole('button', { name: 'Analyse with these' }).click();
    await soon(() => callsOf(page, 'analysis.start')).toHaveLength(1);
    const [started] = await callsOf(page, 'analysis.start');
    expect(started?.settings).toMatchObject({ minAccounts: 8, layers: expect.not.arrayContaining(['payment', 'tls_fingerprint']) });
  });

  it('go back to the defaults', async () => {
    const page = await openCampaign();
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await page.getByRole('button', { name: 'Settings' }).click();
    const dialog = page.getByRole('dialog');
    const layer = dialog.getByRole('checkbox', { name: 'TLS fingerprint' });
    await layer.waitFor({ state: 'attached' });
    expect(await layer.isChecked()).toBe(false);
    await dialog.getByRole('button', { name: 'Reset to defaults' }).click();
    expect(await layer.isChecked()).toBe(true);
  });
});
