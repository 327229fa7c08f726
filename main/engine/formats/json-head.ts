import type { Json } from '../domain/exchange.ts';
import type { FileHead } from './log-format.ts';

/** JSON values of the complete lines of a head, at most `limit`; lines that are not JSON are passed over. */
export function firstObjects(head: FileHead, limit = 20): { objects: readonly Json[]; opensObject: boolean } {
  const lines = head.text.split('\n');
  if (!head.complete) lines.pop();
  const objects: Json[] = [];
  for (const line of lines) {
    if (objects.length === limit) break;
    if (!line.trimStart().startsWith('{')) continue;
    try {
      objects.push(JSON.parse(line) as Json);
    } catch {
      // A broken line says nothing about the format; the import quarantines it.
    }
  }
  return { objects, opensObject: head.text.trimStart().startsWith('{') };
}

/** Which of the names stand in the head as quoted JSON keys. */
export function namesWrittenIn(head: FileHead, names: readonly string[]): string[] {
  return names.filter((name) => head.text.includes(`"${name}"`));
}
