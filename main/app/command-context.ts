import type { BrowserWindow } from 'electron';
import type { CommandName, Commands } from '../../preload/contract.ts';
import type { LookedFiles } from '../services/imports-review.ts';
import type { Jobs } from '../services/jobs.ts';
import type { OpenCase } from './open-case.ts';
import type { DroppedPaths } from './path-trust.ts';
import type { RecentCases } from './recent-cases.ts';
import type { Selections } from './selections.ts';

/** What the handlers of one window act on. */
export interface CommandContext {
  readonly window: BrowserWindow;
  readonly openCase: OpenCase;
  readonly jobs: Jobs;
  readonly recent: RecentCases;
  readonly dropped: DroppedPaths;
  /** Files to import that were chosen and looked at. */
  readonly looks: Selections<LookedFiles>;
  /** Side tables that were chosen, by path. */
  readonly tables: Selections<string>;
}

export type CommandHandler<N extends CommandName> = (
  context: CommandContext,
  argument: Commands[N]['argument'],
) => Commands[N]['answer'] | Promise<Commands[N]['answer']>;

export type CommandHandlers<N extends CommandName> = { readonly [Name in N]: CommandHandler<Name> };
