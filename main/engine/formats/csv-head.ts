import type { FileHead } from './log-format.ts';

/** Names in the header line of a CSV head; null when the head does not begin with a plausible header. */
export function headerNames(head: FileHead): readonly string[] | null {
  const lineEnd = head.text.indexOf('\n');
  if (lineEnd < 0 && !head.complete) return null;
  const line = (lineEnd < 0 ? head.text : head.text.slice(0, lineEnd)).replace(/\r$/, '');
  if (line.trim() === '' || /^\s*[{[]/.test(line)) return null;
  return line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}
