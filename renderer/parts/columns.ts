import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { type ColumnLayout, keepLayout, readLayout } from '../state/column-memory.ts';

export type CellValue = string | number | null;

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly width: number;
  /** Takes what width is left over. */
  readonly grows?: true;
  readonly align?: 'right';
  /** Shown when the pointer rests on the title. */
  readonly hint?: string;
  readonly hiddenAtFirst?: true;
  /** What sorting and copying use. */
  readonly value: (row: Row) => CellValue;
  readonly render?: (row: Row) => ReactNode;
}

/** Rows of a table, in memory or fetched by page; a row that is not here yet is null. */
export interface RowSource<Row> {
  readonly count: number;
  at(index: number): Row | null;
  /** Called with the rows in view, `last` excluded. */
  want?(first: number, last: number): void;
}

export interface ColumnArrangement<Row> {
  /** In order, hidden ones left out. */
  readonly shown: readonly Column<Row>[];
  /** In order, all. */
  readonly all: readonly Column<Row>[];
  isHidden(id: string): boolean;
  widthOf(column: Column<Row>): number;
  toggle(id: string): void;
  setWidth(id: string, width: number): void;
  move(id: string, by: -1 | 1): void;
  reset(): void;
}

const NARROWEST = 40;

function firstLayout<Row>(columns: readonly Column<Row>[]): ColumnLayout {
  return { order: columns.map((c) => c.id), hidden: columns.filter((c) => c.hiddenAtFirst === true).map((c) => c.id), widths: {} };
}

export function useColumns<Row>(table: string, columns: readonly Column<Row>[]): ColumnArrangement<Row> {
  const [layout, setLayout] = useState<ColumnLayout>(() => readLayout(table) ?? firstLayout(columns));

  const change = useCallback(
    (next: ColumnLayout): void => {
      setLayout(next);
      keepLayout(table, next);
    },
    [table],
  );

  return useMemo(() => {
    const rank = (column: Column<Row>): number => {
      const at = layout.order.indexOf(column.id);
      return at < 0 ? layout.order.length + columns.indexOf(column) : at;
    };
    const all = columns.toSorted((a, b) => rank(a) - rank(b));
    return {
      all,
      shown: all.filter((column) => !layout.hidden.includes(column.id)),
      isHidden: (id) => layout.hidden.includes(id),
      widthOf: (column) => layout.widths[column.id] ?? column.width,
      toggle: (id) =>
        change({ ...layout, hidden: layout.hidden.includes(id) ? layout.hidden.filter((other) => other !== id) : [...layout.hidden, id] }),
      setWidth: (id, width) => change({ ...layout, widths: { ...layout.widths, [id]: Math.max(NARROWEST, Math.round(width)) } }),
      move: (id, by) => {
        const order = all.map((column) => column.id);
        const from = order.indexOf(id);
        const to = from + by;
        const other = order[to];
        if (from < 0 || other === undefined) return;
        order[to] = id;
        order[from] = other;
        change({ ...layout, order });
      },
      reset: () => {
        keepLayout(table, null);
        setLayout(firstLayout(columns));
      },
    };
  }, [columns, layout, change, table]);
}
