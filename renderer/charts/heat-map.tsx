// biome-ignore-all lint/a11y: a table whose cells are reached by arrow keys from one tab stop, as a grid
import { Flag } from '@blueprintjs/icons';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { type CellPlace, cellAfter } from './cell-keys.ts';
import { DEEPEST_LOG_ODDS, heatColor } from './heat-color.ts';

export interface HeatColumn {
  readonly id: string;
  readonly name: string;
  /** The first column of a block of columns. */
  readonly startsBlock?: true;
}

export interface HeatRow {
  readonly id: string;
  readonly name: string;
  readonly head: ReactNode;
  readonly onOpen: () => void;
}

export interface HeatCell {
  readonly text: string;
  /** All of its figures, for the pointer and for screen readers. */
  readonly label: string;
  readonly logOdds: number;
  readonly flagged: boolean;
  readonly onOpen: () => void;
}

interface HeatMapProps {
  readonly label: string;
  /** The title of the row heads. */
  readonly of: string;
  readonly rows: readonly HeatRow[];
  readonly columns: readonly HeatColumn[];
  /** Null where there was nothing to compare with. */
  readonly cellAt: (row: number, column: number) => HeatCell | null;
}

/** Log-odds as a table of coloured cells. One tab stop; arrows move, Enter opens what is beneath a figure. */
export function HeatMap({ label, of, rows, columns, cellAt }: HeatMapProps): ReactNode {
  const table = useRef<HTMLTableElement>(null);
  const [wanted, setActive] = useState<CellPlace>({ row: 0, column: 1 });
  const active = { row: Math.min(wanted.row, rows.length - 1), column: Math.min(wanted.column, columns.length) };
  const placed = (row: number, column: number) => ({
    'data-place': `${row} ${column}`,
    tabIndex: row === active.row && column === active.column ? 0 : -1,
    onFocus: () => setActive({ row, column }),
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const next = cellAfter(event.key, active, rows.length, columns.length + 1);
    if (next === null) return;
    event.preventDefault();
    table.current?.querySelector<HTMLElement>(`[data-place="${next.row} ${next.column}"]`)?.focus();
  };
  return (
    <table ref={table} className="heat-map" role="grid" aria-label={label} onKeyDown={onKeyDown}>
      <thead>
        <tr>
          <th scope="col">{of}</th>
          {columns.map(({ id, name, startsBlock }) => (
            <th key={id} scope="col" className={startsBlock ? 'slanted starts-block' : 'slanted'}>
              <span>{name}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, r) => (
          <tr key={row.id}>
            <th scope="row">
              <button type="button" className="heat-row" aria-label={row.name} title={row.name} onClick={row.onOpen} {...placed(r, 0)}>
                {row.head}
              </button>
            </th>
            {columns.map((column, c) => (
              <td key={column.id} className={column.startsBlock ? 'starts-block' : ''}>
                <Cell cell={cellAt(r, c)} name={`${row.name}, ${column.name}`} placed={placed(r, c + 1)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface CellProps {
  readonly cell: HeatCell | null;
  readonly name: string;
  readonly placed: object;
}

function Cell({ cell, name, placed }: CellProps): ReactNode {
  if (cell === null)
    return (
      <button type="button" className="heat-cell not-compared" aria-disabled="true" aria-label={`${name}: not compared`} {...placed}>
        –
      </button>
    );
  return (
    <button
      type="button"
      className={cell.flagged ? 'heat-cell flagged figure' : 'heat-cell figure'}
      style={{ background: heatColor(cell.logOdds) }}
      aria-label={cell.label}
      title={cell.label}
      onClick={cell.onOpen}
      {...placed}
    >
      {cell.text}
      {cell.flagged && <Flag size={9} className="flag" aria-hidden="true" />}
    </button>
  );
}

const LEGEND_STEPS = [-3, -2, -1, 0, 1, 2, 3];

/** What the colours and the flag mean. */
export function HeatLegend(): ReactNode {
  return (
    <div className="heat-legend">
      <span>asks less</span>
      <span
        className="heat-strip"
        role="img"
        aria-label={`Colours from log-odds of −${DEEPEST_LOG_ODDS}, blue, to +${DEEPEST_LOG_ODDS}, orange`}
      >
        {LEGEND_STEPS.map((step) => (
          <span key={step} className="figure" style={{ background: heatColor(step) }}>
            {step > 0 ? `+${step}` : step === 0 ? '0' : `−${-step}`}
          </span>
        ))}
      </span>
      <span>asks more than the baseline</span>
      <span className="legend-flag">
        <Flag size={10} className="flag" /> flagged: ratio and q beyond what the settings ask
      </span>
    </div>
  );
}
