import type { BrowserWindow } from 'electron';
import type { CommandName, Commands } from '../../preload/contract.ts';
import type { Jobs } from '../services/jobs.ts';
import type { OpenCase } from './open-case.ts';
import type { DroppedPaths } from './path-trust.ts';
import type { RecentCases } from './recent-cases.ts';

/** What the handlers of one window act on. */
export interface CommandContext {
  readonly window: BrowserWindow;
  readonly openCase: OpenCase;
  readonly jobs: Jobs;
  readonly recent: RecentCases;
  readonly dropped: DroppedPaths;
}

export type CommandHandler<N extends CommandName> = (
  context: CommandContext,
  argument: Commands[N]['argument'],
) => Commands[N]['answer'] | Promise<Commands[N]['answer']>;

export type CommandHandlers<N extends CommandName> = { readonly [Name in N]: CommandHandler<Name> };
