import { type ReactNode, useMemo, useState } from 'react';
import type { CellValue, Column } from './columns.ts';
import { DataTable, type Sorting } from './data-table.tsx';

interface RecordTableProps<Row> {
  readonly name: string;
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly records: readonly Row[];
  readonly keyOf: (row: Row) => string | number;
  readonly firstSorting?: Sorting;
  readonly selectedKey?: string | number | null;
  readonly onSelect?: (row: Row) => void;
  readonly onOpen?: (row: Row) => void;
  readonly onMark?: (row: Row) => void;
  readonly onMarkRange?: (rows: readonly Row[]) => void;
  readonly isMarked?: (row: Row) => boolean;
  readonly empty?: ReactNode;
}

/** A table of records in memory, sorted by the column whose title is pressed. */
export function RecordTable<Row>(props: RecordTableProps<Row>): ReactNode {
  const { records, columns, keyOf } = props;
  const [sorting, setSorting] = useState<Sorting | null>(props.firstSorting ?? null);
  const [ownKey, setOwnKey] = useState<string | number | null>(null);
  const selectedKey = props.selectedKey === undefined ? ownKey : props.selectedKey;

  const sorted = useMemo(() => {
    const column = columns.find((c) => c.id === sorting?.columnId);
    if (sorting === null || column === undefined) return records;
    const direction = sorting.descending ? -1 : 1;
    return records.toSorted((a, b) => compare(column.value(a), column.value(b), direction));
  }, [records, columns, sorting]);

  const source = useMemo(() => ({ count: sorted.length, at: (index: number) => sorted[index] ?? null }), [sorted]);
  const selected = useMemo(() => {
    const index = selectedKey === null ? -1 : sorted.findIndex((row) => keyOf(row) === selectedKey);
    return index < 0 ? null : index;
  }, [sorted, selectedKey, keyOf]);

  return (
    <DataTable
      name={props.name}
      label={props.label}
      columns={columns}
      source={source}
      selected={selected}
      onSelect={(index) => {
        const row = sorted[index];
        if (row === undefined) return;
        setOwnKey(keyOf(row));
        props.onSelect?.(row);
      }}
      {...(props.onOpen === undefined ? {} : { onOpen: props.onOpen })}
      {...(props.onMark === undefined ? {} : { onMark: props.onMark })}
      {...(props.onMarkRange === undefined
        ? {}
        : { onMarkRange: (first: number, last: number) => props.onMarkRange?.(sorted.slice(first, last + 1)) })}
      {...(props.isMarked === undefined ? {} : { isMarked: props.isMarked })}
      sorting={sorting}
      onSort={(columnId) =>
        setSorting((last) => (last?.columnId === columnId ? { columnId, descending: !last.descending } : { columnId, descending: true }))
      }
      empty={props.empty}
    />
  );
}

/** Nulls go last whichever way the column is sorted; equal values keep their order. */
function compare(a: CellValue, b: CellValue, direction: number): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  if (typeof a === 'number' && typeof b === 'number') return (a - b) * direction;
  return (String(a) < String(b) ? -1 : 1) * direction;
}
