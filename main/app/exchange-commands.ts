import { readOriginal } from '../services/originals.ts';
import { exchangePage, readExchange } from '../services/queries.ts';
import type { CommandHandlers } from './command-context.ts';

export const exchangeCommands: CommandHandlers<'exchanges.page' | 'exchanges.read' | 'exchanges.original'> = {
  'exchanges.page': ({ openCase }, { filter, offset, limit }) => exchangePage(openCase.session(), filter, offset, limit),
  'exchanges.read': ({ openCase }, { row }) => readExchange(openCase.session(), row),
  'exchanges.original': ({ openCase }, { row }) => readOriginal(openCase.session(), row),
};
