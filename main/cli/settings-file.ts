import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { AnalysisSettings } from '../engine/domain/campaign.ts';
import { Failure } from '../engine/domain/failure.ts';
import { LAYERS } from '../engine/domain/layer.ts';

const share = z.number().gt(0).max(1);
const SETTINGS = z.strictObject({
  seed: z.int().min(0).max(0xffffffff).optional(),
  layers: z.array(z.enum(LAYERS)).min(1).optional(),
  maxAccountsPerValue: z.int().min(2).optional(),
  linkFalseDiscoveryRate: share.optional(),
  resolution: z.number().positive().optional(),
  minAccounts: z.int().min(2).optional(),
  bootstrapDraws: z.int().min(100).max(100_000).optional(),
  flagRatio: z.number().min(1).optional(),
  flagFalseDiscoveryRate: share.optional(),
});

/** Reads analysis settings from a JSON file. Throws file-missing, file-unreadable, settings-invalid naming the key. */
export async function readSettings(path: string): Promise<Partial<AnalysisSettings>> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new Failure(cause.code === 'ENOENT' ? 'file-missing' : 'file-unreadable', `${path} cannot be read`, { path }, { cause });
  });
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new Failure('settings-invalid', `${path} is not JSON`, { path }, { cause });
  }
  const parsed = SETTINGS.safeParse(value);
  if (parsed.success) return withoutUndefined(parsed.data);
  const issue = parsed.error.issues[0];
  const key = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path.join('.');
  const name = key === undefined || key === '' ? 'the whole' : key;
  throw new Failure(
    'settings-invalid',
    `${path}: ${name}: ${issue?.code === 'unrecognized_keys' ? 'no such setting' : (issue?.message ?? 'invalid')}`,
    { path, key: name },
  );
}

function withoutUndefined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
