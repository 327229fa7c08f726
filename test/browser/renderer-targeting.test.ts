import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FixtureOptions } from '../fixtures/renderer-bridge.ts';
import { type RendererHost, type RendererPage, startRenderer } from './renderer-page.ts';

const pictures = join(import.meta.dirname, '..', '..', process.env.STILLHUNT_PICTURES ?? 'test-results/pictures');
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

async function openPage(fixture: FixtureOptions, view: { dark?: boolean }): Promise<Page> {
  const made = await host.open({ paceMs: 2, ...fixture }, { ...view, width: 1360, height: 1000 });
  opened.push(made);
  await made.page.locator('.case-figures').waitFor();
  return made.page;
}

async function openTargeting(fixture: FixtureOptions = {}, view: { dark?: boolean } = {}): Promise<Page> {
  const page = await openPage(fixture, view);
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await page.getByRole('heading', { name: 'Targeting' }).waitFor();
  return page;
}

/** The page of a campaign, by its place in the list. */
async function openCampaign(place: number, fixture: FixtureOptions = {}, view: { dark?: boolean } = {}): Promise<Page> {
  const page = await openPage(fixture, view);
  await page.locator('.rail-campaigns button').nth(place).click();
  await page.getByRole('grid', { name: 'Accounts of the campaign' }).waitFor();
  return page;
}

const map = (page: Page) => page.getByRole('grid', { name: 'Log-odds by campaign, capability and elicitation' });
const glance = (page: Page) => page.getByRole('table', { name: 'What they were after' });
const taken = (page: Page) => page.getByRole('table', { name: 'What was taken, by campaign and capability' });

type Call = { name: string; argument: unknown };
const argumentsOf = (page: Page, name: string): Promise<unknown[]> =>
  page.evaluate((wanted) => {
    const { calls } = (globalThis as unknown as { stillhuntTest: { calls: Call[] } }).stillhuntTest; // set by the fixture bridge
    return calls.filter((call) => call.name === wanted).map(({ argument }) => argument);
  }, name);

/** The filter that the exchanges screen asked for last. */
async function filterShown(page: Page): Promise<unknown> {
  await page.getByRole('grid', { name: 'Exchanges' }).waitFor();
  await expect.poll(async () => (await argumentsOf(page, 'exchanges.page')).length, { timeout: 20_000 }).toBeGreaterThan(0);
  return ((await argumentsOf(page, 'exchanges.page')).at(-1) as { filter: unknown }).filter;
}

