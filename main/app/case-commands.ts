import { Failure } from '../engine/domain/failure.ts';
import { checkCase, readLockHolder } from '../services/cases.ts';
import { overview } from '../services/queries.ts';
import type { CommandContext, CommandHandlers } from './command-context.ts';
import { askCaseFile, askNewCaseFolder } from './dialogs.ts';

type CaseCommand = 'case.create' | 'case.open' | 'case.close' | 'case.lockHolder' | 'case.overview' | 'case.activity' | 'case.check';

export const caseCommands: CommandHandlers<CaseCommand> = {
  'case.create': async ({ window, openCase }) => {
    const folder = await askNewCaseFolder(window);
    return folder === null ? null : openCase.create(folder);
  },
  'case.open': async (context, { recentPath, readOnly = false }) => {
    if (recentPath !== undefined) return context.openCase.open(trusted(context, recentPath), readOnly);
    const file = await askCaseFile(context.window);
    return file === null ? null : context.openCase.open(file, readOnly);
  },
  'case.close': async ({ openCase }) => {
    await openCase.close();
    return null;
  },
  'case.lockHolder': (context, { recentPath }) => readLockHolder(trusted(context, recentPath)),
  'case.overview': ({ openCase }) => overview(openCase.session()),
  'case.activity': ({ openCase }, { offset, limit }) => {
    const { activity } = openCase.session().store;
    return { total: activity.count(), entries: activity.page(offset, limit) };
  },
  'case.check': ({ openCase, jobs }) => {
    const { path } = openCase.session();
    return { jobId: jobs.start('check', (control) => checkCase(path, control)) };
  },
};

/** Throws case-missing for a path that is neither on the recent list nor just dropped. */
function trusted({ recent, dropped }: CommandContext, path: string): string {
  if (recent.has(path) || dropped.isFresh(path, Date.now())) return path;
  throw new Failure('case-missing', 'the case is not on the list of recent cases');
}
