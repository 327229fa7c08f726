import { canonicalCsv } from './canonical-csv.ts';
import { canonicalJsonl } from './canonical-jsonl.ts';
import type { FileHead, LogFormat } from './log-format.ts';
import { mappedCsv } from './mapped-csv.ts';
import { mappedJsonl } from './mapped-jsonl.ts';
import type { FieldPlan } from './mapping.ts';

/** Every format, in the order in which they are tried. */
export const LOG_FORMATS: readonly LogFormat[] = [mappedJsonl, mappedCsv, canonicalJsonl, canonicalCsv];

export interface Recognition {
  readonly format: LogFormat;
  readonly reason: string;
}

/** The first format that recognises the head; with a mapping only the mapped ones are tried. */
export function recogniseFormat(head: FileHead, plan: FieldPlan | null): Recognition | null {
  for (const format of LOG_FORMATS) {
    if (format.needsMapping !== (plan !== null)) continue;
    const reason = format.recognise(head, plan);
    if (reason !== null) return { format, reason };
  }
  return null;
}

export function findFormat(name: string): LogFormat | null {
  return LOG_FORMATS.find((format) => format.name === name) ?? null;
}
