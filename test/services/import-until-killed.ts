import { openCase } from '../../main/services/cases.ts';
import { importFiles } from '../../main/services/imports.ts';

/** Imports a file into an existing case and tells each progress on a line, until it ends or is killed. */
const [casePath, file, unitBytes] = process.argv.slice(2);
if (casePath === undefined || file === undefined) throw new TypeError('a case and a file are needed');
const session = await openCase(casePath, { program: 'test', inspect: false });
const control = { isCancelled: () => false, report: () => void process.stdout.write('.\n') };
await importFiles(session, { paths: [file], unitBytes: Number(unitBytes) }, control);
session.close();
process.stdout.write('complete\n');
