export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** Where a key leads from a cell of a grid; null for other keys. Rows and columns count from 0. */
export function cellAfter(key: string, { row, column }: CellPlace, rows: number, columns: number): CellPlace | null {
  const to = {
    ArrowUp: { row: row - 1, column },
    ArrowDown: { row: row + 1, column },
    ArrowLeft: { row, column: column - 1 },
    ArrowRight: { row, column: column + 1 },
    Home: { row, column: 0 },
    End: { row, column: columns - 1 },
    PageUp: { row: 0, column },
    PageDown: { row: rows - 1, column },
  }[key];
  if (to === undefined || rows === 0 || columns === 0) return null;
  return { row: Math.min(rows - 1, Math.max(0, to.row)), column: Math.min(columns - 1, Math.max(0, to.column)) };
}
