import { app, nativeTheme } from 'electron';
import type { CommandHandlers } from './command-context.ts';
import { STANDIN } from './program.ts';

export const windowCommands: CommandHandlers<'window.state' | 'window.setTheme' | 'job.cancel'> = {
  'window.state': ({ openCase, recent }) => ({
    standin: STANDIN,
    version: app.getVersion(),
    platform: process.platform,
    openCase: openCase.summary(),
    recent: recent.list(),
  }),
  'window.setTheme': (_context, { theme }) => {
    nativeTheme.themeSource = theme;
    return null;
  },
  'job.cancel': ({ jobs }, { jobId }) => {
    jobs.cancel(jobId);
    return null;
  },
};
