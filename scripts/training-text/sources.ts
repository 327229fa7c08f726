import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CAPABILITIES, type Capability } from '../../main/engine/domain/capability.ts';

export interface LabelledPrompt {
  readonly source: string;
  readonly prompt: string;
  readonly completion: string;
  readonly capability: Capability | null;
  readonly elicitation: string | null;
  readonly trust: string;
  readonly label: string;
}

/** Reads every `.jsonl` of a folder, files sorted by name. */
export function readSources(folder: string): LabelledPrompt[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .sort();
  return files.flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => labelledPrompt(JSON.parse(line) as Record<string, unknown>, basename(file, '.jsonl'))),
  );
}

function labelledPrompt(record: Record<string, unknown>, source: string): LabelledPrompt {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    source,
    prompt: text(record.prompt),
    completion: text(record.completion),
    capability: CAPABILITIES.find((capability) => capability === record.capability) ?? null,
    elicitation: text(record.elicitation) || null,
    trust: text(record.trust),
    label: text(record.label),
  };
}
