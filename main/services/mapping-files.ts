import { writeFileSync } from 'node:fs';
import { Failure } from '../engine/domain/failure.ts';
import type { MappingShape } from '../engine/domain/sources.ts';
import type { Mapping } from '../engine/formats/mapping.ts';
import { asFileFailure } from './imports-files.ts';

/** A mapping as plain data without undefined members. */
export function mappingShape(mapping: Mapping): MappingShape {
  return { ...mapping, prefixes: definedOf(mapping.prefixes), constants: definedOf(mapping.constants) };
}

/** Writes a mapping as the file that `--mapping` takes. Throws file-unreadable, disk-full. */
export function writeMappingFile(path: string, mapping: Mapping): void {
  try {
    writeFileSync(path, `${JSON.stringify(mappingShape(mapping), null, 2)}\n`);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') {
      throw new Failure('disk-full', `${path} cannot be written: the disk is full`, { path }, { cause: error });
    }
    throw asFileFailure(path, error);
  }
}

function definedOf<T>(values: Readonly<Record<string, T | undefined>>): Record<string, T> {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
