import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { simulate } from '../../main/services/simulations.ts';
import type { Launched } from '../electron-standin/launch.ts';
import { type DesktopWindow, jobEnd, openWindow, openWith, picture, saveAs } from './desktop-window.ts';

const folder = mkdtempSync(join(tmpdir(), 'stillhunt-journey-'));
const traffic = join(folder, 'traffic');
const hostileLog = join(folder, 'hostile.jsonl');
const HOSTILE = `</pre></textarea><script>document.title='owned'</script><img src=x onerror="document.title='owned'"><iframe src="javascript:alert(1)"></iframe>`;

let desktop: DesktopWindow;
let program: Launched;
let page: Page;

beforeAll(async () => {
  const control = { isCancelled: () => false, report: () => {} };
  await simulate('planted', traffic, { exchanges: 12_000, accounts: 600, seed: 7 }, control);
  const hostile = {
    account_id: HOSTILE,
    ts: '2026-03-12T00:00:00Z',
    prompt_text: HOSTILE,
    completion_text: `${HOSTILE}\u202e\u0000`,
    system_prompt: HOSTILE,
  };
  writeFileSync(hostileLog, `${JSON.stringify(hostile)}\n{"cut`);
  desktop = await openWindow(join(folder, 'user'));
  ({ program, page } = desktop);
});
afterAll(async () => {
  await program?.close();
  rmSync(folder, { recursive: true, force: true });
});

const menu = (id: string) =>
  program.evaluate(({ Menu }, item) => {
    Menu.getApplicationMenu()?.getMenuItemById(item)?.click();
  }, id);

describe('an analyst', () => {
  test('makes a new case', async () => {
    await page.getByRole('heading', { name: 'Stillhunt' }).waitFor();
    await picture(page, 'start');
    await saveAs(program, join(folder, 'Harvest'));
    await page.getByRole('button', { name: 'New case' }).click();
    await page.getByRole('heading', { name: 'Import', exact: true }).waitFor();
    await expect
      .poll(() => program.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle(), null))
      .toContain('Harvest');
  });

  test('imports log files and sees what could not be read', async () => {
    await openWith(program, [join(traffic, 'exchanges.jsonl'), hostileLog]);
    await page.locator('main').getByRole('button', { name: 'Import log files' }).click();
    await page.getByRole('button', { name: /^Import 2 files/ }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('start-import');
    const end = jobEnd(page, 'import');
    await page.keyboard.press('Enter');
    expect(await end).toBe('done');
    await page.getByText('12\u202f001').first().waitFor();
    await page.getByRole('grid', { name: 'Quarantined records' }).getByText('hostile.jsonl').first().waitFor();
    await picture(page, 'import');
  });

  test('analyses from the menu and reads the overview', async () => {
    const end = jobEnd(page, 'analysis');
    await menu('analyse');
    expect(await end).toBe('done');
    await page.keyboard.press('Control+3');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await picture(page, 'overview');
  });

  test('opens the strongest campaign', async () => {
    await page.keyboard.press('Control+4');
    const table = page.getByRole('grid', { name: 'Campaigns' });
    await table.getByRole('row').nth(1).waitFor();
    await picture(page, 'campaigns');
    await table.focus();
    await page.keyboard.press('Enter');
    await page.getByText('Why', { exact: false }).first().waitFor();
    await page.waitForTimeout(1_500);
    await picture(page, 'campaign');
  });

  test('sees what campaigns were after, prices what they took, and opens the exchanges behind a figure', async () => {
    await page.keyboard.press('Control+8');
    const map = page.getByRole('grid', { name: 'Log-odds by campaign, capability and elicitation' });
    await map.waitFor();
    await page.getByRole('button', { name: 'Prices…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Add a model' }).click();
    await dialog.getByLabel('Model of a new model').fill('*');
    await dialog.getByLabel('Output of *').fill('10');
    await dialog.getByRole('button', { name: 'Keep as version 1' }).click();
    await dialog.getByRole('button', { name: 'Keep as version 2' }).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    const taken = page.getByRole('table', { name: 'What was taken, by campaign and capability' });
    await taken.getByText(/USD/).first().waitFor();
    const figure = taken.getByRole('row').nth(2).getByRole('button').first();
    const exchanges = await figure.innerText();
    await figure.click();
    await page.getByText(`${exchanges} of 12\u202f001`).waitFor();
  });

  test('reads an exchange', async () => {
    await page.keyboard.press('Control+5');
    const table = page.getByRole('grid', { name: 'Exchanges' });
    const row = table.getByRole('row').nth(5);
    await row.getByText('2026-').first().waitFor();
    await row.click();
    const reader = page.getByRole('region', { name: 'Reader' });
    await reader.getByRole('heading', { name: 'Prompt', exact: true }).waitFor();
    await reader.getByRole('heading', { name: 'Completion' }).waitFor();
    await picture(page, 'exchanges');
  });

  test('finds a hostile exchange and sees its text as text', async () => {
    await page.keyboard.press('Control+f');
    await page.locator('#exchange-find:focus').fill("document.title='owned'");
    await page.keyboard.press('Enter');
    await page.getByText('1 of 12\u202f001').waitFor();
    const row = page.getByRole('grid', { name: 'Exchanges' }).getByRole('row').nth(1);
    await row.getByText('<').first().waitFor();
    await row.click();
    const reader = page.getByRole('region', { name: 'Reader' });
    await reader.getByText('javascript:alert(1)', { exact: false }).first().waitFor();
    expect(await page.evaluate(() => [document.title === 'owned', document.querySelectorAll('iframe, img[src="x"]').length])).toEqual([
      false,
      0,
    ]);
  });

  test('checks the case, closes it and finds it on the list of recent ones', async () => {
    const end = jobEnd(page, 'check');
    await menu('check');
    expect(await end).toBe('done');
    const report = page.getByRole('dialog');
    await report.waitFor();
    await page.keyboard.press('Escape');
    await report.waitFor({ state: 'hidden' });
    await menu('close-case');
    await page.getByRole('grid', { name: 'Recent cases' }).getByText('Harvest', { exact: true }).first().waitFor();
  });

  test('opens it again from there', async () => {
    await page.getByRole('grid', { name: 'Recent cases' }).getByRole('button', { name: 'Harvest' }).first().click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.getByText('12\u202f001').first().waitFor();
  });
});

test('nothing went wrong in the page and nothing left the machine', async () => {
  expect(desktop.faults).toEqual([]);
  if (!program.real) expect(await program.evaluate(({ __standin }) => __standin.blocked, null)).toEqual([]);
});
