/** What a cell of an exported table may hold; null is an empty cell. */
export type CsvCell = string | number | null;

/**
 * A table as CSV (RFC 4180, CRLF). A text that a spreadsheet could take for a formula (it begins with = + - @, a tab or a line
 * break, or a full-width form of these) or that begins with an apostrophe gets one apostrophe in front; removing one leading
 * apostrophe from any cell gives back the original. Numbers are written plainly.
 */
export function encodeCsv(columns: readonly string[], rows: Iterable<readonly CsvCell[]>): string {
  let csv = `${columns.join(',')}\r\n`;
  for (const row of rows) csv += `${row.map(encodeCell).join(',')}\r\n`;
  return csv;
}

/** The original of a text cell written by encodeCsv. */
export function restoreCell(cell: string): string {
  return cell.startsWith("'") ? cell.slice(1) : cell;
}

function encodeCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = /^['=+\-@\t\r\n＝＋－＠]/u.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
