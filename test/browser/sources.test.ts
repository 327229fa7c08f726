import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DesktopWindow, drop, jobEnd, openWindow, picture, saveAs } from './desktop-window.ts';

const folder = mkdtempSync(join(tmpdir(), 'stillhunt-sources-'));
const table = join(folder, 'warehouse.csv');
const lake = join(folder, 'lake');
const mappingFile = join(folder, 'warehouse.mapping.json');
const quarantineFile = join(folder, 'set-aside.jsonl');

let desktop: DesktopWindow;
let page: Page;

/** Names that no rule knows: `kunde` and `frage` are the account and the prompt. */
function warehouseCsv(): string {
  const rows = ['kunde,frage,antwort,zeitpunkt,modellname,schicht'];
  for (let i = 0; i < 60; i++) {
    const at = i === 4 ? 'gestern' : String(1_772_442_000 + i * 60);
    rows.push(`kunde-${i % 9},"Write a parser for case ${i}, and explain it",Here is parser ${i},${at},atlas-large-2,${i % 3}`);
  }
  return `${rows.join('\n')}\n`;
}

function canonicalLines(count: number, from: number): string {
  return Array.from({ length: count }, (_, i) => {
    const record = {
      request_id: `req_${from + i}`,
      ts: new Date(Date.UTC(2026, 2, 3) + (from + i) * 3_600_000).toISOString(),
      account_id: `kunde-${(from + i) % 9}`,
      prompt_text: `Explain step ${from + i}`,
      completion_text: `Step ${from + i} is <b>bold</b>`,
      request_model: 'atlas-large-2',
    };
    return `${JSON.stringify(record)}\n`;
  }).join('');
}

beforeAll(async () => {
  mkdirSync(join(lake, '2026', '03'), { recursive: true });
  writeFileSync(table, warehouseCsv());
  writeFileSync(join(lake, '2026', '03', 'a.jsonl'), canonicalLines(40, 0));
  writeFileSync(join(lake, '2026', '03', 'b.jsonl'), `${canonicalLines(40, 20)}{"cut`);
  writeFileSync(join(lake, 'notes.txt'), 'nothing to see here\n');
  writeFileSync(join(lake, 'accounts.csv'), 'account_id,payment_hash,country\nkunde-0,h0,SG\nkunde-1,h0,SG\nkunde-77,h9,DE\n');
  desktop = await openWindow(join(folder, 'user'));
  page = desktop.page;
});
afterAll(async () => {
  await desktop?.program.close();
  rmSync(folder, { recursive: true, force: true });
});

const review = () => page.getByRole('list', { name: 'Kinds of files' });
const picker = (column: string) => page.getByRole('combobox', { name: `Canonical column of ${column}`, exact: true });

async function mapByKeyboard(column: string, search: string): Promise<void> {
  await picker(column).focus();
  await page.keyboard.type(search);
  await page.keyboard.press('Enter');
}

/** Commands of the page itself, as its screens send them. */
const pageOfExchanges = (text: string) =>
  page.evaluate(async (wanted) => {
    const answer = await window.stillhunt.call('exchanges.page', { filter: { text: wanted }, offset: 0, limit: 50 });
    return answer.ok ? answer.value : answer.failure;
  }, text);

describe('a table with foreign column names', () => {
  test('is mapped by keyboard beside its first rows and what comes of them', async () => {
    await page.getByRole('heading', { name: 'Stillhunt' }).waitFor();
    await drop(desktop, table);
    await review().getByText('Needs a mapping').waitFor();
    await page.getByRole('button', { name: 'Map columns of Unknown table' }).click();
    await picker('kunde').waitFor();
    await mapByKeyboard('kunde', 'account_id');
    await mapByKeyboard('frage', 'prompt_text');
    await mapByKeyboard('antwort', 'completion_text');
    await mapByKeyboard('zeitpunkt', 'ts');
    await mapByKeyboard('modellname', 'request_model');
    await page.getByRole('status').getByText('19 accepted').waitFor();
    await page.getByText('1 refused').waitFor();
    const preview = page.getByRole('grid', { name: 'Exchanges that come of it' });
    await preview.getByRole('row', { name: /ts is no time/ }).waitFor();
    const times = page.getByRole('list', { name: 'First times and what they are read as' });
    await times.getByText('2026-03-02').first().waitFor();
    expect(await times.innerText()).toMatch(/1772442000\s*→\s*2026-03-02 09:00:00/);
    await picture(page, 'mapping');
  });

  test('takes a choice back and does it again', async () => {
    await picker('schicht').focus();
    await page.keyboard.type('end_user');
    await page.keyboard.press('Enter');
    expect(await picker('schicht').inputValue()).toBe('end_user_id');
    await page.keyboard.press('Control+z');
    await expect.poll(() => picker('schicht').inputValue()).toBe('');
    await page.keyboard.press('Control+y');
    await expect.poll(() => picker('schicht').inputValue()).toBe('end_user_id');
    await page.keyboard.press('Control+z');
  });

  test('saves its mapping as the file that the headless program takes', async () => {
    await saveAs(desktop.program, mappingFile);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => readMapping()?.columns).toMatchObject({ kunde: 'account_id', frage: 'prompt_text' });
  });

  test('is imported by it into a new case, and what it refuses is set aside', async () => {
    await page.keyboard.press('Control+Enter');
    await review().getByText('Mapped by you').waitFor();
    await saveAs(desktop.program, join(folder, 'Harvest'));
    const end = jobEnd(page, 'import');
    await page.getByRole('button', { name: /^Import 1 file/ }).click();
    expect(await end).toBe('done');
    await page.getByRole('heading', { name: 'Import complete' }).waitFor();
    const found = await pageOfExchanges('parser for case 7,');
    expect(found).toMatchObject({ total: 1, lines: [{ accountId: 'kunde-7', model: 'atlas-large-2', ts: '2026-03-02T09:07:00.000Z' }] });
    expect(await pageOfExchanges('parser for case 4,')).toMatchObject({ total: 0 });
  });
});

