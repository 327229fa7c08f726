import { Cross } from '@blueprintjs/icons';
import type { ReactNode } from 'react';
import type { ExchangeFilter } from '../../../preload/contract.ts';
import { InertLine } from '../../parts/inert-text.tsx';
import { visibleText } from '../../state/hidden-characters.ts';
import { chipsOf, withoutChip } from './filter-chip-text.ts';

interface FilterChipsProps {
  readonly filter: ExchangeFilter;
  readonly onChange: (filter: ExchangeFilter) => void;
}

/** Conditions that have no field of their own in the bar, each with a way to drop it. */
export function FilterChips({ filter, onChange }: FilterChipsProps): ReactNode {
  const chips = chipsOf(filter);
  if (chips.length === 0) return null;
  return (
    <ul className="filter-chips" aria-label="Further filters">
      {chips.map((chip) => (
        <li key={chip.name}>
          <button
            type="button"
            className="filter-chip"
            title="Remove this filter"
            aria-label={`${chip.name}${chip.value === '' ? '' : `: ${visibleText(chip.value)}`}, remove this filter`}
            onClick={() => onChange(withoutChip(filter, chip))}
          >
            <span>
              {chip.name}
              {chip.value !== '' && (
                <>
                  : <InertLine text={chip.value} />
                </>
              )}
            </span>
            <Cross size={10} />
          </button>
        </li>
      ))}
    </ul>
  );
}
