import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ARGUMENT_SCHEMAS } from '../../main/app/argument-schemas.ts';
import type { CommandContext } from '../../main/app/command-context.ts';
import { COMMAND_TABLE } from '../../main/app/command-table.ts';
import { answerCommand, answerCommands } from '../../main/app/ipc.ts';
import { DroppedPaths } from '../../main/app/path-trust.ts';
import { Failure } from '../../main/engine/domain/failure.ts';
import { COMMAND_CHANNEL, DROP_CHANNEL } from '../../preload/contract.ts';
import { ipcMain } from '../electron-standin/ipc-main.ts';

const OWN_ID = 1;
let thrown: unknown = null;

function fakeContext(): CommandContext {
  const context = {
    window: { isDestroyed: () => false, webContents: { id: OWN_ID } },
    openCase: {
      summary() {
        if (thrown !== null) throw thrown;
        return null;
      },
    },
    jobs: { cancel: () => {} },
    recent: { list: () => [], has: () => false },
    dropped: new DroppedPaths(),
  };
  return context as unknown as CommandContext; // only the members that these commands touch
}

const context = fakeContext();
const frame = (url: string, parent: object | null = null) => ({ url, parent });
const event = (url: string, parent: object | null = null, id = OWN_ID) => ({ sender: { id }, senderFrame: frame(url, parent) });
const own = event('app://stillhunt/index.html');

async function invoke(sender: object, ...args: unknown[]): Promise<unknown> {
  return ipcMain.handlers.get(COMMAND_CHANNEL)?.(sender, ...args);
}

beforeAll(() => answerCommands(context));
afterAll(() => ipcMain.removeHandler(COMMAND_CHANNEL));

describe('the sender of a command', () => {
  test('is answered when it is our own page', async () => {
    expect(await invoke(own, 'window.state', {})).toMatchObject({ ok: true });
  });

  test.each([
    ['another origin', event('https://stillhunt/index.html')],
    ['an origin that begins like ours', event('app://stillhunt.example/index.html')],
    ['a frame inside our page', event('app://stillhunt/index.html', frame('app://stillhunt/index.html'))],
    ['another window', event('app://stillhunt/index.html', null, 2)],
    ['a frame that is gone', { sender: { id: OWN_ID }, senderFrame: null }],
  ])('is refused when it is %s', async (_, sender) => {
    await expect(invoke(sender, 'window.state', {})).rejects.toThrow('untrusted sender');
  });

  test('cannot vouch for a dropped path from elsewhere', () => {
    ipcMain.emit(DROP_CHANNEL, event('https://elsewhere.example/'), '/etc/passwd');
    ipcMain.emit(DROP_CHANNEL, own, '/logs/dropped.jsonl');
    expect(context.dropped.isFresh('/etc/passwd', Date.now())).toBe(false);
    expect(context.dropped.isFresh('/logs/dropped.jsonl', Date.now())).toBe(true);
  });
});

describe('a command', () => {
  test.each(['no.such', '__proto__', 'constructor', 'toString', 7, null])('named %j is refused', async (name) => {
    await expect(invoke(own, name, {})).rejects.toThrow('unknown command');
  });

  test('has a schema for its argument, whichever it is', () => {
    expect(Object.keys(ARGUMENT_SCHEMAS).sort()).toEqual(Object.keys(COMMAND_TABLE).sort());
  });

  test.each([
    ['window.setTheme', { theme: 'purple' }],
    ['window.setTheme', {}],
    ['window.state', null],
    ['window.state', { extra: 1 }],
    ['exchanges.page', { filter: {}, offset: -1, limit: 10 }],
    ['exchanges.page', { filter: {}, offset: 0, limit: 1e9 }],
    ['exchanges.page', { filter: { sql: '1=1' }, offset: 0, limit: 10 }],
    ['exchanges.page', { filter: { text: 'x'.repeat(1_001) }, offset: 0, limit: 10 }],
    ['exchanges.read', { row: 1.5 }],
    ['exchanges.read', { row: '1' }],
    ['import.choose', { droppedFiles: '/etc/passwd' }],
    ['import.choose', { what: 'files', droppedFiles: ['/etc/passwd'] }],
    ['import.start', { selectionId: 1, choices: [], workers: 10_000 }],
    ['import.start', { selectionId: 1, choices: [{ groupId: 0, action: 'import', path: '/etc/passwd' }] }],
    ['import.preview', { selectionId: 1, groupId: 0, mapping: { columns: { a: 1 } } }],
    ['sources.exportQuarantine', { sourceId: null, path: '/etc/cron.d/x' }],
    ['sideTables.add', { selectionId: 1, kind: 'made-up', mapping: null }],
    ['events.add', { event: { at: '2026-03-02', kind: 'memo', title: 'x' } }],
    ['analysis.start', { settings: { resolution: Number.NaN } }],
    ['analysis.start', { settings: { layers: ['made_up'] } }],
    ['evidence.export', { campaignIds: [{}], pseudonymise: true }],
    ['case.open', { recentPath: '' }],
  ])('%s refuses the argument %j', async (name, argument) => {
    await expect(invoke(own, name, argument)).rejects.toThrow('wrong argument');
  });

  test('answers a failure with its code, and a mistake of the program without its words', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    thrown = new Failure('case-locked', 'held by another program', { processId: 7 });
    expect(await answerCommand(context, 'window.state', {})).toEqual({
      ok: false,
      failure: { code: 'case-locked', message: 'held by another program', details: { processId: 7 } },
    });
    thrown = new TypeError('cannot read /home/analyst/secret.csv');
    const answer = await answerCommand(context, 'window.state', {});
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(String(error.mock.calls[0])).toContain('secret.csv');
    thrown = null;
    error.mockRestore();
  });
});

describe('a path named by the page', () => {
  test('is refused when it is neither recent nor just dropped', async () => {
    expect(await answerCommand(context, 'case.open', { recentPath: '/etc/evil.stillhunt' })).toMatchObject({
      ok: false,
      failure: { code: 'case-missing' },
    });
    expect(await answerCommand(context, 'case.lockHolder', { recentPath: '/etc/evil.stillhunt' })).toMatchObject({ ok: false });
    expect(await answerCommand(context, 'import.choose', { droppedFiles: ['/etc/passwd'] })).toMatchObject({
      ok: false,
      failure: { code: 'file-missing' },
    });
  });

  test('is trusted for a minute after its drop', () => {
    const dropped = new DroppedPaths();
    dropped.add('/logs/a.jsonl', 1_000);
    expect(dropped.isFresh('/logs/a.jsonl', 61_000)).toBe(true);
    expect(dropped.isFresh('/logs/a.jsonl', 61_001)).toBe(false);
    expect(() => dropped.requireFresh(['/logs/a.jsonl', '/logs/b.jsonl'], 2_000)).toThrow('1 of 2 files');
  });
});