describe('a folder', () => {
  test('is dropped whole, shows what each file is, and one Enter imports it', async () => {
    await drop(desktop, lake);
    await review()
      .getByRole('button', { name: /^Side table: accounts/ })
      .waitFor();
    expect(await review().innerText()).toMatch(/canonical-jsonl[\s\S]*2 files/);
    await page.getByRole('button', { name: /^Skipped \(1\)/ }).click();
    await page.getByRole('grid', { name: 'Files skipped' }).getByText('notes.txt').waitFor();
    await page.getByRole('button', { name: /^Found \(3\)/ }).click();
    await page.getByRole('grid', { name: 'Files found' }).getByText('a.jsonl').waitFor();
    await picture(page, 'review');
    const end = jobEnd(page, 'import');
    await page.locator('#start-import').focus();
    await page.keyboard.press('Enter');
    expect(await end).toBe('done');
    await page.locator('.case-figures').getByText('119').waitFor();
    await page.getByText('Side tables joined').waitFor();
  });
});

describe('the sources screen', () => {
  test('tells of each source and which layers its empty columns disable', async () => {
    await page.keyboard.press('Control+6');
    const grid = page.getByRole('grid', { name: 'Sources' });
    await grid.getByText('warehouse.csv').waitFor();
    expect(await grid.getByRole('row', { name: /b\.jsonl/ }).innerText()).toMatch(/20[\s\S]*1[\s\S]*20/);
    const disabled = page.getByRole('list', { name: 'Layers that empty columns disable' });
    await disabled.getByText('TLS fingerprint').waitFor();
    await picture(page, 'sources');
    await grid.getByText('warehouse.csv').click();
    await page.getByRole('button', { name: 'Format and mapping' }).click();
    await page.getByText('kunde', { exact: true }).waitFor();
  });

  test('browses and exports what a source could not read', async () => {
    await page.getByRole('button', { name: 'Quarantine', exact: true }).click();
    const records = page.getByRole('grid', { name: 'Quarantined records' });
    await records.getByRole('row').nth(1).click();
    await page.getByRole('region', { name: 'Excerpt of the record' }).getByText('gestern').waitFor();
    await saveAs(desktop.program, quarantineFile);
    await page.getByRole('button', { name: 'Export as JSON lines' }).click();
    await page.getByRole('status').getByText('1 record written').waitFor();
    expect(readFileSync(quarantineFile, 'utf8')).toContain('gestern');
  });

  test('lists what side tables joined', async () => {
    await page.getByRole('button', { name: /^Side tables/ }).click();
    const tables = page.getByRole('grid', { name: 'Side tables' });
    await tables.getByText('accounts.csv').waitFor();
    await page.getByText('payment_hash', { exact: true }).first().waitFor();
    await picture(page, 'side-tables');
  });

  test('adds an event, which the daily chart marks', async () => {
    await page.getByRole('button', { name: /^Events/ }).click();
    await page.getByRole('button', { name: 'Add an event' }).click();
    await page.getByLabel('When, UTC').fill('2026-03-03');
    await page.getByLabel('Title').fill('atlas-large-2 opens');
    await page.keyboard.press('Enter');
    await page.getByRole('grid', { name: 'Events' }).getByText('atlas-large-2 opens').waitFor();
    await page.keyboard.press('Control+3');
    const chart = page.getByRole('group', { name: /Exchanges per day/ });
    await chart.focus();
    for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowRight');
    await page.locator('.day-chart figcaption').getByText('Model release: atlas-large-2 opens').waitFor();
  });

  test('shows the untouched record behind an exchange, and says when its file is gone', async () => {
    await page.keyboard.press('Control+f');
    await page.locator('#exchange-find:focus').fill('Explain step');
    await page.keyboard.press('Enter');
    const grid = page.getByRole('grid', { name: 'Exchanges' });
    await grid.getByText('Explain step 3', { exact: true }).click();
    await page.getByRole('button', { name: 'Original record' }).click();
    const original = page.getByRole('region', { name: 'Original record' });
    await original.getByText('"completion_text":"Step 3 is <b>bold</b>"').waitFor();
    expect(await original.innerText()).toBe(canonicalLines(1, 3).trimEnd());
    await picture(page, 'original');
    rmSync(join(lake, '2026', '03', 'a.jsonl'));
    await grid.getByText('Explain step 4', { exact: true }).click();
    await page.getByText('The file is not there any more').waitFor();
  });

  test('removes a source and everything that came of it', async () => {
    await page.keyboard.press('Control+6');
    const grid = page.getByRole('grid', { name: 'Sources' });
    await grid.getByText('warehouse.csv').click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('59 exchanges with their texts').waitFor();
    const end = jobEnd(page, 'removal');
    await dialog.getByRole('button', { name: 'Remove the source' }).click();
    expect(await end).toBe('done');
    await grid.getByText('warehouse.csv').waitFor({ state: 'detached' });
    expect(await pageOfExchanges('parser for case 7,')).toMatchObject({ total: 0 });
  });
});

test('nothing went wrong in the page', () => {
  expect(desktop.faults).toEqual([]);
});

function readMapping(): { readonly columns: Record<string, string> } | null {
  try {
    return JSON.parse(readFileSync(mappingFile, 'utf8'));
  } catch {
    return null;
  }
}
