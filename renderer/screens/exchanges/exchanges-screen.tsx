import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { ExchangeFilter, ExchangeLine } from '../../../preload/contract.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty, FaultNote } from '../../parts/panel.tsx';
import { Split } from '../../parts/split.tsx';
import { ExchangePages } from '../../state/exchange-pages.ts';
import { useNavigation } from '../../state/navigation-store.ts';
import { useOpenCase, useWindow } from '../../state/window-store.ts';
import { EXCHANGE_COLUMNS } from './exchange-columns.tsx';
import { FilterBar } from './filter-bar.tsx';
import { FilterChips } from './filter-chips.tsx';
import { Reader } from './reader.tsx';

interface ExchangesScreenProps {
  readonly filter: ExchangeFilter;
  /** The exchange in the reader, or none. */
  readonly row: number | null;
}

/** What was asked and answered, exchange by exchange. */
export function ExchangesScreen({ filter, row }: ExchangesScreenProps): ReactNode {
  const revision = useWindow((store) => store.revision);
  const caseTotal = useOpenCase()?.exchanges ?? 0;
  const replace = useNavigation((store) => store.replace);
  const key = JSON.stringify(filter);
  const before = useRef({ key: '', count: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the filter; another revision has other rows
  const pages = useMemo(() => new ExchangePages(filter, before.current.key === key ? before.current.count : 0), [key, revision]);
  const view = useSyncExternalStore(pages.subscribe, pages.view);
  if (view.phase === 'ready') before.current = { key, count: view.count };
  // Every answer makes a new view, hence a new source: the table draws what arrived.
  const source = useMemo(
    () => ({ count: view.count, at: (index: number) => pages.at(index), want: (first: number, last: number) => pages.want(first, last) }),
    [pages, view],
  );
  const [selected, setSelected] = useState<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter starts at no row
  useEffect(() => setSelected(null), [key]);

  const selectedLine = selected === null ? null : source.at(selected);
  const selectedRow = selectedLine?.row ?? null;
  useEffect(() => {
    if (selectedRow !== null) replace({ name: 'exchanges', filter, row: selectedRow });
  }, [selectedRow, filter, replace]);

  const setFilter = useCallback((next: ExchangeFilter) => replace({ name: 'exchanges', filter: next, row: null }), [replace]);
  return (
    <div className="screen exchanges-screen">
      <FilterBar filter={filter} matching={view.phase === 'ready' ? view.count : null} total={caseTotal} onChange={setFilter} />
      <FilterChips filter={filter} onChange={setFilter} />
      {view.phase === 'failed' && view.fault !== null ? (
        <FaultNote fault={view.fault} />
      ) : (
        <Split
          name="exchanges"
          left={
            <DataTable<ExchangeLine>
              name="exchanges"
              label="Exchanges"
              columns={EXCHANGE_COLUMNS}
              source={source}
              selected={selected}
              onSelect={setSelected}
              onOpen={() => document.getElementById('reader')?.focus()}
              empty={
                view.phase === 'loading' ? null : <NothingMatches filtered={Object.keys(filter).length > 0} onClear={() => setFilter({})} />
              }
            />
          }
          right={<Reader row={row} />}
        />
      )}
    </div>
  );
}

function NothingMatches({ filtered, onClear }: { readonly filtered: boolean; readonly onClear: () => void }): ReactNode {
  return filtered ? (
    <Empty
      title="No exchange matches"
      action={
        <button type="button" className="link" onClick={onClear}>
          Clear the filters
        </button>
      }
    />
  ) : (
    <Empty title="No exchange yet">Drop a log export on this window to import it.</Empty>
  );
}
