import type { FileHead } from './log-format.ts';

/** Which of the names stand as quoted JSON keys in a head that opens with a JSON object. */
export function namesWrittenIn(head: FileHead, names: readonly string[]): string[] {
  if (!head.text.trimStart().startsWith('{')) return [];
  return names.filter((name) => head.text.includes(`"${name}"`));
}
