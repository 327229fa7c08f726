import type { ReactNode } from 'react';
import type { ExchangeFilter } from '../../preload/contract.ts';
import { showExchanges } from '../state/navigation-store.ts';

interface OpensProps {
  /** What the exchanges beneath the figure have in common. */
  readonly filter: ExchangeFilter;
  /** Exact figures, shown when the pointer rests on it. */
  readonly title?: string;
  readonly children: ReactNode;
}

/** A figure that opens the exchanges behind it. */
export function Opens({ filter, title, children }: OpensProps): ReactNode {
  const tip = title === undefined ? 'Show these exchanges' : `${title}\nShow these exchanges`;
  return (
    <button type="button" className="opens figure" title={tip} onClick={() => showExchanges(filter)}>
      {children}
    </button>
  );
}
