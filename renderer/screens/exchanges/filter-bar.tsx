import { Button, HTMLSelect, InputGroup } from '@blueprintjs/core';
import { Cross, Search, User } from '@blueprintjs/icons';
import { type ReactNode, useEffect, useState } from 'react';
import type { ExchangeFilter } from '../../../preload/contract.ts';
import { KeyTip } from '../../parts/action-button.tsx';
import { count, plural } from '../../state/figures.ts';
import { useResource } from '../../state/resource.ts';
import { FIND_FIELD_ID } from '../../state/shortcuts.ts';
import { CAPABILITY_WORDS, ELICITATION_WORDS } from '../../state/words.ts';

interface FilterBarProps {
  readonly filter: ExchangeFilter;
  /** Null while they are counted. */
  readonly matching: number | null;
  readonly total: number;
  readonly onChange: (filter: ExchangeFilter) => void;
}

/** Narrows the exchanges by campaign, account, capability, elicitation and text. */
export function FilterBar({ filter, matching, total, onChange }: FilterBarProps): ReactNode {
  const campaigns = useResource('analysis.campaigns', {});
  const set = (name: keyof ExchangeFilter, value: string): void => {
    const { [name]: _before, ...others } = filter;
    onChange(value === '' ? others : { ...others, [name]: value });
  };
  const filtered = Object.keys(filter).length > 0;
  return (
    <search className="filter-bar" aria-label="Filters">
      <TypedField
        id={FIND_FIELD_ID}
        icon={<Search size={14} />}
        label="Text in prompt or completion"
        placeholder="Find text"
        wide
        value={filter.text ?? ''}
        onCommit={(text) => set('text', text)}
      />
      <HTMLSelect
        aria-label="Campaign"
        value={filter.campaignId ?? ''}
        onChange={(event) => set('campaignId', event.currentTarget.value)}
        options={[
          { value: '', label: 'Any campaign or none' },
          ...(campaigns.phase === 'ready' ? campaigns.value : []).map((campaign) => ({
            value: campaign.id,
            label: `${campaign.id} (${count(campaign.exchangeCount)})`,
          })),
        ]}
      />
      <HTMLSelect
        aria-label="Capability"
        value={filter.capability ?? ''}
        onChange={(event) => set('capability', event.currentTarget.value)}
        options={[{ value: '', label: 'Any capability' }, ...Object.entries(CAPABILITY_WORDS).map(([value, label]) => ({ value, label }))]}
      />
      <HTMLSelect
        aria-label="Elicitation"
        value={filter.elicitation ?? ''}
        onChange={(event) => set('elicitation', event.currentTarget.value)}
        options={[
          { value: '', label: 'Any elicitation' },
          ...Object.entries(ELICITATION_WORDS).map(([value, label]) => ({ value, label })),
        ]}
      />
      <TypedField
        icon={<User size={14} />}
        label="Account, exactly as in the log"
        placeholder="Account"
        value={filter.accountId ?? ''}
        onCommit={(accountId) => set('accountId', accountId)}
      />
      {filtered && <Button variant="minimal" size="small" icon={<Cross size={12} />} text="Clear" onClick={() => onChange({})} />}
      <span className="spring" />
      <span className="match-count" role="status">
        {matching === null ? 'counting …' : filtered ? `${count(matching)} of ${count(total)}` : plural(matching, 'exchange')}
      </span>
    </search>
  );
}

interface TypedFieldProps {
  readonly id?: string;
  readonly icon: React.JSX.Element;
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly wide?: true;
  readonly onCommit: (value: string) => void;
}

const SETTLE_MS = 400;

/** A field whose text counts once typing rests, or on Enter; Escape clears it. */
function TypedField({ id, icon, label, placeholder, value, wide, onCommit }: TypedFieldProps): ReactNode {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onCommit(typed), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onCommit]);
  return (
    <InputGroup
      className={wide === true ? 'wide-field' : 'field'}
      leftElement={<span className="field-icon">{icon}</span>}
      value={typed}
      placeholder={placeholder}
      aria-label={label}
      title={label}
      spellCheck={false}
      onValueChange={setTyped}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onCommit(typed);
        if (event.key !== 'Escape') return;
        event.preventDefault();
        if (typed === '') event.currentTarget.blur();
        else setTyped('');
      }}
      {...(id === undefined
        ? {}
        : {
            id,
            rightElement: (
              <span className="field-keys">
                <KeyTip does="Find text in exchanges" />
              </span>
            ),
          })}
    />
  );
}
