// biome-ignore-all lint/a11y/useSemanticElements: an HTML table cannot show a window of rows placed by arithmetic
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo } from 'react';
import { asCsv, copyText } from '../state/clipboard.ts';
import { ColumnMenu } from './column-menu.tsx';
import { type Column, type ColumnArrangement, type RowSource, useColumns } from './columns.ts';
import { useRowWindow } from './row-window.ts';

export const ROW_HEIGHT = 24;
const HEAD_HEIGHT = 26;
/** Kept free at the right edge for the column menu. */
const MENU_WIDTH = 24;

export interface Sorting {
  readonly columnId: string;
  readonly descending: boolean;
}

interface DataTableProps<Row> {
  /** Under which the arrangement of columns is kept. */
  readonly name: string;
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly source: RowSource<Row>;
  readonly selected: number | null;
  readonly onSelect: (index: number) => void;
  readonly onOpen?: (row: Row, index: number) => void;
  readonly onMark?: (row: Row, index: number) => void;
  /** Rows [first, last] are to be marked: Shift with a click or an arrow, Ctrl+A. */
  readonly onMarkRange?: (first: number, last: number) => void;
  readonly isMarked?: (row: Row) => boolean;
  readonly sorting?: Sorting | null;
  readonly onSort?: (columnId: string) => void;
  /** In place of rows when there are none. */
  readonly empty?: ReactNode;
}

/** A table of one-line rows, however many. One tab stop; arrows move, Enter opens, Space marks. */
export function DataTable<Row>(props: DataTableProps<Row>): ReactNode {
  const { name, label, source, selected, onSelect } = props;
  const arrangement = useColumns(name, props.columns);
  const window = useRowWindow(source.count, ROW_HEIGHT, HEAD_HEIGHT);
  const id = useId();
  const { first, last } = window;

  useEffect(() => source.want?.(first, last), [source, first, last]);

  const { template, width } = useMemo(() => gridOf(arrangement), [arrangement]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const page = Math.max(1, Math.floor(window.viewHeight / ROW_HEIGHT) - 1);
    const next = event.ctrlKey || event.metaKey || event.altKey ? null : rowAfter(event.key, selected, source.count, page);
    const row = selected === null ? null : source.at(selected);
    if (next !== null) {
      if (event.shiftKey && selected !== null) props.onMarkRange?.(Math.min(selected, next), Math.max(selected, next));
      onSelect(next);
      window.reveal(next);
    } else if (row !== null && selected !== null && event.key === 'Enter' && props.onOpen !== undefined) props.onOpen(row, selected);
    else if (row !== null && selected !== null && event.key === ' ' && props.onMark !== undefined) props.onMark(row, selected);
    else if (row !== null && (event.ctrlKey || event.metaKey) && event.key === 'c' && getSelection()?.isCollapsed !== false) {
      copyText(
        asCsv(
          arrangement.shown.map((c) => c.title),
          [arrangement.shown.map((c) => c.value(row))],
        ),
      );
    } else if (props.onMarkRange !== undefined && (event.ctrlKey || event.metaKey) && event.key === 'a') {
      props.onMarkRange(0, source.count - 1);
    } else return;
    event.preventDefault();
  };

  const rows: ReactNode[] = [];
  for (let index = first; index < last; index++) {
    const row = source.at(index);
    const marked = row !== null && props.isMarked?.(row) === true;
    rows.push(
      <div
        key={index}
        id={`${id}-${index}`}
        role="row"
        tabIndex={-1}
        aria-rowindex={index + 2}
        aria-selected={index === selected}
        className={`row${index === selected ? ' selected' : ''}${marked ? ' marked' : ''}${index % 2 === 1 ? ' odd' : ''}`}
        style={{ gridTemplateColumns: template, transform: `translateY(${(index - window.position) * ROW_HEIGHT}px)` }}
        onMouseDown={(event) => {
          if (event.button !== 0) return;
          if (props.onMark !== undefined && row !== null && (event.ctrlKey || event.metaKey)) props.onMark(row, index);
          if (props.onMarkRange !== undefined && event.shiftKey) {
            props.onMarkRange(Math.min(selected ?? index, index), Math.max(selected ?? index, index));
            event.preventDefault();
          }
          onSelect(index);
        }}
        onDoubleClick={() => row !== null && props.onOpen?.(row, index)}
      >
        {arrangement.shown.map((column) => (
          <div key={column.id} role="gridcell" tabIndex={-1} className={column.align === 'right' ? 'cell right' : 'cell'}>
            {row === null ? <span className="pending" /> : cellOf(column, row)}
          </div>
        ))}
      </div>,
    );
  }

  const contentWidth = Math.max(width, window.viewWidth);
  return (
    <div className="data-table">
      <div
        ref={window.scroller}
        className="scroller"
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={source.count + 1}
        aria-colcount={arrangement.shown.length}
        {...(selected !== null && selected >= first && selected < last ? { 'aria-activedescendant': `${id}-${selected}` } : {})}
        onKeyDown={onKeyDown}
        onFocus={(event) => event.target === event.currentTarget && selected === null && source.count > 0 && onSelect(0)}
      >
        <div style={{ width: contentWidth, height: window.contentHeight + HEAD_HEIGHT }}>
          <TableHead arrangement={arrangement} template={template} sorting={props.sorting ?? null} onSort={props.onSort} />
          <div role="rowgroup" className="view" style={{ height: window.viewHeight, top: HEAD_HEIGHT }}>
            {rows}
          </div>
        </div>
      </div>
      <ColumnMenu arrangement={arrangement} source={source} label={label} />
      {source.count === 0 && props.empty !== undefined && <div className="table-empty">{props.empty}</div>}
    </div>
  );
}

