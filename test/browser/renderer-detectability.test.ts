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

async function openScreen(fixture: FixtureOptions = {}): Promise<Page> {
  const made = await host.open({ paceMs: 2, ...fixture });
  opened.push(made);
  await made.page.locator('.case-figures').waitFor();
  await made.page.keyboard.press('g');
  await made.page.keyboard.press('d');
  await made.page.getByRole('heading', { name: 'Detectability' }).waitFor();
  return made.page;
}

const startButton = (page: Page) => page.getByRole('button', { name: 'Plant and look' });
const table = (page: Page) => page.getByRole('table', { name: 'Accounts found, by style and size' });

type Call = { name: string; argument: { options?: unknown } };
const started = (page: Page): Promise<unknown[]> =>
  page.evaluate(() => {
    const { calls } = (globalThis as unknown as { stillhuntTest: { calls: Call[] } }).stillhuntTest; // set by the fixture bridge
    return calls.filter(({ name }) => name === 'detectability.start').map(({ argument }) => argument.options);
  });

describe('the detectability screen', () => {
  it('is where an analysis that found nothing leads to', async () => {
    const made = await host.open({ paceMs: 2, analysed: 'nothing-found' });
    opened.push(made);
    const { page } = made;
    await page.locator('.case-figures').waitFor();
    await page.keyboard.press('Control+4');
    await page.getByRole('button', { name: 'Would one have been found?' }).click();
    await startButton(page).waitFor();
  });

  it('says what it is for and how long it would take before anything is planted', async () => {
    const page = await openScreen();
    await page.getByText('What does it mean when nothing was found?').waitFor();
    expect(await page.getByRole('status').innerText()).toBe('45 campaigns, about 40 min, by the size of the case.');
    await page
      .getByRole('checkbox', { name: /^Combined/ })
      .locator('..')
      .click();
    await page.getByLabel('Campaigns of each').fill('1');
    expect(await page.getByRole('status').innerText()).toContain('12 campaigns, about 11 min');
  });

  it('plants what was asked for, by keyboard alone, and shows style by size what was found', async () => {
    const page = await openScreen();
    await page.getByLabel('Accounts of a campaign').fill('50 20');
    await page.getByLabel('Exchanges of an account').fill('30');
    await page.keyboard.press('Enter');
    await table(page).waitFor();
    expect(await started(page)).toEqual([
      {
        styles: ['naive', 'residential', 'paraphrased', 'benign-mix-50', 'combined'],
        sizes: [20, 50],
        repeats: 3,
        seed: 1,
        exchangesPerAccount: 30,
      },
    ]);
    expect(await table(page).getByRole('row').count()).toBe(6);
    expect(
      await table(page)
        .getByRole('row', { name: /^Naive/ })
        .innerText(),
    ).toMatch(/94–100 %\s+3 of 3 campaigns/);
    const meaning = page.getByRole('region', { name: 'Nothing found here means' });
    expect(await meaning.innerText()).toContain('Naive: a campaign of 20 or 50 accounts would have been found, 94–100 % of its accounts.');
    expect(await meaning.innerText()).toContain(
      'Combined: a campaign of 20 or 50 accounts cannot be ruled out: 6 of 6 planted ones were missed, some showing as leads.',
    );
    expect(await page.getByRole('region', { name: 'What the figures rest on' }).innerText()).toMatch(/This log lacks\s+TLS fingerprint/);
    const combined = table(page)
      .getByRole('row', { name: /^Combined/ })
      .getByRole('button')
      .first();
    await combined.focus();
    await page.keyboard.press('Enter');
    const detail = page.getByRole('region', { name: 'Combined, 20 accounts' });
    expect(await detail.innerText()).toMatch(/As leads only\s+30.0 %/);
  });

  it('shows progress, and nothing when it is cancelled', async () => {
    const page = await openScreen({ paceMs: 0 });
    await startButton(page).click();
    const planting = page.getByRole('region', { name: 'Planting in progress' });
    await planting.getByText('0 of 10').waitFor();
    await planting.getByRole('button', { name: 'Cancel' }).click();
    await startButton(page).waitFor();
    await page.getByText('What does it mean when nothing was found?').waitFor();
    expect(await table(page).count()).toBe(0);
  });

  it('keeps the last result while other screens are looked at', async () => {
    const page = await openScreen();
    await startButton(page).click();
    await table(page).waitFor();
    await page.keyboard.press('Control+3');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.keyboard.press('Control+7');
    await table(page).waitFor();
  });

  it('does not start with options that are out of range or of nothing', async () => {
    const page = await openScreen();
    await page.getByLabel('Accounts of a campaign').fill('20, one');
    await page.getByText('Whole numbers from 2 to 5000, at most 12').waitFor();
    expect(await startButton(page).isDisabled()).toBe(true);
    await page.getByLabel('Accounts of a campaign').fill('9000');
    expect(await startButton(page).isDisabled()).toBe(true);
    await page.getByLabel('Accounts of a campaign').fill('20');
    expect(await startButton(page).isDisabled()).toBe(false);
    await page.getByLabel('Seed').fill('-1');
    expect(await page.getByRole('status').innerText()).toBe('Nothing to plant as it is');
  });
});
