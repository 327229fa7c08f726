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

async function open(fixture: FixtureOptions = {}, view: { dark?: boolean; width?: number; height?: number } = {}): Promise<Page> {
  const made = await host.open(fixture, view);
  opened.push(made);
  return made.page;
}

/** Retries until true; a loaded machine takes its time. */
const soon = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 });

type Call = { name: string; argument: Record<string, unknown> };
const callsOf = (page: Page, name: string): Promise<Call[]> =>
  page.evaluate((wanted) => {
    const { calls } = (globalThis as unknown as { stillhuntTest: { calls: Call[] } }).stillhuntTest; // set by the fixture bridge
    return calls.filter((call) => call.name === wanted);
  }, name);

/** Shortcuts that need a case do nothing until it is known. */
async function caseShown(page: Page): Promise<void> {
  await page.locator('.rail-item:enabled').nth(4).waitFor();
}

/** Everything is recognised: one Enter starts the import. */
async function importChosen(page: Page): Promise<void> {
  await caseShown(page);
  await page.keyboard.press('i');
  await page.locator('#start-import:focus').waitFor();
  await page.keyboard.press('Enter');
}

async function goTo(page: Page, key: string): Promise<void> {
  await caseShown(page);
  await page.keyboard.press('g');
  await page.keyboard.press(key);
}

describe('start', () => {
  it('lists recent cases, marks the missing one and shows a direction override as its code point', async () => {
    const page = await open({ open: false });
    const grid = page.getByRole('grid', { name: 'Recent cases' });
    await grid.getByText('Spring review', { exact: true }).waitFor();
    const missing = grid.getByRole('row', { name: /missing/ });
    expect(await missing.innerText()).toContain('U+202E');
    expect(await missing.innerText()).not.toContain('\u202e');
  });

  it('opens the recent case under the cursor with the Enter key', async () => {
    const page = await open({ open: false });
    await page.getByText('Spring review', { exact: true }).waitFor();
    await page.getByRole('grid', { name: 'Recent cases' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    expect((await callsOf(page, 'case.open'))[0]?.argument).toEqual({ recentPath: '/cases/Spring review/Spring review.stillhunt' });
  });

  it('tells who holds a locked case and opens it read-only', async () => {
    const failures = { 'case.open': { code: 'case-locked' as const, message: 'held', details: {} } };
    const lockHolder = { processId: 4411, host: 'lab-3', program: 'stillhunt import', since: '2026-03-21T09:12:00.000Z' };
    const page = await open({ open: false, failures, lockHolder });
    await page.getByRole('button', { name: 'Atlas' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('lab-3').waitFor();
    expect(await dialog.innerText()).toMatch(/process 4411[\s\S]*2026-03-21 09:12:00/);
    await dialog.getByRole('button', { name: 'Open read-only' }).click();
    await page.getByText('read-only', { exact: true }).waitFor();
  });

  it('looks at a file dropped on the window through the path that the bridge gives, and imports it on Enter', async () => {
    const page = await open({ open: false, paceMs: 5 });
    await page.locator('.frame').evaluate((frame) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['{}'], 'gateway.jsonl'));
      for (const type of ['dragenter', 'dragover', 'drop']) frame.dispatchEvent(new DragEvent(type, { bubbles: true, dataTransfer }));
    });
    await page.locator('#start-import:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Import complete' }).waitFor();
    expect((await callsOf(page, 'import.choose'))[0]?.argument).toEqual({ droppedFiles: ['/dropped/gateway.jsonl'] });
    expect((await callsOf(page, 'import.start')).map(({ argument }) => argument)).toEqual([{ selectionId: 1, choices: [] }]);
  });
});

