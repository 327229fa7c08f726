import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runSample } from '../../main/services/samples.ts';
import type { Launched } from '../electron-standin/launch.ts';
import { type DesktopWindow, jobEnd, openWindow, openWith, picture } from './desktop-window.ts';

const folder = mkdtempSync(join(tmpdir(), 'stillhunt-by-hand-'));
let desktop: DesktopWindow;
let program: Launched;
let page: Page;
let found = { id: '', accounts: 0 };

beforeAll(async () => {
  const control = { isCancelled: () => false, report: () => {} };
  const sample = await runSample(join(folder, 'sample'), { exchanges: 6_000, accounts: 300, seed: 7 }, control);
  const [campaign] = sample.campaigns;
  found = { id: campaign?.id ?? '', accounts: campaign?.accountCount ?? 0 };
  desktop = await openWindow(join(folder, 'user'));
  ({ program, page } = desktop);
  await openWith(program, [sample.paths.case]);
});
afterAll(async () => {
  await program?.close();
  rmSync(folder, { recursive: true, force: true });
});

const bar = () => page.getByRole('region', { name: 'Changes by hand' });

describe('an analyst', () => {
  test('opens the case and its strongest campaign', async () => {
    await page.getByRole('heading', { name: 'Stillhunt' }).waitFor();
    await page.keyboard.press('o');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.keyboard.press('Control+4');
    await page.getByRole('grid', { name: 'Campaigns' }).getByRole('button', { name: found.id }).click();
    await page.getByRole('heading', { name: found.id }).waitFor();
  });

  test('drops two accounts that it swallowed, and says why', async () => {
    const members = page.getByRole('grid', { name: 'Accounts of the campaign' });
    await members.getByRole('row').nth(3).waitFor();
    await members.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByText('2 marked').waitFor();
    await page.getByRole('button', { name: 'Drop from campaign…' }).click();
    await page.locator('#edit-reason:focus').waitFor();
    await page.keyboard.type('two customers of ours, confirmed by sales');
    await page.getByRole('button', { name: 'Drop 2 accounts' }).click();
    await bar().getByText('1 change not yet analysed').waitFor();
    await picture(page, 'campaign-edited');
  });

  test('analyses again and stays on the campaign, which has another id now', async () => {
    const end = jobEnd(page, 'analysis');
    await bar().getByRole('button', { name: 'Analyse again' }).click();
    expect(await end).toBe('done');
    await page.getByText('By hand: 2 accounts dropped.').waitFor();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).not.toBe(found.id);
    await bar().getByText('1 change by hand in this analysis').waitFor();
    expect(await page.locator('.stat').first().innerText()).toMatch(new RegExp(`${found.accounts - 2}$`));
  });

  test('takes it back with Ctrl+Z and finds the campaign as it was', async () => {
    await page.keyboard.press('Control+z');
    await bar().getByText('1 change not yet analysed').waitFor();
    const end = jobEnd(page, 'analysis');
    await page.keyboard.press('a');
    expect(await end).toBe('done');
    await page.getByRole('heading', { name: found.id }).waitFor();
    await bar().getByRole('button', { name: 'All changes' }).click();
    const changes = page.getByRole('grid', { name: 'Changes by hand' });
    await changes.getByText('Undone').waitFor();
    await picture(page, 'changes');
    await page.keyboard.press('Escape');
  });

  test('switches a layer off in the settings, which the next analysis keeps', async () => {
    await page.keyboard.press('Control+4');
    await page.getByRole('button', { name: 'Settings' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Fewest accounts').waitFor();
    await picture(page, 'settings');
    await dialog.getByRole('checkbox', { name: 'Template', exact: true }).locator('..').click();
    const end = jobEnd(page, 'analysis');
    await dialog.getByRole('button', { name: 'Analyse with these' }).click();
    expect(await end).toBe('done');
    await page.getByRole('button', { name: 'Settings' }).click();
    const template = page.getByRole('dialog').getByRole('checkbox', { name: 'Template', exact: true });
    await template.waitFor({ state: 'attached' });
    expect(await template.isChecked()).toBe(false);
    await page.keyboard.press('Escape');
  });

  test('finds it all in the activity log', async () => {
    await page.keyboard.press('Control+3');
    const log = page.getByRole('grid', { name: 'Activity log' });
    await log.getByText('campaign-edit-undone').waitFor();
    expect(await log.getByRole('row', { name: /campaign-edited/ }).innerText()).toContain('two customers of ours, confirmed by sales');
  });
});

test('nothing went wrong in the page', () => {
  expect(desktop.faults).toEqual([]);
});
