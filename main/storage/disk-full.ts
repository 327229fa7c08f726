import { Failure } from '../engine/domain/failure.ts';

const FULL_CODES = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL']);

export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && FULL_CODES.has(error.code);
}

/** Runs work that writes to `place`; a full disk becomes Failure disk-full, everything else passes. */
export function reportingDiskFull<T>(place: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    throw new Failure('disk-full', `no space left to write ${place}`, { path: place }, { cause: error });
  }
}