describe('import', () => {
  it('shows progress, counts quarantine and leaves what was read when cancelled', async () => {
    const page = await open({ exchanges: 0, analysed: 'no', paceMs: 250 });
    await importChosen(page);
    const progress = page.getByRole('region', { name: 'Import in progress' });
    await progress.getByText(/[MG]B\/s/).waitFor();
    expect(await progress.innerText()).toMatch(/gateway-2026-02\.jsonl\.zst[\s\S]*of 5\.95 GB[\s\S]*Quarantined/);
    await progress.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Import cancelled').first().waitFor();
    await page.getByText(/stay in the case/).waitFor();
  });

  it('sums up, lists quarantined records with position and reason, and starts the analysis', async () => {
    const page = await open({ exchanges: 0, analysed: 'no', paceMs: 5 });
    await importChosen(page);
    await page.getByRole('heading', { name: 'Import complete' }).waitFor();
    const quarantine = page.getByRole('grid', { name: 'Quarantined records' });
    expect(await quarantine.getByRole('row').nth(1).innerText()).toMatch(/1\u202f482\u202f004[\s\S]*Not JSON/);
    await page.getByRole('button', { name: 'Analyse now' }).click();
    await soon(async () => (await callsOf(page, 'analysis.start')).length).toBe(1);
  });
});

describe('overview', () => {
  it('says when the analysis does not know the latest import', async () => {
    const page = await open({ analysed: 'stale' });
    await page.getByText(/imported after the last analysis/).waitFor();
  });

  it('reads the exact numbers of a day with the arrow keys', async () => {
    const page = await open();
    const chart = page.getByRole('group', { name: /Exchanges per day/ });
    await chart.focus();
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight');
    const readout = page.locator('.day-chart figcaption');
    await soon(() => readout.innerText()).toMatch(/2026-02-05[\s\S]*c-3fa81b09d2\s*1\u202f\d{3}/);
  });

  it('calls an unavailable layer unavailable, not empty', async () => {
    const page = await open();
    const row = page.getByRole('grid', { name: 'Layers' }).getByRole('row', { name: /User agent/ });
    expect(await row.innerText()).toMatch(/unavailable\s*–/);
  });
});

