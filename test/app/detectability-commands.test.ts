import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { CommandContext } from '../../main/app/command-context.ts';
import { detectabilityCommands } from '../../main/app/detectability-commands.ts';
import { DEFAULT_DETECTABILITY, type DetectabilityOptions } from '../../main/engine/domain/detectability.ts';
import type { JobState } from '../../main/engine/domain/job.ts';
import { type CaseSession, createCase } from '../../main/services/cases.ts';
import { importFiles } from '../../main/services/imports.ts';
import { Jobs } from '../../main/services/jobs.ts';
import { closeQueries } from '../../main/services/queries.ts';
import { simulate } from '../../main/services/simulations.ts';

const folder = mkdtempSync(join(tmpdir(), 'stillhunt-app-detectability-'));
const ONE: DetectabilityOptions = { ...DEFAULT_DETECTABILITY, styles: ['naive'], sizes: [5], repeats: 1 };
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function contextOf(session: CaseSession, changed: () => void): CommandContext {
  const jobs = new Jobs((error) => {
    throw error;
  });
  const openCase = { session: () => session, changed };
  return { jobs, openCase } as unknown as CommandContext; // only the members that are touched
}

async function run(context: CommandContext): Promise<JobState | undefined> {
  const states: JobState[] = [];
  context.jobs.subscribe(({ state }) => states.push(state));
  detectabilityCommands['detectability.start'](context, { options: ONE });
  await context.jobs.settled();
  return states.at(-1);
}

describe('planting from the window', () => {
  it('runs as a job beside the case, whose result is the report, and tells that the activity log grew', async () => {
    const control = { isCancelled: () => false, report: () => {} };
    const { exchangesFile } = await simulate('organic', join(folder, 'log'), { exchanges: 500, accounts: 40, seed: 1 }, control);
    const session = createCase(join(folder, 'case'), { program: 'test' });
    await importFiles(session, { paths: [exchangesFile], workers: 1 }, control);
    const changed = vi.fn();
    const context = contextOf(session, changed);
    expect(detectabilityCommands['detectability.outlook'](context, {})).toMatchObject({ exchanges: 500, defaults: DEFAULT_DETECTABILITY });
    expect(await run(context)).toMatchObject({ phase: 'done', result: { runs: 1, cells: [{ style: 'naive', accounts: 5 }] } });
    expect(changed).toHaveBeenCalledOnce();
    expect(readdirSync(folder).sort()).toEqual(['case', 'log']);
    await closeQueries(session);
    session.close();
  });

  it('fails by what the case lacks', async () => {
    const session = createCase(join(folder, 'empty'), { program: 'test' });
    expect(await run(contextOf(session, vi.fn()))).toMatchObject({ phase: 'failed', failure: { code: 'injection-impossible' } });
    session.close();
  });
});
