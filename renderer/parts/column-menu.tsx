import { Button, Checkbox, PopoverNext } from '@blueprintjs/core';
import { ArrowDown, ArrowUp, ListColumns, Minus, Plus } from '@blueprintjs/icons';
import type { ReactNode } from 'react';
import { asCsv, asMarkdown, copyText } from '../state/clipboard.ts';
import { count } from '../state/figures.ts';
import type { ColumnArrangement, RowSource } from './columns.ts';

/** Rows that one copy takes at most; the headless program exports the rest. */
const COPIED_AT_MOST = 50_000;

interface ColumnMenuProps<Row> {
  readonly arrangement: ColumnArrangement<Row>;
  readonly source: RowSource<Row>;
  readonly label: string;
}

/** Choice, order and width of columns, and copying of the rows that are loaded. */
export function ColumnMenu<Row>({ arrangement, source, label }: ColumnMenuProps<Row>): ReactNode {
  return (
    <PopoverNext
      arrow={false}
      placement="bottom-end"
      content={<ColumnMenuContent arrangement={arrangement} source={source} label={label} />}
    >
      <Button
        className="column-menu-button"
        variant="minimal"
        size="small"
        icon={<ListColumns size={12} />}
        aria-label={`Columns and copying of ${label}`}
        title="Columns, copy as CSV or Markdown"
      />
    </PopoverNext>
  );
}

function ColumnMenuContent<Row>({ arrangement, source }: ColumnMenuProps<Row>): ReactNode {
  const loaded: Row[] = [];
  for (let index = 0; index < source.count && loaded.length < COPIED_AT_MOST && index < COPIED_AT_MOST * 4; index++) {
    const row = source.at(index);
    if (row !== null) loaded.push(row);
  }
  const copy = (write: typeof asCsv): void => {
    const columns = arrangement.shown;
    copyText(
      write(
        columns.map((c) => c.title),
        loaded.map((row) => columns.map((c) => c.value(row))),
      ),
    );
  };
  const copied =
    loaded.length === source.count ? `All ${count(loaded.length)} rows are copied` : `The ${count(loaded.length)} rows loaded are copied`;
  return (
    <div className="column-menu">
      {arrangement.all.map((column) => (
        <div key={column.id} className="column-choice">
          <Checkbox checked={!arrangement.isHidden(column.id)} label={column.title} onChange={() => arrangement.toggle(column.id)} />
          <Step name={`Move ${column.title} left`} icon={<ArrowUp size={12} />} onClick={() => arrangement.move(column.id, -1)} />
          <Step name={`Move ${column.title} right`} icon={<ArrowDown size={12} />} onClick={() => arrangement.move(column.id, 1)} />
          <Step
            name={`Narrow ${column.title}`}
            icon={<Minus size={12} />}
            onClick={() => arrangement.setWidth(column.id, arrangement.widthOf(column) - 20)}
          />
          <Step
            name={`Widen ${column.title}`}
            icon={<Plus size={12} />}
            onClick={() => arrangement.setWidth(column.id, arrangement.widthOf(column) + 20)}
          />
        </div>
      ))}
      <div className="column-actions">
        <Button size="small" text="Reset" onClick={arrangement.reset} />
        <Button size="small" text="Copy as CSV" onClick={() => copy(asCsv)} />
        <Button size="small" text="Copy as Markdown" onClick={() => copy(asMarkdown)} />
      </div>
      <div className="muted small">{copied}</div>
    </div>
  );
}

function Step({
  name,
  icon,
  onClick,
}: {
  readonly name: string;
  readonly icon: React.JSX.Element;
  readonly onClick: () => void;
}): ReactNode {
  return <Button variant="minimal" size="small" icon={icon} aria-label={name} title={name} onClick={onClick} />;
}
