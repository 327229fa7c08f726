import { Button, HTMLSelect, InputGroup, TagInput } from '@blueprintjs/core';
import { Cross } from '@blueprintjs/icons';
import { type Dispatch, type ReactNode, useState } from 'react';
import type { MappingPreview } from '../../../main/engine/domain/import-review.ts';
import type { MappingShape } from '../../../main/engine/domain/sources.ts';
import { FieldPicker } from '../../parts/field-picker.tsx';
import { InertLine } from '../../parts/inert-text.tsx';
import { Panel } from '../../parts/panel.tsx';
import { TIME_FORMAT_WORDS } from '../../state/canonical-fields.ts';
import type { MappingEdit } from '../../state/mapping-draft.ts';

interface MappingSettingsProps {
  readonly mapping: MappingShape;
  readonly times: MappingPreview['times'];
  readonly edit: Dispatch<MappingEdit>;
}

/** How values are read, whatever their column. */
export function MappingSettings({ mapping, times, edit }: MappingSettingsProps): ReactNode {
  return (
    <Panel title="Values" className="mapping-settings">
      <div className="padded settings-list">
        <section>
          <h3>Times are</h3>
          <HTMLSelect
            aria-label="How times are written"
            fill
            value={mapping.timeFormat}
            onChange={(event) => edit({ kind: 'set-time-format', timeFormat: event.currentTarget.value })}
          >
            {TIME_FORMAT_WORDS.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </HTMLSelect>
          {times.length === 0 ? (
            <p className="muted small">No column is mapped to ts.</p>
          ) : (
            <ul className="time-readings small" aria-label="First times and what they are read as">
              {times.map(({ column, written, readAs }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the same time may come twice, and lines only change together
                <li key={`${column} ${at}`}>
                  <span className="mono">
                    <InertLine text={written.slice(0, 40)} title={`${column}: ${written}`} />
                  </span>{' '}
                  →{' '}
                  {readAs === null ? <strong className="warn">no time</strong> : <span className="figure">{readAs.replace('T', ' ')}</span>}
                </li>
              ))}
            </ul>
          )}
        </section>
        <section>
          <h3>Texts that mean nothing is there</h3>
          <TagInput
            fill
            inputProps={{ 'aria-label': 'Texts that mean null', size: 6 }}
            values={[...mapping.nullTexts]}
            addOnBlur
            separator={false}
            placeholder="NULL, N/A …"
            onChange={(values) => edit({ kind: 'set-null-texts', texts: [...new Set(values.map(String))] })}
          />
        </section>
        <FieldTexts
          title="Put before values"
          hint="ja3: or ja4: before a TLS fingerprint, h: before a hashed address"
          values={mapping.prefixes}
          onSet={(field, text) => edit({ kind: 'set-prefix', field, text })}
        />
        <FieldTexts
          title="The same in every record"
          hint="what the table leaves unsaid, as the provider"
          values={mapping.constants}
          onSet={(field, text) => edit({ kind: 'set-constant', field, text })}
        />
      </div>
    </Panel>
  );
}

interface FieldTextsProps {
  readonly title: string;
  readonly hint: string;
  readonly values: Readonly<Record<string, string | number | boolean>>;
  readonly onSet: (field: string, text: string | null) => void;
}

/** Texts by canonical column. */
function FieldTexts({ title, hint, values, onSet }: FieldTextsProps): ReactNode {
  const [field, setField] = useState<string | null>(null);
  const [text, setText] = useState('');
  const add = (): void => {
    if (field === null || text === '') return;
    onSet(field, text);
    setField(null);
    setText('');
  };
  return (
    <section>
      <h3>{title}</h3>
      <ul className="field-texts">
        {Object.entries(values).map(([name, value]) => (
          <li key={name}>
            <span className="mono">{name}</span>
            <span className="mono field-text">
              <InertLine text={String(value)} />
            </span>
            <Button
              variant="minimal"
              size="small"
              icon={<Cross size={12} />}
              aria-label={`${title}: take ${name} away`}
              onClick={() => onSet(name, null)}
            />
          </li>
        ))}
      </ul>
      <div className="field-text-new" title={hint}>
        <FieldPicker label={title.toLowerCase()} value={field} none="column …" onChange={setField} />
        <InputGroup
          size="small"
          aria-label={`${title}: text`}
          placeholder={hint.split(' ')[0] ?? ''}
          value={text}
          onValueChange={setText}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            add();
          }}
        />
        <Button size="small" text="Add" aria-label={`${title}: add`} disabled={field === null || text === ''} onClick={add} />
      </div>
    </section>
  );
}
