import type { CommandName } from '../../preload/contract.ts';
import { analysisCommands } from './analysis-commands.ts';
import { caseCommands } from './case-commands.ts';
import type { CommandHandlers } from './command-context.ts';
import { detectabilityCommands } from './detectability-commands.ts';
import { editCommands } from './edit-commands.ts';
import { exchangeCommands } from './exchange-commands.ts';
import { impactCommands } from './impact-commands.ts';
import { importCommands } from './import-commands.ts';
import { mappingCommands } from './mapping-commands.ts';
import { sourceCommands } from './source-commands.ts';
import { windowCommands } from './window-commands.ts';

/** One handler for every command of the contract: a command without one does not compile. */
export const COMMAND_TABLE: CommandHandlers<CommandName> = {
  ...windowCommands,
  ...caseCommands,
  ...importCommands,
  ...mappingCommands,
  ...sourceCommands,
  ...analysisCommands,
  ...editCommands,
  ...detectabilityCommands,
  ...impactCommands,
  ...exchangeCommands,
};
