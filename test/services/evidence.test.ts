import { execFileSync } from 'node:child_process';
import { createHmac, generateKeyPairSync } from 'node:crypto';
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isFailure } from '../../main/engine/domain/failure.ts';
import { type CaseSession, createCase, openCase } from '../../main/services/cases.ts';
import { exportBundle, verifyBundle } from '../../main/services/evidence.ts';
import { renderPayload, writeBag } from '../../main/services/evidence-bundle.ts';
import { readSigningKey } from '../../main/services/evidence-signing.ts';
import { importFiles } from '../../main/services/imports.ts';
import { content, finding } from '../engine/evidence/evidence-content.ts';
import { UNHURRIED } from './imports-drawing.ts';

const folder = mkdtempSync(join(tmpdir(), 'stillhunt-evidence-'));
const bag = join(folder, 'bag');
const at = new Date('2026-04-01T12:00:00Z');
const agent = 'Stillhunt 0.1.0';
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function has(tool: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${tool}`]);
    return true;
  } catch {
    return false;
  }
}

let signingKeyFile: string;
beforeAll(async () => {
  signingKeyFile = join(folder, 'key.pem');
  writeFileSync(signingKeyFile, generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }));
  await writeBag(bag, renderPayload(content()), { agent, at, signingKey: await readSigningKey(signingKeyFile) });
});

describe('an evidence bundle', () => {
  it('verifies as it was written and names its signer', async () => {
    const verdict = await verifyBundle(bag);
    expect(verdict).toMatchObject({ ok: true, problems: [], files: 13 });
    expect(verdict.signer).toMatch(/^SHA256:/);
  });

  it('has the same bytes when it is written again at another place', async () => {
    const again = join(folder, 'again');
    await writeBag(again, renderPayload(content()), { agent, at, signingKey: await readSigningKey(signingKeyFile) });
    for (const name of readdirSync(join(bag, 'data')))
      expect(readFileSync(join(again, 'data', name))).toEqual(readFileSync(join(bag, 'data', name)));
    expect(readFileSync(join(again, 'tagmanifest-sha256.txt'))).toEqual(readFileSync(join(bag, 'tagmanifest-sha256.txt')));
  });

  it('that is not signed verifies without a signer', async () => {
    const unsigned = join(folder, 'unsigned');
    await writeBag(unsigned, renderPayload(content()), { agent, at, signingKey: null });
    expect(await verifyBundle(unsigned)).toMatchObject({ ok: true, signer: null });
  });

  it('is not written into a folder that holds anything, and leaves nothing beside it', async () => {
    const taken = join(folder, 'taken');
    mkdirSync(taken);
    writeFileSync(join(taken, 'x'), '');
    await expect(writeBag(taken, renderPayload(content()), { agent, at, signingKey: null })).rejects.toSatisfy(
      (error) => isFailure(error) && error.code === 'folder-not-empty',
    );
    expect(readdirSync(taken)).toEqual(['x']);
    expect(readdirSync(folder).filter((name) => name.startsWith('.taken'))).toEqual([]);
  });

  it.skipIf(!has('sha256sum'))('is accepted by sha256sum', () => {
    execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'tagmanifest-sha256.txt', 'manifest-sha256.txt'], { cwd: bag });
  });

  it.skipIf(!has('ssh-keygen'))('signed with an OpenSSH key is accepted by ssh-keygen', async () => {
    const keyFile = join(folder, 'id_ed25519');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'lab', '-f', keyFile]);
    const signed = join(folder, 'signed');
    await writeBag(signed, renderPayload(content()), { agent, at, signingKey: await readSigningKey(keyFile) });
    writeFileSync(join(folder, 'allowed'), `lab namespaces="evidence-bundle" ${readFileSync(`${keyFile}.pub`, 'utf8')}`);
    const output = execFileSync(
      'ssh-keygen',
      [
        '-Y',
        'verify',
        '-f',
        join(folder, 'allowed'),
        '-I',
        'lab',
        '-n',
        'evidence-bundle',
        '-s',
        join(signed, 'signatures/tagmanifest-sha256.txt.sig'),
      ],
      {
        input: readFileSync(join(signed, 'tagmanifest-sha256.txt')),
      },
    );
    expect(String(output)).toContain('Good "evidence-bundle" signature');
    const fingerprint = String(execFileSync('ssh-keygen', ['-l', '-f', `${keyFile}.pub`])).split(' ')[1];
    expect((await verifyBundle(signed)).signer).toBe(fingerprint);
  });
});

const TAMPERINGS: readonly (readonly [string, (bag: string) => void])[] = [
  ['a payload byte changed', (b) => flip(join(b, 'data/report.html'))],
  ['a tag file changed', (b) => appendFileSync(join(b, 'bag-info.txt'), 'Note: x\n')],
  ['a payload file removed', (b) => rmSync(join(b, 'data/links.csv'))],
  ['a payload file renamed', (b) => renameSync(join(b, 'data/links.csv'), join(b, 'data/link.csv'))],
  ['a payload file added', (b) => writeFileSync(join(b, 'data/extra.csv'), 'x')],
  ['a file added beside the payload', (b) => writeFileSync(join(b, 'note.txt'), 'x')],
  ['a file added to the signatures', (b) => writeFileSync(join(b, 'signatures/other.sig'), 'x')],
  ['the signature removed', (b) => rmSync(join(b, 'signatures'), { recursive: true })],
  ['fetch.txt added', (b) => writeFileSync(join(b, 'fetch.txt'), 'https://example.org/x 1 data/x\n')],
  ['an empty folder added', (b) => mkdirSync(join(b, 'data/empty'))],
  ['a link added', (b) => symlinkSync('/etc/hostname', join(b, 'data/host'))],
  ['a file swapped for a link to the same bytes', (b) => swapForLink(b)],
  ['manifests rebuilt after a change', (b) => rebuild(b)],
  ['the signature of another manifest', (b) => flip(join(b, 'signatures/tagmanifest-sha256.txt.sig'))],
  ['a manifest line that leaves the bag', (b) => appendFileSync(join(b, 'manifest-sha256.txt'), `${'0'.repeat(64)}  data/../../x\n`)],
  ['an old version declared', (b) => writeFileSync(join(b, 'bagit.txt'), 'BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n')],
  ['another manifest algorithm added', (b) => writeFileSync(join(b, 'manifest-md5.txt'), '')],
];

describe('exporting from a case', () => {
  const accounts = ['123456', '20260309', 'campaign'];
  const key = (name: string): string => readFileSync(join(folder, `${name}.pseudonym-key`), 'utf8').trim();
  let session: CaseSession;

  beforeAll(async () => {
    const traffic = join(folder, 'traffic.jsonl');
    writeFileSync(traffic, accounts.map((account_id) => `${JSON.stringify({ account_id, prompt_text: 'a' })}\n`).join(''));
    session = createCase(join(folder, 'case'), { program: 'test' });
    await importFiles(session, { paths: [traffic] }, UNHURRIED);
    const { analysis } = content();
    const found = finding(accounts);
    session.store.transaction(() => session.store.analyses.append({ ...analysis, findings: [{ ...found, exampleRows: [] }] }));
  });
  afterAll(() => session.close());

  it('gives pseudonyms to accounts named by numbers or words that the bundle holds anyway', async () => {
    const { folder: bundle } = await exportBundle(session, join(folder, 'named'), { pseudonymise: true }, UNHURRIED);
    const [campaign] = JSON.parse(readFileSync(join(bundle, 'data/campaigns.json'), 'utf8')).campaigns;
    const nameOf = (account: string): string =>
      `p-${createHmac('sha256', Buffer.from(key('named'), 'hex'))
        .update(account)
        .digest('hex')}`;
    expect(campaign.accounts).toEqual(accounts.map((account) => nameOf(account).slice(0, 22)).sort());
    expect(JSON.stringify(campaign.layers)).not.toContain('20260309');
  });

  it('gives campaigns other ids with every key, for their own are digests of the accounts', async () => {
    const ids = await Promise.all(
      ['once', 'twice'].map(async (name) => {
        const { folder: bundle } = await exportBundle(session, join(folder, name), { pseudonymise: true }, UNHURRIED);
        return JSON.parse(readFileSync(join(bundle, 'data/campaigns.json'), 'utf8')).campaigns[0].id as string;
      }),
    );
    for (const id of ids) expect(id).toMatch(/^c-[0-9a-f]{10}$/);
    expect(new Set([...ids, 'c-0123456789']).size).toBe(3);
  });

  it('never writes into the folder of the case, also by way of a link', async () => {
    symlinkSync(session.folder, join(folder, 'link'));
    for (const target of [join(session.folder, 'segments', 'bundle'), join(folder, 'link', 'bundle')]) {
      await expect(exportBundle(session, target, {}, UNHURRIED)).rejects.toMatchObject({ code: 'folder-not-empty' });
      expect(existsSync(target)).toBe(false);
    }
    const beside = await exportBundle(session, `${session.folder}-bundle`, {}, UNHURRIED);
    expect(beside.campaigns).toBe(1);
  });

  it('needs no more than reading', async () => {
    const reader = await openCase(session.folder, { program: 'test', readOnly: true });
    const { folder: bundle } = await exportBundle(reader, join(folder, 'read-only'), {}, UNHURRIED);
    reader.close();
    expect((await verifyBundle(bundle)).ok).toBe(true);
  });
});

describe('verification', () => {
  it.each(TAMPERINGS)('catches %s', async (name, tamper) => {
    const copy = join(folder, name.replaceAll(' ', '-'));
    cpSync(bag, copy, { recursive: true });
    expect((await verifyBundle(copy)).ok).toBe(true);
    tamper(copy);
    const verdict = await verifyBundle(copy);
    expect(verdict.ok).toBe(false);
    expect(verdict.problems.length).toBeGreaterThan(0);
  });

  it('refuses what is no bundle at all', async () => {
    await expect(verifyBundle(join(folder, 'nowhere'))).rejects.toSatisfy((error) => isFailure(error) && error.code === 'file-missing');
    await expect(verifyBundle(signingKeyFile)).rejects.toSatisfy((error) => isFailure(error) && error.code === 'bundle-malformed');
  });
});

function flip(path: string): void {
  const bytes = readFileSync(path);
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

function swapForLink(b: string): void {
  const outside = join(folder, 'outside.csv');
  if (!existsSync(outside)) copyFileSync(join(b, 'data/links.csv'), outside);
  rmSync(join(b, 'data/links.csv'));
  symlinkSync(outside, join(b, 'data/links.csv'));
}

function rebuild(b: string): void {
  flip(join(b, 'data/report.html'));
  const digest = (paths: string[]): string => String(execFileSync(process.execPath, ['-e', DIGEST, ...paths], { cwd: b }));
  writeFileSync(join(b, 'manifest-sha256.txt'), digest(readdirSync(join(b, 'data')).map((name) => `data/${name}`)));
  writeFileSync(join(b, 'tagmanifest-sha256.txt'), digest(['bag-info.txt', 'bagit.txt', 'manifest-sha256.txt']));
}
const DIGEST = `for (const p of process.argv.slice(1)) process.stdout.write(require('crypto').createHash('sha256').update(require('fs').readFileSync(p)).digest('hex') + '  ' + p + '\\n');`;
