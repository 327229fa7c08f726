import type { ReactNode } from 'react';
import type { Cost } from '../../main/engine/domain/impact.ts';
import type { TokenSums } from '../../main/engine/domain/usage.ts';
import type { ExchangeFilter } from '../../preload/contract.ts';
import { useDialogs } from '../state/dialogs-store.ts';
import { count, percent } from '../state/figures.ts';
import { brief, moneys, pricedNote } from '../state/figures-of-usage.ts';
import { Opens } from './opens.tsx';

interface OfExchanges {
  /** What opens the exchanges that it was counted over. */
  readonly filter: ExchangeFilter;
}

/** Tokens in short, exact when the pointer rests on them; a dash where the log counts none. */
export function Tokens({ sums, of, filter }: OfExchanges & { readonly sums: TokenSums; readonly of: 'input' | 'output' }): ReactNode {
  if (sums.counted === 0) return <span title="The log counts no tokens for these exchanges">–</span>;
  return (
    <Opens filter={filter} title={`${count(sums[of])} tokens, counted by ${count(sums.counted)} of ${count(sums.exchanges)} exchanges`}>
      {brief(sums[of])}
    </Opens>
  );
}

export function ShareOf({ share, filter }: OfExchanges & { readonly share: number | null }): ReactNode {
  return share === null ? (
    '–'
  ) : (
    <Opens filter={filter} title={String(share)}>
      {percent(share)}
    </Opens>
  );
}

/** What tokens cost; a star where some have no price, and the way to the prices where none has. */
export function CostText({ cost, sums, filter }: OfExchanges & { readonly cost: Cost; readonly sums: TokenSums }): ReactNode {
  if (sums.counted === 0) return '–';
  if (cost.amounts.length === 0)
    return (
      <button type="button" className="link" onClick={() => useDialogs.getState().show({ phase: 'prices' })}>
        no price
      </button>
    );
  const note = pricedNote(cost);
  return (
    <Opens filter={filter} title={note ?? 'All of its tokens have a price'}>
      {moneys(cost)}
      {note !== null && <span className="warn"> *</span>}
    </Opens>
  );
}
