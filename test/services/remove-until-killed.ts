import { openCase } from '../../main/services/cases.ts';
import { addSideTable } from '../../main/services/side-tables.ts';
import { removeSource } from '../../main/services/sources-removal.ts';

/** Joins a table and removes a source of an existing case, and tells each progress on a line, until it ends or is killed. */
const [casePath, table, sourceId] = process.argv.slice(2);
if (casePath === undefined || table === undefined) throw new TypeError('a case and a table are needed');
const session = await openCase(casePath, { program: 'test', inspect: false });
const control = { isCancelled: () => false, report: () => void process.stdout.write('.\n') };
await addSideTable(session, { path: table, kind: 'accounts' }, control);
await removeSource(session, Number(sourceId), control);
session.close();
process.stdout.write('complete\n');
