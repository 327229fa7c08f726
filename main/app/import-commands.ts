import { importFiles } from '../services/imports.ts';
import { examineFile } from '../services/imports-files.ts';
import type { CommandHandlers } from './command-context.ts';
import { askLogFiles, askNewCaseFolder } from './dialogs.ts';

export const importCommands: CommandHandlers<'import.start' | 'import.quarantine'> = {
  'import.start': async ({ window, openCase, jobs, dropped }, { droppedFiles, workers }) => {
    if (droppedFiles !== undefined) dropped.requireFresh(droppedFiles, Date.now());
    const isNew = openCase.summary() === null;
    if (!isNew) openCase.writableSession();
    const folder = isNew ? await askNewCaseFolder(window) : null;
    if (isNew && folder === null) return null;
    const paths = droppedFiles ?? (await askLogFiles(window));
    if (paths === null) return null;
    if (folder !== null) {
      for (const path of paths) await examineFile(path, null, null);
      await openCase.create(folder);
    }
    const session = openCase.writableSession();
    const request = workers === undefined ? { paths } : { paths, workers };
    return { jobId: jobs.start('import', (control) => importFiles(session, request, control).finally(() => openCase.changed())) };
  },
  'import.quarantine': ({ openCase }, { offset, limit }) => {
    const { quarantine } = openCase.session().store;
    return { total: quarantine.count(), records: quarantine.page(offset, limit) };
  },
};
