import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isFailure } from '../../main/engine/domain/failure.ts';
import type { JobControl } from '../../main/engine/domain/job.ts';
import { simulate } from '../../main/services/simulations.ts';

const folder = mkdtempSync(join(tmpdir(), 'stillhunt-simulations-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const control: JobControl = { isCancelled: () => false, report: () => {} };
const sizes = { exchanges: 3_000, accounts: 120, seed: 5 };

describe('simulate', () => {
  it('writes traffic and its truth, byte for byte the same for the same seed', async () => {
    const one = await simulate('planted', join(folder, 'one'), sizes, control);
    const two = await simulate('planted', join(folder, 'two'), sizes, control);
    expect(readFileSync(one.exchangesFile)).toEqual(readFileSync(two.exchangesFile));
    expect(readFileSync(one.exchangesFile, 'utf8').trimEnd().split('\n')).toHaveLength(3_000);
    expect(readFileSync(one.exchangesFile)).toHaveLength(one.bytes);
    expect(JSON.parse(readFileSync(one.truthFile, 'utf8'))).toEqual(one.truth);
  });

  it('never writes over traffic that is there', async () => {
    await expect(simulate('organic', join(folder, 'one'), sizes, control)).rejects.toSatisfy(
      (error) => isFailure(error) && error.code === 'folder-not-empty',
    );
  });

  it('leaves nothing when it is cancelled or the scenario is unknown', async () => {
    const target = join(folder, 'three');
    await expect(simulate('planted', target, sizes, { ...control, isCancelled: () => true })).rejects.toSatisfy(
      (error) => isFailure(error) && error.code === 'cancelled',
    );
    expect(readdirSync(target)).toEqual([]);
    await expect(simulate('nothing', join(folder, 'four'), sizes, control)).rejects.toSatisfy(
      (error) => isFailure(error) && error.code === 'scenario-unknown',
    );
    expect(existsSync(join(folder, 'four'))).toBe(false);
  });

  it('tells how far it is', async () => {
    const seen: number[] = [];
    await simulate('planted', join(folder, 'five'), sizes, { ...control, report: ({ done, total }) => seen.push(done / (total ?? 1)) });
    expect(seen.at(-1)).toBe(1);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it('asks the prompts of a folder, whatever else its lines hold', async () => {
    const prompts = promptFolder('prompts', [
      ...Array.from({ length: 40 }, (_, i) =>
        JSON.stringify({ prompt: `given text ${i}`, capability: 'software_engineering', source: 'x' }),
      ),
      '',
      ...Array.from({ length: 40 }, (_, i) => JSON.stringify({ prompt: `unlabelled text ${i}` })),
    ]);
    const { exchangesFile } = await simulate('naive', join(folder, 'six'), { exchanges: 500, accounts: 30, seed: 1, prompts }, control);
    const lines = readFileSync(exchangesFile, 'utf8').trimEnd().split('\n');
    expect(lines.filter((line) => /(given|unlabelled) text \d+/.test(line)).length).toBeGreaterThan(lines.length / 2);
  });

  it.each([
    ['not JSON', '{"prompt":', 'not JSON'],
    ['not an object', '["prompt"]', 'not a JSON object'],
    ['without a prompt', '{"text":"a"}', 'prompt is not a text'],
    ['with an empty prompt', '{"prompt":"  "}', 'prompt is not a text'],
    ['of a capability that is none', '{"prompt":"a","capability":"coding"}', 'capability is none of'],
    ['of no length that a line may have', JSON.stringify({ prompt: 'a'.repeat(100_001) }), 'more than 100000 characters'],
  ])('names file and line of a prompt line that is %s', async (name, line, reason) => {
    const prompts = promptFolder(name, ['{"prompt":"good","capability":null}', line]);
    await expect(simulate('organic', join(folder, `bad ${name}`), { ...sizes, prompts }, control)).rejects.toSatisfy(
      (error) =>
        isFailure(error) &&
        error.code === 'file-malformed' &&
        error.message.includes('texts.jsonl, line 2: ') &&
        error.message.includes(reason) &&
        !error.message.includes('\n'),
    );
    expect(existsSync(join(folder, `bad ${name}`))).toBe(false);
  });

  it('says so when the folder of prompts is missing or holds none', async () => {
    mkdirSync(join(folder, 'empty'));
    mkdirSync(join(folder, 'nested', 'folder.jsonl'), { recursive: true });
    await expect(simulate('organic', join(folder, 'seven'), { ...sizes, prompts: join(folder, 'nested') }, control)).rejects.toSatisfy(
      (error) => isFailure(error) && error.code === 'file-unreadable',
    );
    for (const prompts of [join(folder, 'nowhere'), join(folder, 'empty')]) {
      await expect(simulate('organic', join(folder, 'seven'), { ...sizes, prompts }, control)).rejects.toSatisfy(
        (error) => isFailure(error) && error.code === 'file-missing',
      );
    }
  });

  it('writes prompts of the greatest length whole', async () => {
    const prompts = promptFolder(
      'long',
      [1, 2, 3, 4].map((n) => JSON.stringify({ prompt: `${n}${'\u4f60\u0001'.repeat(49_999)}` })),
    );
    const { exchangesFile } = await simulate('organic', join(folder, 'eight'), { exchanges: 60, accounts: 20, seed: 1, prompts }, control);
    const lines = readFileSync(exchangesFile, 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(60);
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
  });
});

function promptFolder(name: string, lines: readonly string[]): string {
  const path = join(folder, name);
  mkdirSync(path);
  writeFileSync(join(path, 'texts.jsonl'), `${lines.join('\n')}\n`);
  writeFileSync(join(path, 'notes.txt'), 'not read');
  return path;
}
