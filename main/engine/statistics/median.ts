/** The middle of the values by size, the upper of two middles; 0 for none. */
export function median(values: readonly number[]): number {
  return values.length === 0 ? 0 : (Float64Array.from(values).sort()[values.length >> 1] as number);
}
