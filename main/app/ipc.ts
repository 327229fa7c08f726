import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { COMMAND_CHANNEL, type CommandAnswer, type CommandName, DROP_CHANNEL } from '../../preload/contract.ts';
import { isFailure, serializeFailure } from '../engine/domain/failure.ts';
import { APP_ORIGIN } from './app-scheme.ts';
import { ARGUMENT_SCHEMAS } from './argument-schemas.ts';
import type { CommandContext } from './command-context.ts';
import { COMMAND_TABLE } from './command-table.ts';

const MISTAKE = { code: 'worker-lost', message: 'the program made a mistake; its error output says more', details: {} } as const;

export function answerCommands(context: CommandContext): void {
  ipcMain.handle(COMMAND_CHANNEL, (event, name: unknown, argument: unknown) => {
    requireOwnPage(context, event);
    return answerCommand(context, name, argument);
  });
  ipcMain.on(DROP_CHANNEL, (event, path: unknown) => {
    if (isOwnPage(context, event) && typeof path === 'string') context.dropped.add(path, Date.now());
  });
}

/** Runs one command. Rejects for a name or an argument that the contract does not know: no page of ours sends such. */
export async function answerCommand(context: CommandContext, name: unknown, argument: unknown): Promise<CommandAnswer<CommandName>> {
  if (!isCommandName(name)) throw new TypeError('unknown command');
  const run = commandOf(name, argument);
  try {
    return { ok: true, value: await run(context) };
  } catch (error) {
    if (isFailure(error)) return { ok: false, failure: serializeFailure(error) };
    console.error(`${name}:`, error);
    return { ok: false, failure: MISTAKE };
  }
}

function isCommandName(name: unknown): name is CommandName {
  return typeof name === 'string' && Object.hasOwn(COMMAND_TABLE, name);
}

function commandOf<N extends CommandName>(name: N, argument: unknown) {
  const { success, data } = ARGUMENT_SCHEMAS[name].safeParse(argument);
  if (!success) throw new TypeError(`${name}: wrong argument`);
  return (context: CommandContext) => COMMAND_TABLE[name](context, data);
}

/** Only the top frame of our own window speaks to the program. */
function isOwnPage(context: CommandContext, { sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  if (context.window.isDestroyed() || sender.id !== context.window.webContents.id) return false;
  return senderFrame !== null && senderFrame.parent === null && senderFrame.url.startsWith(`${APP_ORIGIN}/`);
}

function requireOwnPage(context: CommandContext, event: IpcMainInvokeEvent): void {
  if (!isOwnPage(context, event)) throw new Error('untrusted sender');
}
