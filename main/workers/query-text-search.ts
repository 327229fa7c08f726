import type { TextColumn } from '../storage/text-reader.ts';

export const SEARCHED_COLUMNS = ['prompt_text', 'completion_text'] as const;

/** Marks rows of a batch whose text holds the needle; marks already set stay. */
export interface TextSearch {
  mark(column: TextColumn, rowCount: number, marks: Uint8Array): void;
}

const FOLD = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));

function foldInto(source: Uint8Array, target: Buffer): void {
  for (let at = 0; at < source.length; at += 1) target[at] = FOLD[source[at] as number] as number;
}

/** Literal search over UTF-8 bytes, upper and lower ASCII letters taken as equal. Cost: linear in the bytes of the batch. */
export function createTextSearch(text: string): TextSearch {
  const needle = Buffer.from(text, 'utf8');
  foldInto(needle, needle);
  let folded = Buffer.alloc(0);
  return {
    mark({ offsets, bytes }, rowCount, marks) {
      if (needle.length === 0) return;
      if (folded.length < bytes.length) folded = Buffer.allocUnsafe(bytes.length);
      foldInto(bytes, folded);
      const hay = folded.subarray(0, bytes.length);
      let row = 0;
      for (let at = hay.indexOf(needle); at !== -1 && row < rowCount; ) {
        while (row < rowCount && (offsets[row + 1] as number) <= at) row += 1;
        if (row >= rowCount) return;
        const end = offsets[row + 1] as number;
        if (at + needle.length <= end) {
          marks[row] = 1;
          at = hay.indexOf(needle, end);
        } else at = hay.indexOf(needle, at + 1);
      }
    },
  };
}
