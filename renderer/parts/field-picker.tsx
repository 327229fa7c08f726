import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import { FIELD_GROUPS, FIELDS } from '../state/canonical-fields.ts';

interface FieldPickerProps {
  /** What the field is chosen for: completes "Canonical column of …". */
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (field: string | null) => void;
  /** What no field means. */
  readonly none: string;
}

interface Option {
  readonly field: string | null;
  readonly means: string;
  readonly group: string;
}

function optionsFor(query: string, none: string): readonly Option[] {
  const words = query
    .toLowerCase()
    .split(/[\s_]+/)
    .filter(Boolean);
  const fits = (text: string): boolean => words.every((word) => text.toLowerCase().includes(word));
  const fields = FIELD_GROUPS.flatMap(({ title, fields: inGroup }) =>
    inGroup
      .filter(({ field, means }) => fits(`${field} ${means} ${title}`))
      .map(({ field, means }): Option => ({ field, means, group: title })),
  );
  const byName = fields.toSorted((a, b) => Number(startsWith(b, query)) - Number(startsWith(a, query)));
  return query === '' ? [{ field: null, means: none, group: '' }, ...fields] : byName;
}

const startsWith = (option: Option, query: string): boolean => option.field?.startsWith(query.toLowerCase()) === true;

/** Chooses a canonical column: type to search, arrows and Enter to choose, Delete to take it away. */
export function FieldPicker({ label, value, onChange, none }: FieldPickerProps): ReactNode {
  const [query, setQuery] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const options = query === null ? [] : optionsFor(query, none);

  const open = (): void => {
    const at = optionsFor('', none).findIndex((option) => option.field === value);
    setActive(Math.max(0, at));
    setQuery('');
  };
  const take = (option: Option | undefined): void => {
    setQuery(null);
    if (option !== undefined && option.field !== value) onChange(option.field);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (query === null) {
      if (['ArrowDown', 'ArrowUp', 'Enter'].includes(event.key)) open();
      else if (event.key === 'Delete' || event.key === 'Backspace') onChange(null);
      else return;
    } else if (event.key === 'ArrowDown') setActive((last) => Math.min(options.length - 1, last + 1));
    else if (event.key === 'ArrowUp') setActive((last) => Math.max(0, last - 1));
    else if (event.key === 'Enter') take(options[active]);
    else if (event.key === 'Escape') setQuery(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <span className={value === null ? 'field-picker unset' : 'field-picker'}>
      <input
        ref={input}
        className="bp6-input bp6-small mono"
        role="combobox"
        aria-expanded={query !== null}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        {...(query !== null && options.length > 0 ? { 'aria-activedescendant': `${id}-${active}` } : {})}
        aria-label={`Canonical column of ${label}`}
        value={query ?? value ?? ''}
        placeholder={query === null ? none : (value ?? none)}
        title={value === null ? none : (FIELDS.get(value)?.means ?? value)}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
        onMouseDown={() => query === null && open()}
        onKeyDown={onKeyDown}
        onBlur={() => setQuery(null)}
      />
      {query !== null && (
        <OptionList
          id={id}
          anchor={input.current}
          options={options}
          active={active}
          onHover={setActive}
          onTake={(option) => {
            take(option);
            input.current?.focus();
          }}
        />
      )}
    </span>
  );
}

interface OptionListProps {
  readonly id: string;
  readonly anchor: HTMLElement | null;
  readonly options: readonly Option[];
  readonly active: number;
  readonly onHover: (index: number) => void;
  readonly onTake: (option: Option) => void;
}

const LIST_HEIGHT = 280;

function OptionList({ id, anchor, options, active, onHover, onTake }: OptionListProps): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);
  const box = anchor?.getBoundingClientRect();
  const above = box !== undefined && box.bottom + LIST_HEIGHT > window.innerHeight && box.top > LIST_HEIGHT;
  const place =
    box === undefined ? {} : { left: box.left, ...(above ? { bottom: window.innerHeight - box.top + 2 } : { top: box.bottom + 2 }) };
  return (
    <div
      ref={list}
      id={`${id}-list`}
      className="option-list"
      role="listbox"
      aria-label="Canonical columns"
      style={{ ...place, maxHeight: LIST_HEIGHT }}
    >
      {options.length === 0 && <div className="muted option">no such column</div>}
      {options.map((option, index) => (
        <div key={option.field ?? ''}>
          {option.group !== '' && option.group !== options[index - 1]?.group && (
            <div className="option-group" role="presentation">
              {option.group}
            </div>
          )}
          {/* biome-ignore lint/a11y/useFocusableInteractive: the keyboard stays in the input, which names the active option */}
          <div
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className={index === active ? 'option active' : 'option'}
            onMouseMove={() => onHover(index)}
            onMouseDown={(event) => {
              event.preventDefault();
              onTake(option);
            }}
          >
            {option.field === null ? <span className="muted">{option.means}</span> : <span className="mono">{option.field}</span>}
            {option.field !== null && <span className="muted small">{option.means}</span>}
          </div>
        </div>
      ))}
    </div>
  );
}
