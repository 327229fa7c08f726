import { parseMapping, readMappingFile } from '../services/imports-mapping.ts';
import { mappingShape, writeMappingFile } from '../services/mapping-files.ts';
import type { CommandHandlers } from './command-context.ts';
import { askMappingFile, askNewMappingFile } from './dialogs.ts';

export const mappingCommands: CommandHandlers<'mapping.open' | 'mapping.save'> = {
  'mapping.open': async ({ window }) => {
    const path = await askMappingFile(window);
    if (path === null) return null;
    return { path, mapping: mappingShape(readMappingFile(path)) };
  },
  'mapping.save': async ({ window }, { mapping, name }) => {
    const path = await askNewMappingFile(window, name);
    if (path === null) return null;
    writeMappingFile(path, parseMapping(mapping, 'mapping'));
    return { path };
  },
};
