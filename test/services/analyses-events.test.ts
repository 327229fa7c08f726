import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { AnalysisResult, CampaignReading } from '../../main/engine/domain/campaign.ts';
import type { JobControl } from '../../main/engine/domain/job.ts';
import { analyze } from '../../main/services/analyses.ts';
import { createCase } from '../../main/services/cases.ts';
import { addEvent } from '../../main/services/events.ts';
import { importFiles } from '../../main/services/imports.ts';
import { CAMPAIGN, type DrawnGroup, drawExchanges } from '../engine/campaigns/drawn-case.ts';

const QUIET: JobControl = { isCancelled: () => false, report: () => {} };
const folder = mkdtempSync(join(tmpdir(), 'stillhunt-events-'));
const session = createCase(join(folder, 'case'), { program: 'test' });

afterAll(() => {
  session.close();
  rmSync(folder, { recursive: true, force: true });
});

const TURNS = 16;
const CHANGING: DrawnGroup = {
  ...CAMPAIGN,
  turns: TURNS,
  exchange: (account, turn, random) => ({ ...CAMPAIGN.exchange(account, turn, random), request_model: turn < 8 ? 'model' : 'newer' }),
};

function pivotOf({ findings }: AnalysisResult): NonNullable<CampaignReading['pivots']>[number] | undefined {
  return findings.find(({ campaign }) => campaign.accounts.includes('campaign-0000'))?.reading?.pivots?.[0];
}

describe('an analysis of a case with events', () => {
  it('lays a pivot to the event, once there is one', async () => {
    const lines = drawExchanges([CHANGING, { name: 'plain', size: 120, exchange: () => ({}), turns: TURNS }], 0).map((exchange, i) =>
      JSON.stringify({ request_id: `r${String(i).padStart(6, '0')}`, ...exchange }),
    );
    const path = join(folder, 'log.jsonl');
    writeFileSync(path, `${lines.join('\n')}\n`);
    await importFiles(session, { paths: [path], workers: 1 }, QUIET);
    const before = await analyze(session, { bootstrapDraws: 50 }, QUIET);
    expect(pivotOf(before)?.event).toMatchObject({ kind: 'first use', label: 'newer' });
    addEvent(session, { at: '2026-05-09T06:00:00Z', kind: 'model-release', title: 'Newer is out', note: '' });
    const after = await analyze(session, { bootstrapDraws: 50 }, QUIET);
    expect(pivotOf(after)).toMatchObject({ event: { kind: 'model-release', label: 'Newer is out' }, method: 'known event' });
    expect(pivotOf(after)?.hoursAfterEvent).toBeGreaterThan(2);
    expect(pivotOf(after)?.hoursAfterEvent).toBeLessThan(24);
  });
});