describe('the targeting screen', () => {
  it('says of each campaign what it went after, how, since when, and what that came to', async () => {
    const page = await openTargeting();
    await page.getByText('1.14 G').first().waitFor();
    const line = await glance(page).getByRole('row').nth(1).innerText();
    expect(line).toMatch(/c-3fa81b09d2\s+Strong/);
    expect(line).toMatch(/Software engineering × 5\.88 5\.43–6\.37/);
    expect(line).toMatch(/Reasoning trace × 7\.43/);
    expect(line).toMatch(/2026-02-14 and 2 more\s+Model atlas-large-2/);
    expect(line).toMatch(/600\u202f000\s+12\.0 %\s+1\.14 G\s+USD/);
    expect(await glance(page).getByRole('row').count()).toBe(3);
  });

  it('opens the exchanges behind a cell of the map, by keyboard alone, and comes back', async () => {
    const page = await openTargeting();
    await map(page).waitFor();
    await map(page)
      .getByRole('button', { name: /c-3fa81b09d2.*Software engineering/ })
      .focus();
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/^c-91c04e77ab, Reasoning: .*; flagged$/);
    expect(await map(page).locator('[tabindex="0"]').count()).toBe(1);
    await page.keyboard.press('Enter');
    expect(await filterShown(page)).toEqual({ campaignId: 'c-91c04e77ab', capability: 'reasoning' });
    await page.keyboard.press('Escape');
    await map(page).waitFor();
  });

  it('reaches from the first capability to the last elicitation, and marks flags by more than a colour', async () => {
    const page = await openTargeting();
    const cell = map(page).getByRole('button', { name: /c-3fa81b09d2.*Software engineering/ });
    await cell.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    expect(await filterShown(page)).toEqual({ campaignId: 'c-3fa81b09d2', elicitation: 'tool_trajectory' });
    await page.keyboard.press('Escape');
    await cell.waitFor();
    expect(await cell.locator('svg').count()).toBe(1);
    expect(
      await map(page)
        .getByRole('button', { name: /c-3fa81b09d2, Mathematics/ })
        .locator('svg')
        .count(),
    ).toBe(0);
  });

  it('folds leads away until they are asked for', async () => {
    const page = await openTargeting();
    await map(page).waitFor();
    expect(await map(page).getByRole('row').count()).toBe(3);
    await page.getByRole('button', { name: 'Show 1 lead' }).click();
    expect(await map(page).getByRole('row').count()).toBe(4);
    expect(await map(page).innerText()).toContain('c-e20d5b6631');
  });

  it('has the same figures as a table, sorted and copied like any other', async () => {
    const page = await openTargeting();
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    const table = page.getByRole('grid', { name: 'Figures by campaign, capability and elicitation' });
    await table.waitFor();
    expect(await table.getAttribute('aria-rowcount')).toBe('37');
    await table.getByRole('button', { name: 'Ratio' }).click();
    expect(await table.getByRole('row').nth(1).innerText()).toMatch(/Reasoning trace/);
    await table.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    expect(await filterShown(page)).toMatchObject({ elicitation: 'reasoning_trace' });
  });

  it('shows ratio or share in each cell when that is chosen', async () => {
    const page = await openTargeting();
    const cell = map(page).getByRole('button', { name: /c-3fa81b09d2.*Software engineering/ });
    expect(await cell.innerText()).toBe('+2.5');
    await page.getByRole('combobox', { name: 'Figure in each cell' }).selectOption('ratio');
    expect(await cell.innerText()).toBe('5.88');
  });

  it('sets pivots of all campaigns on the days of the case beside its events', async () => {
    const page = await openTargeting();
    const lanes = page.getByRole('table', { name: 'Pivots by campaign' });
    await lanes.waitFor();
    expect(await lanes.getByRole('row').count()).toBe(4);
    expect(await lanes.getByRole('row').nth(2).innerText()).toMatch(/Agentic tool use\s+2026-02-25\s+[\s\S]*4\.1 % → 33\.4 %/);
    await page.locator('.mark-list').getByText('Ban wave: 311 accounts closed').waitFor();
    await lanes.getByRole('button', { name: 'Model atlas-large-2' }).click();
    expect(await filterShown(page)).toEqual({ campaignId: 'c-3fa81b09d2', model: 'atlas-large-2', fromDay: '2026-02-14' });
  });

  it('counts what was taken by campaign and capability at a named version of the prices', async () => {
    const page = await openTargeting();
    await page.getByText('cost at version 2 of the price table').waitFor();
    expect(
      await taken(page)
        .getByRole('row', { name: /^c-3fa81b09d2|c-3fa81b09d2/ })
        .first()
        .innerText(),
    ).toMatch(/600\u202f000.*about 552\u202f000.*about 48\u202f000.*USD/s);
    await taken(page).getByRole('button', { name: 'Capabilities of c-91c04e77ab' }).click();
    const rows = taken(page).getByRole('row', { name: /^Reasoning/ });
    expect(await rows.count()).toBe(2);
    await rows.nth(1).getByRole('button').first().click();
    expect(await filterShown(page)).toEqual({ campaignId: 'c-91c04e77ab', capability: 'reasoning' });
  });

  it.each([true, false])('looks the same in both themes (dark: %s)', async (dark) => {
    const page = await openTargeting({}, { dark });
    await page.getByText('1.14 G').first().waitFor();
    const cell = map(page).getByRole('button', { name: /c-3fa81b09d2.*Software engineering/ });
    expect(await cell.evaluate((element) => getComputedStyle(element).color)).toBe(dark ? 'rgb(230, 233, 237)' : 'rgb(28, 33, 39)');
    mkdirSync(pictures, { recursive: true });
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(pictures, `targeting-${dark ? 'dark' : 'light'}.png`) });
  });
});

