import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runProgram } from '../../main/cli/program.ts';
import type { Exchange } from '../../main/engine/domain/exchange.ts';
import type { ImpactReport } from '../../main/engine/domain/impact.ts';
import type { TextCounts } from '../../main/services/impact-texts.ts';
import { makePlace, type Place } from '../services/imports-drawing.ts';

let place: Place;
let casePath: string;

/** Runs a command line in this process: starting one for each would take most of the time. */
async function outcomeOf(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const output = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((chunk) => {
      output[name] += String(chunk);
      return true;
    }),
  );
  try {
    return { code: await runProgram(['node', 'stillhunt', ...args]), ...output };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
async function run(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await outcomeOf(...args);
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}
const impact = async (...args: readonly string[]): Promise<ImpactReport> =>
  JSON.parse(await run('impact', casePath, '--json', ...args)) as ImpactReport;

beforeAll(async () => {
  place = makePlace();
  casePath = place.path('case');
  await run('simulate', 'small', place.path('traffic'), '--exchanges', '1200', '--accounts', '80', '--seed', '5');
  await run('import', casePath, place.path('traffic/exchanges.jsonl'), '--workers', '1');
  await run('analyze', casePath);
}, 120_000);
afterAll(() => place.remove());

describe('stillhunt impact', () => {
  it('agrees with sums over the exchanges themselves, day by day and model by model', async () => {
    const report = (await impact('--read-texts')) as ImpactReport & { readonly texts: readonly TextCounts[] };
    const rows = (await run('exchanges', casePath)).trim().split('\n');
    const exchanges = rows.map((line) => JSON.parse(line) as Exchange);
    const { campaigns } = JSON.parse(await run('campaigns', casePath, '--json')) as { campaigns: { id: string; accounts: string[] }[] };
    expect(report.campaigns.length).toBeGreaterThan(0);
    for (const { campaignId, sums, shares, days, models, prompts } of report.campaigns) {
      const accounts = new Set(campaigns.find(({ id }) => id === campaignId)?.accounts);
      const own = exchanges.filter(({ account_id }) => account_id !== null && accounts.has(account_id));
      const output = (some: readonly Exchange[]): number => some.reduce((sum, { output_tokens }) => sum + (output_tokens ?? 0), 0);
      expect([sums.exchanges, sums.output]).toEqual([own.length, output(own)]);
      expect(shares.output).toBe(output(own) / output(exchanges));
      for (const { day, sums: ofDay } of days) expect(ofDay.output).toBe(output(own.filter(({ ts }) => ts?.slice(0, 10) === day)));
      for (const { model, sums: ofModel } of models)
        expect(ofModel.output).toBe(output(own.filter(({ request_model }) => request_model === model)));
      const distinct = new Set(own.map(({ prompt_text }) => prompt_text)).size;
      expect(prompts.prompts).toBe(own.length);
      const answered = own.filter(({ completion_text }) => (completion_text ?? '') !== '');
      const pairs = new Set(answered.map(({ prompt_text, completion_text }) => JSON.stringify([prompt_text, completion_text])));
      expect(report.texts.find((texts) => texts.campaignId === campaignId)).toEqual({
        campaignId,
        exchanges: own.length,
        prompts: own.length,
        distinctPrompts: distinct,
        pairs: answered.length,
        distinctPairs: pairs.size,
        isEstimate: false,
      });
      expect(prompts.distinct).toBeLessThanOrEqual(distinct);
      expect(prompts.distinct).toBeGreaterThan(0.9 * distinct);
    }
  }, 120_000);

  it('costs what the newest prices say, or those of a version that is named', async () => {
    const before = await impact();
    expect(before.priceTable).toBeNull();
    const models = [...new Set(before.campaigns.flatMap((campaign) => campaign.models.map(({ model }) => model)))];
    const [first] = models;
    if (first === undefined || first === null) throw new Error('no model');
    writeFileSync(place.path('one.csv'), `model,currency,input,output\n${first},USD,2,8\n`);
    writeFileSync(
      place.path('all.json'),
      JSON.stringify([{ model: '*', currency: 'EUR', input: 1, output: 4, cacheRead: 0.1, cacheWrite: 2 }]),
    );
    await run('prices', casePath, '--set', place.path('one.csv'), '--note', 'one model only');
    await run('prices', casePath, '--set', place.path('all.json'));
    const [now, then] = [await impact(), await impact('--price-version', '1')];
    expect([now.priceTable?.version, then.priceTable?.version]).toEqual([2, 1]);
    for (const [place, { sums, cost }] of now.campaigns.entries()) {
      const euros = (sums.uncachedInput + sums.cacheRead * 0.1 + sums.cacheWrite * 2 + sums.output * 4) / 1e6;
      expect(cost.amounts).toEqual([{ currency: 'EUR', amount: expect.closeTo(euros, 6) }]);
      expect(cost.pricedShare).toBe(1);
      const old = then.campaigns[place]?.cost;
      const known = then.campaigns[place]?.models.find(({ model }) => model === first)?.sums;
      expect(old?.amounts).toEqual(
        known === undefined ? [] : [{ currency: 'USD', amount: expect.closeTo((known.uncachedInput * 2 + known.output * 8) / 1e6, 6) }],
      );
      expect(old?.unpriced.every(({ model }) => model !== first)).toBe(true);
    }
    const text = await run('impact', casePath, '--campaign', now.campaigns[0]?.campaignId ?? '');
    expect(text).toContain(now.campaigns[0]?.sentence);
    expect(text).toMatch(/output: [\d,]+ x 4 \/ 1,000,000 = /);
  }, 120_000);

  it('lists, exports and restores versions of the prices', async () => {
    const { versions } = JSON.parse(await run('prices', casePath, '--list', '--json')) as { versions: { version: number; note: string }[] };
    expect(versions.map(({ version, note }) => [version, note])).toEqual([
      [2, ''],
      [1, 'one model only'],
    ]);
    await run('prices', casePath, '--export', place.path('old.csv'), '--price-version', '1');
    expect(readFileSync(place.path('old.csv'), 'utf8')).toMatch(
      /^model,currency,input,output,cacheRead,cacheWrite\r\n[^\r]+,USD,2,8,,\r\n$/,
    );
    const again = await outcomeOf('prices', casePath, '--set', place.path('all.json'));
    expect(again.stderr).toContain('nothing changed');
    await run('prices', casePath, '--restore', '1');
    expect((await impact()).priceTable?.version).toBe(3);
    expect((await run('check', casePath)).startsWith('whole')).toBe(true);
  }, 120_000);

  it('says in one line what is at fault', async () => {
    writeFileSync(place.path('bad.csv'), 'model,currency,input\nfine,USD,1\nbad,USD,-1\n');
    const refused = await outcomeOf('prices', casePath, '--set', place.path('bad.csv'));
    expect([refused.code, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toMatch(/row 2: input: not a number from 0 to 1000000[^\n]*\n$/);
    const unknown = await outcomeOf('impact', casePath, '--campaign', 'c-0000000000');
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('no campaign c-0000000000')]);
    expect((await outcomeOf('impact', casePath, '--price-version', '99')).code).toBe(1);
    expect((await outcomeOf('prices', casePath, '--set', 'a', '--restore', '1')).code).toBe(2);
  }, 120_000);
});
