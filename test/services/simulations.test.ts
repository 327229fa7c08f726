import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
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
});
