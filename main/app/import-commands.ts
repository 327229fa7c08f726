import { Failure, isFailure } from '../engine/domain/failure.ts';
import type { SideTableSummary } from '../engine/domain/sources.ts';
import { importFiles } from '../services/imports.ts';
import { lookAt } from '../services/imports-files.ts';
import { parseMapping } from '../services/imports-mapping.ts';
import { previewMapping, previewTable } from '../services/imports-preview.ts';
import { type ChosenGroup, firstFile, lookAtFiles, planImport } from '../services/imports-review.ts';
import { addSideTable } from '../services/side-tables.ts';
import { lookAtSideTable } from '../services/side-tables-look.ts';
import { removeSource } from '../services/sources-removal.ts';
import type { CommandContext, CommandHandlers } from './command-context.ts';
import { askLogFiles, askLogFolder, askNewCaseFolder } from './dialogs.ts';

type ImportCommand =
  | 'import.choose'
  | 'import.again'
  | 'import.review'
  | 'import.files'
  | 'import.table'
  | 'import.preview'
  | 'import.start'
  | 'import.quarantine';

export const importCommands: CommandHandlers<ImportCommand> = {
  'import.choose': async (context, argument) => {
    const { window, openCase, dropped } = context;
    if (openCase.summary()?.readOnly === true) openCase.writableSession();
    if ('droppedFiles' in argument) {
      dropped.requireFresh(argument.droppedFiles, Date.now());
      return startLook(context, argument.droppedFiles);
    }
    const paths = argument.what === 'folder' ? await askLogFolder(window) : await askLogFiles(window);
    return paths === null ? null : startLook(context, paths);
  },
  'import.again': async (context, { sourceId }) => {
    const source = context.openCase.writableSession().store.sources.find(sourceId);
    if (source === null) throw new Failure('entry-unknown', `the case has no source ${sourceId}`, { sourceId });
    // A case may come from somebody else and name any path: only the very file that was imported is read without asking.
    if (await isImportedFile(source.path, source.headSha256)) return startLook(context, [source.path]);
    const paths = await askLogFiles(context.window, source.path);
    return paths === null ? null : startLook(context, paths);
  },
  'import.review': ({ looks }, { selectionId }) => looks.get(selectionId).review,
  'import.files': ({ looks }, { selectionId, groupId, offset, limit }) => {
    const { files } = looks.get(selectionId);
    const wanted = groupId === undefined ? files : files.filter((file) => file.groupId === groupId);
    return { total: wanted.length, files: wanted.slice(offset, offset + limit) };
  },
  'import.table': ({ looks }, { selectionId, groupId }) => previewTable(firstFile(looks.get(selectionId), groupId)),
  'import.preview': ({ looks }, { selectionId, groupId, mapping }) =>
    previewMapping(firstFile(looks.get(selectionId), groupId), parseMapping(mapping, 'mapping')),
  'import.start': async ({ window, openCase, jobs, looks }, { selectionId, choices, replaces, workers }) => {
    const isNew = openCase.summary() === null;
    if (!isNew) openCase.writableSession();
    const plan = await planImport(looks.get(selectionId), choices.map(chosenGroup));
    const folder = isNew ? await askNewCaseFolder(window) : null;
    if (isNew && folder === null) return null;
    if (folder !== null) await openCase.create(folder);
    const session = openCase.writableSession();
    const { examined, joins } = plan;
    const request = { paths: examined.files.map(({ path }) => path), examined, ...(workers === undefined ? {} : { workers }) };
    const work = async (control: Parameters<typeof importFiles>[2]) => {
      if (replaces !== undefined) await removeSource(session, replaces, control);
      const summary = await importFiles(session, request, control);
      const sideTables: SideTableSummary[] = [];
      for (const { path, kind } of joins) sideTables.push(await addSideTable(session, { path, kind, mapping: null }, control));
      return { ...summary, sideTables };
    };
    return { jobId: jobs.start('import', (control) => work(control).finally(() => openCase.changed())) };
  },
  'import.quarantine': ({ openCase }, { offset, limit, sourceId }) => {
    const { quarantine } = openCase.session().store;
    return { total: quarantine.count(sourceId), records: quarantine.page(offset, limit, sourceId) };
  },
};

function startLook({ jobs, looks }: CommandContext, paths: readonly string[]): { selectionId: number; jobId: string } {
  const selectionId = looks.open();
  const jobId = jobs.start('look', async (control) => {
    looks.fill(selectionId, await lookAtFiles(paths, lookAtSideTable, control));
    return { selectionId };
  });
  return { selectionId, jobId };
}

async function isImportedFile(path: string, headSha256: string | null): Promise<boolean> {
  try {
    return headSha256 !== null && (await lookAt(path)).headSha256 === headSha256;
  } catch (error) {
    if (!isFailure(error)) throw error;
    return false;
  }
}

type ImportStart = Parameters<(typeof importCommands)['import.start']>[1];

function chosenGroup({ mapping, ...choice }: ImportStart['choices'][number]): ChosenGroup {
  return mapping === undefined ? choice : { ...choice, mapping: parseMapping(mapping, 'mapping') };
}
