/**
 * Characters that a reader cannot see or that change how the text around them is shown: controls, bidirectional and other format
 * characters, line separators, lone surrogates and whatever Unicode lets a font leave out (UAX #9 section 2; UAX #44,
 * Default_Ignorable_Code_Point).
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufffe\uffff]/gu;
const LINE_BREAKS_KEPT = new Set(['\n', '\t']);

/** The character as `\xNN`, `\uNNNN` or `\u{NNNNN}`. */
function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** Untrusted text on one line, safe to print on a terminal: everything unseen is written out, line breaks and tabs too. */
export function visibleLine(text: string): string {
  return text.replace(UNSEEN, escapeOf);
}

/** Untrusted text as HTML content or attribute value: markup is escaped and everything unseen is written out; line breaks and tabs stay. */
export function visibleHtml(text: string): string {
  return text
    .replace(UNSEEN, (character) => (LINE_BREAKS_KEPT.has(character) ? character : escapeOf(character)))
    .replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** At most `limit` UTF-16 units of text, never half a pair, with an ellipsis where something was cut. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const end = /[\ud800-\udbff]/.test(text.charAt(limit - 1)) ? limit - 1 : limit;
  return `${text.slice(0, end)}…`;
}