function cellOf<Row>(column: Column<Row>, row: Row): ReactNode {
  return column.render === undefined ? column.value(row) : column.render(row);
}

function gridOf<Row>(arrangement: ColumnArrangement<Row>): { template: string; width: number } {
  const widths = arrangement.shown.map((column) => arrangement.widthOf(column));
  return {
    template: arrangement.shown.map((column, i) => (column.grows === true ? `minmax(${widths[i]}px, 1fr)` : `${widths[i]}px`)).join(' '),
    width: widths.reduce((sum, w) => sum + w, MENU_WIDTH),
  };
}

function rowAfter(key: string, selected: number | null, rowCount: number, page: number): number | null {
  if (rowCount === 0) return null;
  const now = selected ?? -1;
  const to = { ArrowDown: now + 1, ArrowUp: now - 1, PageDown: now + page, PageUp: now - page, Home: 0, End: rowCount - 1 }[key];
  return to === undefined ? null : Math.min(rowCount - 1, Math.max(0, to));
}

interface TableHeadProps<Row> {
  readonly arrangement: ColumnArrangement<Row>;
  readonly template: string;
  readonly sorting: Sorting | null;
  readonly onSort: ((columnId: string) => void) | undefined;
}

function TableHead<Row>({ arrangement, template, sorting, onSort }: TableHeadProps<Row>): ReactNode {
  return (
    <div role="rowgroup" className="head" style={{ height: HEAD_HEIGHT }}>
      <div role="row" tabIndex={-1} aria-rowindex={1} className="head-row" style={{ gridTemplateColumns: template }}>
        {arrangement.shown.map((column) => {
          const sorted = sorting?.columnId === column.id ? (sorting.descending ? 'descending' : 'ascending') : 'none';
          return (
            <div
              key={column.id}
              role="columnheader"
              tabIndex={-1}
              {...(onSort === undefined ? {} : { 'aria-sort': sorted })}
              title={column.hint}
              className={column.align === 'right' ? 'cell right' : 'cell'}
            >
              {onSort === undefined ? (
                <span>{column.title}</span>
              ) : (
                <button type="button" onClick={() => onSort(column.id)}>
                  {column.title}
                  {sorted !== 'none' && <span aria-hidden="true">{sorted === 'descending' ? ' ▾' : ' ▴'}</span>}
                </button>
              )}
              <WidthHandle onWidth={(by) => arrangement.setWidth(column.id, arrangement.widthOf(column) + by)} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The right edge of a title, dragged with the pointer. The column menu does the same from the keyboard. */
function WidthHandle({ onWidth }: { readonly onWidth: (by: number) => void }): ReactNode {
  return (
    <span
      className="width-handle"
      aria-hidden="true"
      onPointerDown={(event) => {
        const handle = event.currentTarget;
        const from = event.clientX;
        handle.setPointerCapture(event.pointerId);
        handle.onpointerup = (up) => {
          handle.onpointerup = null;
          onWidth(up.clientX - from);
        };
        event.preventDefault();
      }}
    />
  );
}
