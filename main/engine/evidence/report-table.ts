import { cutText, visibleHtml as h } from './inert-text.ts';

/** A table; `numeric` columns are set to the right; cells are HTML already. */
export function table(head: readonly string[], numeric: readonly number[], rows: readonly (readonly string[])[]): string {
  const side = (i: number): string => (numeric.includes(i) ? ' class="n"' : '');
  const header = head.map((text, i) => `<th${side(i)}>${text}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell, i) => `<td${side(i)}>${cell}</td>`).join('')}</tr>`).join('\n');
  return `<div class="scroll"><table><thead><tr>${header}</tr></thead><tbody>\n${body}\n</tbody></table></div>`;
}

export const words = (name: string): string => h(name.replaceAll('_', ' '));
export const count = (value: number): string => value.toLocaleString('en');
export const moment = (iso: string | null): string =>
  iso === null
    ? 'unknown'
    : h(
        iso
          .replace('T', ' ')
          .replace(/(:\d\d)\.\d+Z$/, '$1')
          .replace(/Z$/, ''),
      );
export const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 2 : 1)} %`;
export const probability = (p: number | null): string =>
  p === null ? 'no test' : p === 0 ? '&lt; 1e-300' : p < 0.001 ? p.toExponential(1) : p.toFixed(3);
export const list = (items: readonly string[]): string =>
  items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${h(cutText(item, 300))}</li>`).join('')}</ul>`;
