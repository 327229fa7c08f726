import { randomBytes } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import type { Exchange } from '../engine/domain/exchange.ts';
import { Failure } from '../engine/domain/failure.ts';
import type { JobControl } from '../engine/domain/job.ts';
import { requireOutsideCase } from '../services/case-boundary.ts';
import { streamExchanges } from '../services/queries.ts';
import { withCase } from './case-access.ts';
import { count, printJson, tell, write } from './output.ts';
import { withProgress } from './progress.ts';

const CHUNK_CHARACTERS = 1 << 17;

interface Options {
  campaign?: string;
  account?: string;
  out?: string;
  json?: true;
}

export function exchangesCommand(): Command {
  return new Command('exchanges')
    .description('Write exchanges as canonical JSON lines, in import order')
    .argument('<case>', 'folder or .stillhunt file of the case')
    .option('--campaign <id>', 'only the exchanges of one campaign')
    .option('--account <id>', 'only the exchanges of one account')
    .option('--out <file>', 'write to a file instead of standard output', fileName)
    .option('--json', 'print one JSON document: an array of the exchanges, or with --out what was written')
    .addHelpText('after', '\nExample: stillhunt exchanges cases/spring --campaign c-0123456789 --out campaign.jsonl')
    .action(run);
}

async function run(casePath: string, options: Options): Promise<void> {
  const filter = {
    ...(options.campaign === undefined ? {} : { campaignId: options.campaign }),
    ...(options.account === undefined ? {} : { accountId: options.account }),
  };
  const { out } = options;
  const written = await withCase(casePath, 'read', (session) =>
    withProgress((control) => {
      if (out !== undefined) requireOutsideCase(session, out);
      const exchanges = streamExchanges(session, filter);
      if (out !== undefined) return writeFileOfLines(out, exchanges, control);
      return options.json ? writeArray(exchanges, control) : writeLines(exchanges, control, write);
    }),
  );
  tell(`${count(written)} exchanges written`);
  if (options.json && out !== undefined) await printJson({ path: out, exchanges: written });
}

function fileName(text: string): string {
  if (text === '') throw new InvalidArgumentError('It must name a file.');
  return text;
}

async function writeLines(
  exchanges: AsyncIterable<Exchange>,
  control: JobControl,
  take: (text: string) => Promise<void>,
  opening = '',
  between = '\n',
): Promise<number> {
  let chunk = opening;
  let written = 0;
  for await (const exchange of exchanges) {
    if (control.isCancelled()) throw new Failure('cancelled', 'writing exchanges was cancelled');
    chunk += written > 0 && between !== '\n' ? between + JSON.stringify(exchange) : JSON.stringify(exchange);
    if (between === '\n') chunk += '\n';
    written++;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    await take(chunk);
    chunk = '';
    control.report({ stage: 'writing', done: written, total: null, unit: 'exchanges', exchanges: written, quarantined: null, file: null });
  }
  if (chunk !== '') await take(chunk);
  return written;
}

async function writeArray(exchanges: AsyncIterable<Exchange>, control: JobControl): Promise<number> {
  const written = await writeLines(exchanges, control, write, '[', ',\n');
  await write(']\n');
  return written;
}

/** The file appears complete or not at all. */
async function writeFileOfLines(path: string, exchanges: AsyncIterable<Exchange>, control: JobControl): Promise<number> {
  const stats = await stat(path).catch(() => null);
  if (stats?.isDirectory() === true) throw new Failure('file-unreadable', `${path} is a folder; a file can be written`, { path });
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  const file = await open(temporary, 'wx').catch((cause: unknown) => {
    throw new Failure('file-unreadable', `${path} cannot be written`, { path }, { cause });
  });
  try {
    const written = await writeLines(exchanges, control, async (text) => file.writeFile(text));
    await file.sync();
    await file.close();
    await rename(temporary, path);
    return written;
  } catch (error) {
    await file.close();
    await rm(temporary, { force: true });
    throw error;
  }
}
