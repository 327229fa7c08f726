/** What is known of the record being scanned. Columns are bits of a 64-bit set; two that are not exchange columns have numbers too. */
export const EXCHANGE_ID_COLUMN: u8 = 62;
export const FLAGS_COLUMN: u8 = 63;

/** Columns that the record names, and those that it gives a value other than null. */
let named: u64 = 0;
let given: u64 = 0;
/** Dictionary columns whose text is to be interned, and those of them whose text has escapes. */
export let coded: u64 = 0;
export let escaped: u64 = 0;

/** Where the text of a column is written in the record, between its quotation marks. */
const SPAN_STARTS: usize = memory.data(4 * 64, 8);
const SPAN_ENDS: usize = memory.data(4 * 64, 8);

export function clearRecord(): void {
  named = 0;
  given = 0;
  coded = 0;
  escaped = 0;
}

// @ts-ignore: decorator
@inline
function bit(column: u8): u64 {
  return (<u64>1) << column;
}

/** Notes that the record names the column; false when it did already. */
// @ts-ignore: decorator
@inline
export function nameColumn(column: u8): bool {
  const before = named;
  named |= bit(column);
  return before != named;
}

// @ts-ignore: decorator
@inline
export function markGiven(column: u8): void {
  given |= bit(column);
}

// @ts-ignore: decorator
@inline
export function isGiven(column: u8): bool {
  return (given & bit(column)) != 0;
}

// @ts-ignore: decorator
@inline
export function keepSpan(column: u8, start: usize, end: usize): void {
  store<usize>(SPAN_STARTS + (column << 2), start);
  store<usize>(SPAN_ENDS + (column << 2), end);
}

/** Notes that the kept span of a dictionary column is to be interned once the whole record is understood. */
// @ts-ignore: decorator
@inline
export function codeLater(column: u8, hasEscape: bool): void {
  coded |= bit(column);
  if (hasEscape) escaped |= bit(column);
}

// @ts-ignore: decorator
@inline
export function isEscaped(column: u8): bool {
  return (escaped & bit(column)) != 0;
}

// @ts-ignore: decorator
@inline
export function spanStart(column: u8): usize {
  return load<usize>(SPAN_STARTS + (column << 2));
}

// @ts-ignore: decorator
@inline
export function spanEnd(column: u8): usize {
  return load<usize>(SPAN_ENDS + (column << 2));
}
