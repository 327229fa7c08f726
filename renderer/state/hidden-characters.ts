export interface TextRun {
  /** Where it starts. */
  readonly at: number;
  readonly text: string;
  /** The run is one character that would be invisible or move its neighbours, written as its code point. */
  readonly escape: boolean;
}

/**
 * Controls, format characters (bidirectional marks, joiners, tags), line and paragraph separators, lone surrogates, fillers that
 * look like spaces and non-characters; but neither tab and line feed nor the two selectors of text and emoji style.
 */
const HIDDEN = /[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]--[\t\n\ufe0e\ufe0f]]/gv;

/** Splits untrusted text so that what cannot be seen is shown: `U+202E` for a right-to-left override. */
export function revealHidden(text: string): readonly TextRun[] {
  const runs: TextRun[] = [];
  let from = 0;
  for (const match of text.matchAll(HIDDEN)) {
    if (match.index > from) runs.push({ at: from, text: text.slice(from, match.index), escape: false });
    runs.push({ at: match.index, text: escapeOf(match[0]), escape: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) runs.push({ at: from, text: text.slice(from), escape: false });
  return runs;
}

/** For places that take a string only, such as a canvas. */
export function visibleText(text: string): string {
  return revealHidden(text)
    .map((run) => run.text)
    .join('');
}

function escapeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
