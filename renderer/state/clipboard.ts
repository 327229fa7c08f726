/**
 * Puts plain text on the clipboard through the copy event: the window grants no permissions, so the asynchronous clipboard
 * interface is closed to it. Must run inside a key press or click.
 */
export function copyText(text: string): boolean {
  const fill = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener('copy', fill, { capture: true, once: true });
  const copied = document.execCommand('copy');
  document.removeEventListener('copy', fill, { capture: true });
  return copied;
}

type Cell = string | number | null;

/** RFC 4180, with a header line. A leading = + - @ is quoted with an apostrophe, lest a spreadsheet takes traffic for a formula. */
export function asCsv(titles: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const field = (cell: Cell): string => {
    if (cell === null) return '';
    if (typeof cell === 'number') return String(cell);
    const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [titles, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

export function asMarkdown(titles: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const line = (cells: readonly Cell[]): string =>
    `| ${cells
      .map((cell) =>
        String(cell ?? '')
          .replace(/[\\|`*_<>[\]]/g, '\\$&')
          .replace(/\s+/g, ' '),
      )
      .join(' | ')} |`;
  return `${[line(titles), line(titles.map(() => '---')).replaceAll('\\', ''), ...rows.map(line)].join('\n')}\n`;
}