describe('the targeting screen says what is missing', () => {
  it('when the case is not analysed, and starts the analysis', async () => {
    const page = await openTargeting({ analysed: 'no' });
    await page.getByText('Not analysed yet').waitFor();
    await page.getByRole('button', { name: 'Analyse' }).click();
    await map(page).waitFor({ timeout: 20_000 });
  });

  it('when there is no campaign', async () => {
    const page = await openTargeting({ analysed: 'nothing-found' });
    await page.getByText('No campaign to compare').waitFor();
  });

  it('when the log has no times, no tokens, no prices, or an older version made the result', async () => {
    const times = await openTargeting({ lacking: 'times' });
    await times.getByText('The log gives no times').waitFor();
    const tokens = await openTargeting({ lacking: 'tokens' });
    await tokens.getByText(/The log counts no tokens/).waitFor();
    const prices = await openTargeting({ prices: 'none' });
    await prices.getByText('no price table yet: costs are left out').waitFor();
    await prices.getByRole('button', { name: 'Enter the prices' }).click();
    await prices.getByText('No version yet.').waitFor();
    const older = await openTargeting({ lacking: 'usage' });
    await older.getByText(/did not count what campaigns used/).waitFor();
  });

  it('when the figures could not be read', async () => {
    const failure = { code: 'case-damaged' as const, message: 'segment 3 does not match its hash', details: {} };
    const page = await openTargeting({ failures: { 'impact.read': failure } });
    await page.getByText('The case is damaged').waitFor();
    await map(page).waitFor();
  });
});

