import { Button, Checkbox, FormGroup, InputGroup } from '@blueprintjs/core';
import { type ReactNode, useState } from 'react';
import type { DetectabilityOutlook, InjectionStyle } from '../../../main/engine/domain/detectability.ts';
import { startDetectability } from '../../state/detectability-store.ts';
import { plural } from '../../state/figures.ts';
import { STYLE_WORDS } from '../../state/words.ts';
import { expectedSeconds, readOptions, roughly } from './detectability-options.ts';

const STYLES = Object.keys(STYLE_WORDS) as readonly InjectionStyle[]; // the table names every style and nothing else

/** What to plant, how often, and how long that takes. */
export function DetectabilityForm({ outlook }: { readonly outlook: DetectabilityOutlook }): ReactNode {
  const { defaults } = outlook;
  const [styles, setStyles] = useState<readonly InjectionStyle[]>(defaults.styles);
  const [sizes, setSizes] = useState(defaults.sizes.join(', '));
  const [repeats, setRepeats] = useState(String(defaults.repeats));
  const [volume, setVolume] = useState('');
  const [seed, setSeed] = useState(String(defaults.seed));
  const { options, faults } = readOptions({ styles, sizes, repeats, volume, seed });
  return (
    <form
      className="padded"
      onSubmit={(submitted) => {
        submitted.preventDefault();
        if (options !== null) void startDetectability(options);
      }}
    >
      <fieldset className="plant-styles">
        <legend>How they hide</legend>
        {STYLES.map((style) => (
          <Checkbox key={style} checked={styles.includes(style)} onChange={() => setStyles(toggled(styles, style))}>
            {STYLE_WORDS[style].name} <span className="muted small">{STYLE_WORDS[style].means}</span>
          </Checkbox>
        ))}
      </fieldset>
      <div className="plant-fields">
        <Field
          id="sizes"
          label="Accounts of a campaign"
          fault={faults.sizes}
          help="One size or several"
          value={sizes}
          onChange={setSizes}
        />
        <Field
          id="repeats"
          label="Campaigns of each"
          fault={faults.repeats}
          help="More give narrower intervals"
          value={repeats}
          onChange={setRepeats}
        />
        <Field
          id="volume"
          label="Exchanges of an account"
          fault={faults.volume}
          help="Empty: as many as the median account"
          value={volume}
          onChange={setVolume}
        />
        <Field id="seed" label="Seed" fault={faults.seed} help="The same seed plants the same campaigns" value={seed} onChange={setSeed} />
      </div>
      <div className="plant-start">
        <Button type="submit" intent="primary" text="Plant and look" disabled={options === null || outlook.exchanges === 0} />
        <span className={options === null ? 'warn' : 'muted'} role="status">
          {options === null ? 'Nothing to plant as it is' : expectation(outlook, options)}
        </span>
      </div>
    </form>
  );
}

function expectation(outlook: DetectabilityOutlook, options: NonNullable<ReturnType<typeof readOptions>['options']>): string {
  const runs = options.styles.length * options.sizes.length * options.repeats;
  const time = roughly(expectedSeconds(runs, outlook.secondsPerRun));
  const largest = Math.max(...options.sizes);
  const crowd =
    largest * 5 > outlook.accounts ? ` Campaigns of ${plural(largest, 'account')} are large for a case of ${outlook.accounts}.` : '';
  return `${plural(runs, 'campaign')}, about ${time}${outlook.measured ? ', as it took last time' : ', by the size of the case'}.${crowd}`;
}

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  /** What is wrong with the value, or null. */
  readonly fault: string | null;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Field({ id, label, help, fault, value, onChange }: FieldProps): ReactNode {
  return (
    <FormGroup label={label} labelFor={`plant-${id}`} helperText={fault ?? help} intent={fault === null ? 'none' : 'danger'}>
      <InputGroup
        id={`plant-${id}`}
        size="small"
        inputMode="numeric"
        value={value}
        intent={fault === null ? 'none' : 'danger'}
        aria-invalid={fault !== null}
        onValueChange={onChange}
      />
    </FormGroup>
  );
}

function toggled(styles: readonly InjectionStyle[], style: InjectionStyle): readonly InjectionStyle[] {
  return styles.includes(style) ? styles.filter((other) => other !== style) : [...styles, style];
}
