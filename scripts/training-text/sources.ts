import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CONTEXT } from '../../main/engine/capabilities/features.ts';
import { CAPABILITIES, type Capability } from '../../main/engine/domain/capability.ts';

export interface LabelledPrompt {
  readonly source: string;
  readonly prompt: string;
  readonly completion: string;
  readonly capability: Capability | null;
  readonly elicitation: string | null;
  readonly trust: string;
  readonly label: string;
  readonly id: string;
  /** What else the request carries, bits of CONTEXT. */
  readonly context: number;
  /** What readers of this project found in a prompt without a capability of its source: the best first, others that are fair after it. */
  readonly byHand: readonly Capability[];
}

/** Letters of the files of labels given by hand: ids and letters only. */
const LETTERS: Readonly<Record<string, Capability>> = {
  o: 'other',
  s: 'software_engineering',
  a: 'agentic_tool_use',
  r: 'reasoning',
  m: 'mathematics',
  d: 'data_analysis',
  k: 'knowledge_qa',
  u: 'summarization_extraction',
  t: 'translation_multilingual',
  c: 'creative_writing',
  p: 'roleplay_chat',
  f: 'safety_policy',
};
export type HandLabels = Readonly<Record<string, Readonly<Record<string, string>>>>;

export function readHandLabels(file: string): HandLabels {
  return JSON.parse(readFileSync(file, 'utf8')) as HandLabels;
}

/** Reads every `.jsonl` of a folder, files sorted by name. */
export function readSources(folder: string, handLabels: HandLabels = {}): LabelledPrompt[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .sort();
  return files.flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => labelledPrompt(JSON.parse(line) as Record<string, unknown>, basename(file, '.jsonl'), handLabels)),
  );
}

function labelledPrompt(record: Record<string, unknown>, source: string, handLabels: HandLabels): LabelledPrompt {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    source,
    prompt: text(record.prompt),
    completion: text(record.completion),
    capability: CAPABILITIES.find((capability) => capability === record.capability) ?? null,
    elicitation: text(record.elicitation) || null,
    trust: text(record.trust),
    label: text(record.label),
    id: String(record.id),
    context: Array.isArray(record.tools) && record.tools.length > 0 ? CONTEXT.toolDefinitions : 0,
    byHand: Array.from(handLabels[source]?.[String(record.id)] ?? '', (letter) => LETTERS[letter] ?? 'other'),
  };
}