describe('prices', () => {
  it('are changed into a new version, and an older one is restored', async () => {
    const page = await openTargeting();
    await page.getByRole('button', { name: 'Prices…' }).click();
    const dialog = page.getByRole('dialog');
    const keep = dialog.getByRole('button', { name: 'Keep as version 3' });
    await keep.waitFor();
    expect(await keep.isDisabled()).toBe(true);
    await dialog.getByLabel('Output of atlas-mini-2').fill('six');
    expect(await dialog.getByLabel('Output of atlas-mini-2').getAttribute('aria-invalid')).toBe('true');
    expect(await keep.isDisabled()).toBe(true);
    await dialog.getByLabel('Output of atlas-mini-2').fill('6');
    await dialog.getByLabel('Note on this version').fill('Corrected');
    await keep.click();
    await dialog.getByRole('button', { name: 'Keep as version 4' }).waitFor();
    expect(await argumentsOf(page, 'prices.save')).toMatchObject([
      { note: 'Corrected', rows: [{}, { model: 'atlas-mini-2', output: 6, cacheWrite: null }] },
    ]);
    await page.getByText('cost at version 3 of the price table').waitFor();
    await dialog.getByRole('combobox', { name: 'Version' }).selectOption('1');
    expect(await dialog.getByLabel('Output of atlas-mini-2').isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'Restore version 1' }).click();
    await dialog.getByText('restored from version 1').waitFor();
    await page.getByText('cost at version 4 of the price table').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  it('are read from a file before they are kept, and a refusal is told with what to do', async () => {
    const page = await openTargeting();
    await page.getByRole('button', { name: 'Prices…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Open a file…' }).click();
    await dialog.getByLabel('Input of atlas-*').waitFor();
    expect(await dialog.getByLabel('Input of atlas-*').inputValue()).toBe('4.5');
    await dialog.getByLabel('Model of atlas-*').fill('refuse');
    await dialog.getByRole('button', { name: 'Keep as version 3' }).click();
    await dialog.getByText(/price row 1: model is refused/).waitFor();
  });

  it('cannot be changed in a case that is open read-only', async () => {
    const page = await openTargeting({ readOnly: true });
    await page.getByRole('button', { name: 'Prices…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('The case is open read-only.').waitFor();
    expect(await dialog.getByLabel('Output of atlas-mini-2').isDisabled()).toBe(true);
    expect(await dialog.getByRole('button', { name: 'Keep as version 3' }).isDisabled()).toBe(true);
  });
});

describe('the page of a campaign', () => {
  it('compares what it asks for with the baseline, and with the accounts tied without content', async () => {
    const page = await openCampaign(0);
    const plot = page.getByRole('table', { name: 'Capabilities against the baseline' });
    expect(await plot.getByRole('row').nth(1).innerText()).toMatch(/Software engineering[\s\S]*61\.2 %[\s\S]*5\.88[\s\S]*5\.47/);
    expect(await plot.getByRole('row').nth(1).locator('circle').count()).toBe(2);
    await plot.getByRole('row').nth(1).getByRole('button', { name: '10.4 %' }).click();
    expect(await filterShown(page)).toEqual({ outsideCampaigns: true, capability: 'software_engineering' });
    await page.getByRole('button', { name: 'in no campaign, remove this filter' }).click();
    await expect
      .poll(async () => (await argumentsOf(page, 'exchanges.page')).at(-1), { timeout: 20_000 })
      .toMatchObject({ filter: { capability: 'software_engineering' } });
    expect(await page.locator('.filter-chip').count()).toBe(0);
  });

  it('leaves that comparison out where it was not made', async () => {
    const page = await openCampaign(1);
    const plot = page.getByRole('table', { name: 'Capabilities against the baseline' });
    expect(await plot.getByRole('columnheader').allInnerTexts()).not.toContain('Without content');
  });

  it('shows the elicitation mix by day, where the keyboard goes to any part of any bar', async () => {
    const page = await openCampaign(0);
    const mix = page.getByRole('group', { name: 'Elicitation by day, stacked' });
    await mix.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowUp');
    const readout = page.locator('.stacked-spans figcaption');
    expect(await readout.innerText()).toMatch(/^5 Feb/);
    expect(await readout.locator('.readout.here').innerText()).toMatch(/Reasoning trace\s*5\d/);
    await page.keyboard.press('Enter');
    expect(await filterShown(page)).toEqual({
      campaignId: 'c-3fa81b09d2',
      elicitation: 'reasoning_trace',
      fromDay: '2026-02-05',
      toDay: '2026-02-05',
    });
    expect(await page.locator('.filter-chip').innerText()).toMatch(/days: 2026-02-05/);
  });

  it('shows the mix by week and as a table', async () => {
    const page = await openCampaign(0);
    await page.getByRole('button', { name: 'Weeks' }).click();
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    const table = page.getByRole('table', { name: 'Elicitation by day' });
    expect(await table.getByRole('row').count()).toBe(8);
    expect(await table.getByRole('row').nth(1).innerText()).toMatch(/Baseline\s+84\.2 %/);
    await table.getByRole('row').nth(2).getByRole('button').first().click();
    expect(await filterShown(page)).toMatchObject({ fromDay: '2026-02-02', toDay: '2026-02-08' });
  });

  it('shows each pivot with its sentence, its date and how sure that is, and what others did', async () => {
    const page = await openCampaign(0);
    const turned = page.locator('#turned');
    const [model, capability] = await turned.locator('.pivot-list > li').allInnerTexts();
    expect(model).toMatch(
      /Model atlas-large-2[\s\S]*counts towards the strength[\s\S]*within 9 hours of its release[\s\S]*matched accounts 0\.0 % → 6\.0 %/,
    );
    expect(capability).toMatch(/between 2026-02-24 and 2026-02-27/);
    const line = turned.getByRole('group', { name: 'Agentic tool use: share by day' });
    await line.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    expect(await filterShown(page)).toEqual({
      campaignId: 'c-3fa81b09d2',
      capability: 'agentic_tool_use',
      fromDay: '2026-03-15',
      toDay: '2026-03-15',
    });
  });

  it('shows what it took with every step of the arithmetic', async () => {
    const page = await openCampaign(0);
    const section = page.locator('#taken');
    await section.getByText('As a training set').waitFor();
    expect(await section.innerText()).toMatch(/about 552\u202f000 distinct \+ about 48\u202f000 repeats = 600\u202f000/);
    expect(await section.innerText()).toMatch(/1\u202f140\u202f000\u202f000 output tokens \/ 600\u202f000 = 1\u202f900 a pair/);
    await section.getByText(/^How USD .* comes about$/).click();
    const lines = section.getByRole('table', { name: 'Cost, line by line' });
    expect(await lines.getByRole('row').nth(1).innerText()).toMatch(/atlas-large-2 input\s+[\d\u202f]+\s+5\s+USD/);
  });

  it('says what is missing where the log has no times, and of leads and older results', async () => {
    const times = await openCampaign(0, { lacking: 'times' });
    await times.locator('#what').getByText('No dated exchange').waitFor();
    await times.locator('#turned').getByText('No dated exchange').waitFor();
    const lead = await openCampaign(2);
    await lead.locator('#turned').getByRole('heading', { name: 'Not looked for' }).waitFor();
    await lead.locator('#taken').getByRole('heading', { name: 'Not counted' }).waitFor();
    const older = await openCampaign(0, { lacking: 'usage' });
    await older
      .locator('#what')
      .getByText(/analyse again to count by day/)
      .waitFor();
  });

  it.each([
    ['what', true],
    ['what', false],
    ['turned', true],
    ['turned', false],
  ])('looks the same in both themes (%s, dark: %s)', async (section, dark) => {
    const page = await openCampaign(0, {}, { dark });
    await page.locator('#taken').getByText('As a training set').waitFor();
    await page.locator(`#${section}`).evaluate((element) => element.scrollIntoView({ block: 'start' }));
    mkdirSync(pictures, { recursive: true });
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(pictures, `campaign-${section}-${dark ? 'dark' : 'light'}.png`) });
  });
});
