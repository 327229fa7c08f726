/** A damaged segment may hold any byte: what names nothing counts as other, or plain. */
export function knownCode(code: number, codes: number): number {
  return code < codes ? code : 0;
}