describe('campaigns', () => {
  it('explains that nothing found is no proof', async () => {
    const page = await open({ analysed: 'nothing-found' });
    await goTo(page, 'c');
    await page.getByText(/not proof that there is none/).waitFor();
  });

  it('offers the analysis when there was none', async () => {
    const page = await open({ analysed: 'no' });
    await goTo(page, 'c');
    await page.getByRole('main').getByRole('button', { name: 'Analyse' }).click();
    await page.getByRole('grid', { name: 'Campaigns' }).getByText('c-3fa81b09d2').waitFor();
  });

  it('sorts by a column and opens the campaign under the cursor', async () => {
    const page = await open();
    await goTo(page, 'c');
    const grid = page.getByRole('grid', { name: 'Campaigns' });
    await grid.getByText('c-3fa81b09d2').waitFor();
    expect(await grid.getByRole('row').nth(1).innerText()).toContain('c-3fa81b09d2');
    await grid.getByRole('button', { name: 'Accounts' }).click();
    await grid.getByRole('button', { name: 'Accounts' }).click();
    expect(await grid.getByRole('row').nth(1).innerText()).toContain('c-e20d5b6631');
    await grid.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'c-e20d5b6631' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Campaigns' }).waitFor();
  });

  it('states strength, groups and the flagged capability in plain words', async () => {
    const page = await open();
    await page.locator('.rail-campaigns button').first().click();
    const sentence = await page.locator('.sentence').innerText();
    expect(sentence).toMatch(/214 accounts \(10\.7 % of all\) tied by 5 independent kinds of evidence/);
    expect(sentence).toMatch(/software engineering 5\.88 times as often as the baseline/);
    const flagged = page.getByRole('table', { name: 'Capabilities against the baseline' }).locator('tr.flagged');
    expect(await flagged.locator('th').allInnerTexts()).toEqual(['Software engineering', 'Agentic tool use']);
  });

  it('compares two marked accounts layer by layer', async () => {
    const page = await open();
    await page.locator('.rail-campaigns button').first().click();
    await page.getByRole('grid', { name: 'Accounts of the campaign' }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.getByText('Together 13.23. Both are in c-3fa81b09d2.').waitFor();
    expect((await callsOf(page, 'analysis.tie')).length).toBeGreaterThan(0);
  });
});

describe('exchanges', () => {
  it('reaches the last of five million rows and walks up from there', async () => {
    const page = await open();
    await goTo(page, 'e');
    const grid = page.getByRole('grid', { name: 'Exchanges' });
    await grid.getByText('2026-02-02').first().waitFor();
    await grid.focus();
    await page.keyboard.press('End');
    await soon(() => grid.locator('[aria-selected="true"]').innerText()).toContain('4\u202f999\u202f999');
    await page.keyboard.press('ArrowUp');
    await page.getByText('Row 4\u202f999\u202f998').waitFor();
    expect(await grid.getAttribute('aria-rowcount')).toBe('5000001');
  });

  it('moves by true pixels under the wheel and in proportion under the scroll bar', async () => {
    const page = await open();
    await goTo(page, 'e');
    const grid = page.getByRole('grid', { name: 'Exchanges' });
    await grid.getByText('2026-02-02').first().waitFor();
    await grid.hover();
    await page.mouse.wheel(0, 2400);
    await soon(() => grid.getByRole('row').nth(3).innerText()).toMatch(/^10\d\s/);
    await grid.evaluate((element) => element.scrollTo(0, 5_000_000));
    await soon(() => grid.getByRole('row').nth(3).innerText()).toMatch(/^3\u202f12\d\u202f\d{3}\s/);
  });

  it('narrows by text and says how many match', async () => {
    const page = await open();
    await caseShown(page);
    await page.keyboard.press('/');
    await page.locator('input[aria-label="Text in prompt or completion"]:focus').waitFor();
    await page.keyboard.type('pool');
    await page
      .getByRole('status')
      .getByText(/161\u202f290 of 5\u202f000\u202f000/)
      .waitFor();
    await page.getByLabel('Text in prompt or completion').fill('nothing at all');
    await page.getByText('No exchange matches').waitFor();
  });

  it('shows markup and hidden characters of a prompt as text and runs none of it', async () => {
    const page = await open();
    await goTo(page, 'e');
    await page.getByRole('grid', { name: 'Exchanges' }).getByText('2026-02-02').first().waitFor();
    await page.getByRole('grid', { name: 'Exchanges' }).focus();
    for (let i = 0; i < 7; i++) await page.keyboard.press('ArrowDown');
    const prompt = page.getByRole('region', { name: 'Prompt', exact: true });
    await prompt.getByText('U+202E').waitFor();
    const text = await prompt.innerText();
    expect(text).toContain('<img src=x onerror="window.attacked=1"><script>window.attacked=2</script>');
    expect(text).toMatch(/U\+202Etxt\.exeU\+202C zeroU\+200Bwidth U\+0007bell/);
    expect(await page.evaluate(() => 'attacked' in window)).toBe(false);
    expect(await page.locator('.reader img, .reader script').count()).toBe(0);
  });
});

describe('window', () => {
  it('shows a failure as a fact with advice, and closes with Escape', async () => {
    const failures = { 'analysis.start': { code: 'disk-full' as const, message: 'no space left on /cases', details: { needed: 5 } } };
    const page = await open({ failures });
    await caseShown(page);
    await page.keyboard.press('a');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('no space left on /cases').waitFor();
    expect(await dialog.innerText()).toContain('Free some space');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });

  it('lists its shortcuts on the question mark', async () => {
    const page = await open();
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog').innerText()).toMatch(/Go to Campaigns\s+g\s*c/);
  });

  it('follows the system theme until one is chosen', async () => {
    const page = await open({}, { dark: true });
    const isDark = (): Promise<boolean> => page.evaluate(() => document.body.classList.contains('bp6-dark'));
    expect(await isDark()).toBe(true);
    await page.emulateMedia({ colorScheme: 'light' });
    await soon(isDark).toBe(false);
    await page.keyboard.press('t');
    await page.keyboard.press('t');
    await soon(isDark).toBe(true);
    expect((await callsOf(page, 'window.setTheme')).at(-1)?.argument).toEqual({ theme: 'dark' });
  });

  it('keeps the columns that were chosen', async () => {
    const page = await open();
    await goTo(page, 'c');
    await page.getByRole('button', { name: 'Columns and copying of Campaigns' }).click();
    const lastSeen = page.getByRole('checkbox', { name: 'Last seen' });
    await lastSeen.focus();
    await page.keyboard.press('Space');
    await soon(() => lastSeen.isChecked()).toBe(false);
    await page.reload();
    await goTo(page, 'c');
    const titles = page.getByRole('grid', { name: 'Campaigns' }).getByRole('columnheader');
    await titles.first().waitFor();
    expect(await titles.allInnerTexts()).not.toContain('Last seen');
  });
});
