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

/** The page of a campaign, by its place in the list. */
async function openCampaign(place: number, view: { dark?: boolean } = {}, fixture: FixtureOptions = {}): Promise<Page> {
  const made = await host.open(fixture, { ...view, width: 1360, height: 1000 });
  opened.push(made);
  await made.page.locator('.rail-campaigns button').nth(place).click();
  await made.page.getByRole('grid', { name: 'Accounts of the campaign' }).waitFor();
  return made.page;
}

const titlesOf = (page: Page, grid: string): Promise<string[]> =>
  page.getByRole('grid', { name: grid }).getByRole('columnheader').allInnerTexts();

describe('how sure a campaign is', () => {
  it('reads as a table whose steps add up to the score', async () => {
    const page = await openCampaign(0);
    const rows = page.getByRole('table', { name: 'What each layer adds to the score' }).getByRole('row');
    const cells = await rows.allInnerTexts();
    expect(cells.slice(1).map((text) => text.split(/\s*\t\s*/)[0]?.trim())).toEqual([
      'Payment',
      'Template',
      'Even load',
      'Client /24',
      'TLS fingerprint',
    ]);
    const adds = cells.slice(1).map((text) => Number(/\+(\d+\.\d)/.exec(text)?.[1]));
    expect(adds.reduce((sum, points) => sum + points, 0)).toBeCloseTo(87.4, 5);
    expect(cells.at(-1)).toContain('87.4');
  });

  it('tells chance, harvest, core and parts, and what was measured of the group against what', async () => {
    const page = await openCampaign(0);
    const how = page.locator('#how');
    for (const text of [
      /No campaign of at least this score was found/,
      /Looks like a harvest/,
      /carry a text that the campaign holds/,
      /at the edge by one/,
      /Part 2: \d+ accounts/,
    ])
      await how.getByText(text).first().waitFor();
    const behaviour = page.getByRole('table', { name: 'Behaviour of the group' });
    expect(await behaviour.getByRole('row').nth(1).innerText()).toMatch(/Even load[\s\S]*Holds[\s\S]*as much as other accounts/);
    expect(await behaviour.getByRole('row').nth(2).innerText()).toMatch(/IP churn[\s\S]*Does not hold/);
  });

  it('says of a result of an older version what to do, and asks for the analysis', async () => {
    const page = await openCampaign(2);
    const how = page.locator('#how');
    await how.getByText('Analysed by an older version').waitFor();
    await how.getByRole('button', { name: 'Analyse again' }).click();
    await page
      .getByText(/Analysing/)
      .first()
      .waitFor();
    expect(await titlesOf(page, 'Accounts of the campaign')).not.toContain('Role');
  });

  it.each([true, false])('looks the same in both themes (dark: %s)', async (dark) => {
    const page = await openCampaign(0, { dark });
    await page.locator('#how').evaluate((section) => section.scrollIntoView({ block: 'start' }));
    const bar = page.locator('.waterfall-mark .bar').first();
    const fill = await bar.evaluate((element) => getComputedStyle(element).fill);
    expect(fill).toBe(dark ? 'rgb(255, 143, 140)' : 'rgb(172, 47, 51)');
    mkdirSync(pictures, { recursive: true });
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(pictures, `campaign-how-${dark ? 'dark' : 'light'}.png`) });
  });
});

describe('the accounts of a campaign', () => {
  it('show role, harvest and part, and one part alone when it is chosen', async () => {
    const page = await openCampaign(0);
    expect(await titlesOf(page, 'Accounts of the campaign')).toEqual(expect.arrayContaining(['Role', 'Harvest', 'Part']));
    const filter = page.getByRole('combobox', { name: 'Part of the campaign' });
    await filter.selectOption('2');
    const listed = page.locator('.part-filter').getByText(/^\d+ accounts listed$/);
    await listed.waitFor();
    const shown = Number.parseInt(await listed.innerText(), 10);
    expect(await filter.locator('option:checked').innerText()).toBe(`Part 2 (${shown})`);
    const grid = page.getByRole('grid', { name: 'Accounts of the campaign' });
    expect(await grid.getAttribute('aria-rowcount')).toBe(String(shown + 1));
    await filter.selectOption('all');
    await expect.poll(() => grid.getAttribute('aria-rowcount'), { timeout: 20_000 }).toBe('215');
  });

  it('have no filter where the campaign has no parts', async () => {
    const page = await openCampaign(1);
    expect(await page.getByRole('combobox', { name: 'Part of the campaign' }).count()).toBe(0);
    expect(await titlesOf(page, 'Accounts of the campaign')).not.toContain('Part');
  });

  it('when two are compared, also say what the group as a whole does', async () => {
    const page = await openCampaign(0);
    const grid = page.getByRole('grid', { name: 'Accounts of the campaign' });
    await grid.focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    const tie = page.getByRole('region', { name: 'What ties the two accounts' });
    await tie.waitFor();
    const text = await tie.innerText();
    expect(text).toMatch(/of its link weight stays inside/);
    expect(text).toMatch(/Even load\s*holds/);
  });
});
