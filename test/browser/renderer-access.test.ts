import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FixtureOptions } from '../fixtures/renderer-bridge.ts';
import { type RendererHost, startRenderer } from './renderer-page.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
let host: RendererHost;

beforeAll(async () => {
  host = await startRenderer();
}, 180_000);
afterAll(async () => host?.close());

async function keys(page: Page, ...pressed: readonly string[]): Promise<void> {
  await page.locator('.case-figures').waitFor();
  for (const key of pressed) await page.keyboard.press(key);
  await page.waitForTimeout(600);
}

const LAKE: FixtureOptions = { exchanges: 0, analysed: 'no', chosen: 'lake', paceMs: 5 };

const SCREENS: readonly { readonly name: string; readonly fixture: FixtureOptions; readonly reach: (page: Page) => Promise<void> }[] = [
  { name: 'start', fixture: { open: false }, reach: async () => undefined },
  { name: 'import in progress', fixture: { exchanges: 0, analysed: 'no', paceMs: 400 }, reach: (page) => keys(page, 'i') },
  { name: 'review of chosen files', fixture: LAKE, reach: (page) => keys(page, 'i') },
  {
    name: 'mapping',
    fixture: LAKE,
    reach: async (page) => {
      await keys(page, 'i');
      await page.getByRole('button', { name: 'Check the mapping of mapped-csv' }).click();
      await page.getByRole('combobox', { name: 'Canonical column of ja4' }).focus();
      await keys(page, 'ArrowDown');
    },
  },
  { name: 'sources', fixture: {}, reach: (page) => keys(page, 'g', 'f') },
  {
    name: 'side tables',
    fixture: {},
    reach: async (page) => {
      await keys(page, 'g', 'f');
      await page.getByRole('button', { name: /^Side tables/ }).click();
      await page.getByRole('button', { name: 'Add a side table' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'original record',
    fixture: {},
    reach: async (page) => {
      await keys(page, 'g', 'e');
      await page.getByRole('grid', { name: 'Exchanges' }).focus();
      await keys(page, 'ArrowDown');
      await page.getByRole('button', { name: 'Original record' }).click();
    },
  },
  { name: 'quarantine', fixture: {}, reach: (page) => keys(page, 'g', 'i') },
  { name: 'overview', fixture: { analysed: 'stale' }, reach: (page) => keys(page, 'g', 'o') },
  { name: 'campaigns', fixture: {}, reach: (page) => keys(page, 'g', 'c') },
  {
    name: 'campaign',
    fixture: {},
    reach: async (page) => {
      await page.locator('.rail-campaigns button').first().click();
      await page.getByRole('grid', { name: 'Accounts of the campaign' }).focus();
      await keys(page, 'ArrowDown');
    },
  },
  {
    name: 'exchanges',
    fixture: {},
    reach: async (page) => {
      await keys(page, 'g', 'e');
      await page.getByRole('grid', { name: 'Exchanges' }).focus();
      await keys(page, 'ArrowDown');
    },
  },
  {
    name: 'changes by hand',
    fixture: {},
    reach: async (page) => {
      await page.locator('.rail-campaigns button').first().click();
      await page.getByRole('grid', { name: 'Accounts of the campaign' }).focus();
      await keys(page, 'Shift+ArrowDown');
      await page.getByRole('button', { name: 'Drop from campaign…' }).click();
      await page.getByRole('button', { name: 'Drop 2 accounts' }).click();
      await page.getByRole('button', { name: 'All changes' }).click();
      await page.getByRole('dialog').getByText('Dropped 2 accounts').waitFor();
    },
  },
  {
    name: 'accounts to add',
    fixture: {},
    reach: async (page) => {
      await page.locator('.rail-campaigns button').first().click();
      await page.getByRole('button', { name: 'Add accounts…' }).click();
      await page.getByRole('grid', { name: 'Accounts of the case' }).getByText('no campaign').first().waitFor();
    },
  },
  {
    name: 'settings of the analysis',
    fixture: {},
    reach: async (page) => {
      await keys(page, 'g', 'c');
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByRole('dialog').getByText('Fewest accounts').waitFor();
    },
  },
  { name: 'detectability, nothing planted yet', fixture: {}, reach: (page) => keys(page, 'g', 'd') },
  {
    name: 'planting in progress',
    fixture: { paceMs: 0 },
    reach: async (page) => {
      await keys(page, 'g', 'd');
      await page.getByRole('button', { name: 'Plant and look' }).click();
      await page.getByRole('region', { name: 'Planting in progress' }).waitFor();
    },
  },
  {
    name: 'detectability',
    fixture: { paceMs: 1 },
    reach: async (page) => {
      await keys(page, 'g', 'd');
      await page.getByRole('button', { name: 'Plant and look' }).click();
      await page.getByRole('table', { name: 'Accounts found, by style and size' }).waitFor();
    },
  },
  { name: 'targeting', fixture: {}, reach: (page) => keys(page, 'g', 't') },
  {
    name: 'targeting as a table, leads unfolded',
    fixture: {},
    reach: async (page) => {
      await keys(page, 'g', 't');
      await page.getByRole('button', { name: 'Show 1 lead' }).click();
      await page.getByRole('button', { name: 'Table', exact: true }).click();
      await page.getByRole('grid', { name: 'Figures by campaign, capability and elicitation' }).focus();
    },
  },
  {
    name: 'prices',
    fixture: {},
    reach: async (page) => {
      await keys(page, 'g', 't');
      await page.getByRole('button', { name: 'Prices…' }).click();
      await page.getByLabel('Output of atlas-mini-2').fill('six');
    },
  },
  {
    name: 'exchanges behind a figure',
    fixture: {},
    reach: async (page) => {
      await keys(page, 'g', 't');
      await page.getByRole('table', { name: 'Pivots by campaign' }).getByRole('button', { name: 'Model atlas-large-2' }).click();
      await page.getByRole('list', { name: 'Further filters' }).waitFor();
    },
  },
  { name: 'shortcuts', fixture: {}, reach: (page) => keys(page, '?') },
  { name: 'export', fixture: {}, reach: (page) => keys(page, 'x') },
];

describe('access', () => {
  for (const screen of SCREENS) {
    it(`has no serious barrier on ${screen.name}, light or dark`, async () => {
      const { page } = await host.open(screen.fixture);
      await screen.reach(page);
      await page.evaluate(await axeSource());
      expect(await barriers(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.waitForTimeout(300);
      expect(await barriers(page)).toEqual([]);
      await page.context().close();
    });
  }
});

/** Rule and places of every violation that axe calls serious or critical. */
async function barriers(page: Page): Promise<{ rule: string; places: string[] }[]> {
  const { violations } = await page.evaluate(async () => (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run()); // set by the script
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => ({
      rule: id,
      places: nodes.slice(0, 4).map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`),
    }));
}

let axe: string | null = null;
async function axeSource(): Promise<string> {
  axe ??= await readFile(AXE, 'utf8');
  return axe;
}
