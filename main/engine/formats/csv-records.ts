const QUOTE = 0x22;
const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;

/** Where the fields of one CSV record lie in its bytes; reused from record to record. */
export class CsvFields {
  count = 0;
  starts = new Int32Array(64);
  ends = new Int32Array(64);
  /** Bit 0: quoted; bit 1: holds doubled quotes. */
  kinds = new Uint8Array(64);

  add(start: number, end: number, kind: number): void {
    if (this.count === this.starts.length) this.#grow();
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.kinds[this.count] = kind;
    this.count++;
  }

  #grow(): void {
    const { starts, ends, kinds } = this;
    this.starts = new Int32Array(starts.length * 2);
    this.ends = new Int32Array(ends.length * 2);
    this.kinds = new Uint8Array(kinds.length * 2);
    this.starts.set(starts);
    this.ends.set(ends);
    this.kinds.set(kinds);
  }
}
export const CSV_QUOTED = 1;
export const CSV_DOUBLED = 2;

export interface CsvSplit {
  /** complete: a whole record; open: the bytes end before the record does; malformed: text after a closing quote. */
  readonly state: 'complete' | 'open' | 'malformed';
  /** End of the record without its line end. */
  readonly end: number;
  /** Start of the next record. */
  readonly next: number;
}

/**
 * Splits one record of RFC 4180 at `from`. A record ends at a line feed outside quotes (a return before it is dropped) or, when `isLast`, at `to`.
 * A malformed record ends at the next line feed. Cost linear in the record.
 */
export function splitCsvRecord(bytes: Uint8Array, from: number, to: number, isLast: boolean, fields: CsvFields): CsvSplit {
  fields.count = 0;
  let at = from;
  for (;;) {
    if (at < to && bytes[at] === QUOTE) {
      const closed = closingQuote(bytes, at + 1, to, isLast);
      if (closed === null) return { state: 'open', end: to, next: to };
      fields.add(at + 1, closed.at, CSV_QUOTED | (closed.doubled ? CSV_DOUBLED : 0));
      at = closed.at + 1;
      if (bytes[at] === RETURN && (at + 1 >= to || bytes[at + 1] === LINE_FEED)) at++;
      if (at < to && bytes[at] !== COMMA && bytes[at] !== LINE_FEED) return malformed(bytes, at, to, isLast);
    } else {
      const end = fieldEnd(bytes, at, to);
      const cut = end > at && bytes[end - 1] === RETURN && (end === to || bytes[end] === LINE_FEED) ? end - 1 : end;
      fields.add(at, cut, 0);
      at = end;
    }
    if (at >= to) return isLast ? { state: 'complete', end: trimReturn(bytes, from, to), next: to } : { state: 'open', end: to, next: to };
    if (bytes[at] === LINE_FEED) return { state: 'complete', end: trimReturn(bytes, from, at), next: at + 1 };
    at++;
  }
}

function closingQuote(bytes: Uint8Array, from: number, to: number, isLast: boolean): { at: number; doubled: boolean } | null {
  let doubled = false;
  let at = from;
  for (;;) {
    const quote = bytes.indexOf(QUOTE, at);
    if (quote < 0 || quote >= to) return null;
    if (quote + 1 >= to) return isLast ? { at: quote, doubled } : null;
    if (bytes[quote + 1] !== QUOTE) return { at: quote, doubled };
    doubled = true;
    at = quote + 2;
  }
}

function fieldEnd(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && bytes[at] !== COMMA && bytes[at] !== LINE_FEED) at++;
  return at;
}

function malformed(bytes: Uint8Array, from: number, to: number, isLast: boolean): CsvSplit {
  const lineEnd = bytes.indexOf(LINE_FEED, from);
  if (lineEnd >= 0 && lineEnd < to) return { state: 'malformed', end: lineEnd, next: lineEnd + 1 };
  return { state: isLast ? 'malformed' : 'open', end: to, next: to };
}

function trimReturn(bytes: Uint8Array, from: number, to: number): number {
  return to > from && bytes[to - 1] === RETURN ? to - 1 : to;
}
