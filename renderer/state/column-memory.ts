/** Which columns of a table are shown, how wide and in what order: kept on this machine, for each table by name. */
export interface ColumnLayout {
  readonly order: readonly string[];
  readonly hidden: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
}

const keyOf = (table: string): string => `stillhunt.columns.${table}`;

export function readLayout(table: string): ColumnLayout | null {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(table)) ?? 'null');
    return isLayout(stored) ? stored : null;
  } catch {
    return null;
  }
}

export function keepLayout(table: string, layout: ColumnLayout | null): void {
  if (layout === null) localStorage.removeItem(keyOf(table));
  else localStorage.setItem(keyOf(table), JSON.stringify(layout));
}

function isLayout(value: unknown): value is ColumnLayout {
  if (typeof value !== 'object' || value === null || !('order' in value) || !('hidden' in value) || !('widths' in value)) return false;
  const isNames = (names: unknown): boolean => Array.isArray(names) && names.every((name) => typeof name === 'string');
  const { widths } = value;
  return (
    isNames(value.order) &&
    isNames(value.hidden) &&
    typeof widths === 'object' &&
    widths !== null &&
    Object.values(widths).every((width) => typeof width === 'number' && width > 0)
  );
}
