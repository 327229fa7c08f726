import { detectabilityOutlook, folderForCopies, measureDetectability } from '../services/detectability.ts';
import type { CommandHandlers } from './command-context.ts';

export const detectabilityCommands: CommandHandlers<'detectability.outlook' | 'detectability.start'> = {
  'detectability.outlook': ({ openCase }) => detectabilityOutlook(openCase.session()),
  'detectability.start': ({ openCase, jobs }, { options }) => {
    const session = openCase.session();
    const jobId = jobs.start('detectability', async (control) => {
      const report = await measureDetectability(session, folderForCopies(session), options, control);
      if (!session.readOnly) openCase.changed();
      return report;
    });
    return { jobId };
  },
};
