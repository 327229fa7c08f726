import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { runProgram } from '../../main/cli/program.ts';
import { Failure } from '../../main/engine/domain/failure.ts';
import { createCase, openCase } from '../../main/services/cases.ts';
import { content } from '../engine/evidence/evidence-content.ts';

vi.mock(import('../../main/services/cases.ts'), async (original) => {
  const cases = await original();
  return { ...cases, openCase: vi.fn(cases.openCase) };
});

const folder = mkdtempSync(join(tmpdir(), 'stillhunt-export-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('export reads a case that cannot be written, and says that its activity log will not tell', async () => {
  const session = createCase(join(folder, 'case'), { program: 'test' });
  session.store.transaction(() => session.store.analyses.append({ ...content().analysis, findings: [] }));
  session.close();
  vi.mocked(openCase).mockRejectedValueOnce(new Failure('case-read-only', 'the folder cannot be written'));
  const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  expect(await runProgram(['node', 'stillhunt', 'export', session.folder, join(folder, 'bundle')])).toBe(0);
  expect(told.mock.calls.join('')).toContain('activity log will not tell');
  expect(existsSync(join(folder, 'bundle', 'data', 'report.html'))).toBe(true);
  vi.restoreAllMocks();
});
