import { ROWS, rowCount, textBytesOf, textStart } from './columns';
import { classify } from './capability';
import { readElicitation } from './elicitation';
import { collectFeatures } from './features';
import { fingerprintPrompt } from './fingerprint';
import { readLanguage } from './language';
import { hasModel } from './model-tables';
import { contextOf } from './prompt-context';

/** Number of the column prompt_text. */
const PROMPT_TEXT: i32 = 53;

export const SKELETON_HASHES: usize = heap.alloc(8 * ROWS);
export const HEAD_HASHES: usize = heap.alloc(4 * ROWS);
export const TAIL_HASHES: usize = heap.alloc(4 * ROWS);
export const TOKEN_COUNTS: usize = heap.alloc(2 * ROWS);
export const SKETCHES: usize = heap.alloc(32 * ROWS);
export const CAPABILITIES: usize = heap.alloc(ROWS);
export const CONFIDENCES: usize = heap.alloc(ROWS);
export const ELICITATIONS: usize = heap.alloc(ROWS);
export const LANGUAGES: usize = heap.alloc(ROWS);

/** Computes the facts of the prompts of all rows from `first` on; without a model in place, fingerprints only. */
export function readPrompts(first: i32): void {
  const bytes = textBytesOf(PROMPT_TEXT);
  for (let row = first; row < rowCount(); row++) {
    const start = textStart(PROMPT_TEXT, row);
    fingerprintPrompt(
      bytes + start,
      textStart(PROMPT_TEXT, row + 1) - start,
      SKELETON_HASHES + (row << 3),
      HEAD_HASHES + (row << 2),
      TAIL_HASHES + (row << 2),
      TOKEN_COUNTS + (row << 1),
      SKETCHES + (row << 5),
    );
    if (!hasModel()) continue;
    collectFeatures(contextOf(row));
    classify(CAPABILITIES + row, CONFIDENCES + row);
    store<u8>(ELICITATIONS + row, readElicitation());
    store<u8>(LANGUAGES + row, readLanguage());
  }
}
