import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CAPABILITIES, type Capability } from '../engine/domain/capability.ts';
import { Failure } from '../engine/domain/failure.ts';
import type { TaskText } from '../engine/simulation/prompts.ts';

/** What simulating may hold in memory. */
const MOST_BYTES = 400_000_000;
/** No prompt may be longer, so that a line of simulated traffic stays within the buffer it is written through. */
const LONGEST_PROMPT = 100_000;

/**
 * Task texts of every `*.jsonl` file of a folder, by name and line: `prompt`, and `capability` where it is known; other fields are
 * ignored. Throws file-missing when the folder or such files are, file-unreadable, file-malformed naming file and line.
 */
export async function readPrompts(folder: string): Promise<readonly TaskText[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new Failure('file-missing', `${folder} is not a folder that can be read`, { path: folder }, { cause });
  });
  const texts: TaskText[] = [];
  let bytes = 0;
  for (const name of names.filter((one) => one.endsWith('.jsonl')).sort()) {
    const path = join(folder, name);
    const content = await readFile(path).catch((cause: unknown) => {
      throw new Failure('file-unreadable', `${path} cannot be read`, { path }, { cause });
    });
    bytes += content.length;
    if (bytes > MOST_BYTES)
      throw new Failure('file-malformed', `${path}: the prompts of the folder have more than ${MOST_BYTES} bytes together`, { path });
    content
      .toString('utf8')
      .split('\n')
      .forEach((line, i) => {
        if (line.trim() === '') return;
        const text = readLine(line);
        if (typeof text === 'string') throw new Failure('file-malformed', `${path}, line ${i + 1}: ${text}`, { path, line: i + 1 });
        texts.push(text);
      });
  }
  if (texts.length === 0) throw new Failure('file-missing', `${folder} holds no .jsonl file with prompts`, { path: folder });
  return texts;
}

/** The text of a line, or what is wrong with it. */
function readLine(line: string): TaskText | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'not JSON';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not a JSON object';
  const { prompt, capability = null } = value as { prompt?: unknown; capability?: unknown };
  if (typeof prompt !== 'string' || prompt.trim() === '') return 'prompt is not a text';
  if (prompt.length > LONGEST_PROMPT) return `prompt has more than ${LONGEST_PROMPT} characters`;
  if (capability !== null && !isCapability(capability)) return `capability is none of ${CAPABILITIES.join(', ')}`;
  return { capability, text: prompt };
}

const isCapability = (value: unknown): value is Capability => CAPABILITIES.some((capability) => capability === value);
