import { Button, Checkbox, Dialog, DialogBody, DialogFooter, FormGroup, InputGroup } from '@blueprintjs/core';
import { type ReactNode, useState } from 'react';
import type { NumericSetting, SettingRange, SettingsState } from '../../main/engine/domain/analysis-settings.ts';
import type { AnalysisSettings } from '../../main/engine/domain/campaign.ts';
import type { Layer } from '../../main/engine/domain/layer.ts';
import { startAnalysis } from '../state/actions.ts';
import { useRunningJob } from '../state/jobs-store.ts';
import { useResource } from '../state/resource.ts';
import { useOpenCase } from '../state/window-store.ts';
import { layerWord, SETTING_WORDS } from '../state/words.ts';
import { Loaded } from './panel.tsx';

/** Layers on or off, thresholds, and the analysis run again with them. */
export function SettingsDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const state = useResource('analysis.settings', {});
  return (
    <Dialog isOpen title="Settings of the analysis" className="settings-dialog" onClose={onClose}>
      <Loaded resource={state}>{(value) => <SettingsForm state={value} onClose={onClose} />}</Loaded>
    </Dialog>
  );
}

type Draft = Readonly<Record<NumericSetting, string>> & { readonly layers: readonly Layer[] };

function SettingsForm({ state, onClose }: { readonly state: SettingsState; readonly onClose: () => void }): ReactNode {
  const { ranges, defaults } = state;
  const names = Object.keys(SETTING_WORDS) as NumericSetting[]; // the table is exhaustive
  const [draft, setDraft] = useState<Draft>(() => draftOf(state.settings));
  const readOnly = useOpenCase()?.readOnly === true;
  const analysing = useRunningJob('analysis') !== null;
  const faulty = names.filter((name) => !isWithin(ranges[name], draft[name]));
  const usable = state.layers.filter(({ state: filled }) => filled !== 'unavailable');
  const noLayer = !usable.some(({ layer }) => draft.layers.includes(layer));
  const run = (): void => {
    if (faulty.length > 0 || noLayer || readOnly || analysing) return;
    onClose();
    void startAnalysis(settingsOf(state, draft));
  };
  return (
    <form
      onSubmit={(submitted) => {
        submitted.preventDefault();
        run();
      }}
    >
      <DialogBody>
        <fieldset className="setting-layers">
          <legend>Layers of evidence</legend>
          {state.layers.map(({ layer, state: filled }) => (
            <Checkbox
              key={layer}
              checked={draft.layers.includes(layer) && filled !== 'unavailable'}
              disabled={filled === 'unavailable'}
              onChange={() => setDraft({ ...draft, layers: toggled(draft.layers, layer) })}
            >
              {layerWord(layer)} {filled === 'unavailable' && <span className="muted">not in this log</span>}
            </Checkbox>
          ))}
        </fieldset>
        {noLayer && <p className="warn">At least one layer must be on.</p>}
        <div className="setting-fields">
          {names.map((name) => (
            <SettingField
              key={name}
              name={name}
              range={ranges[name]}
              value={draft[name]}
              standard={String(defaults[name])}
              onChange={(value) => setDraft({ ...draft, [name]: value })}
            />
          ))}
        </div>
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button text="Cancel" onClick={onClose} />
            <Button
              type="submit"
              intent="primary"
              text="Analyse with these"
              loading={analysing}
              disabled={faulty.length > 0 || noLayer || readOnly}
            />
          </>
        }
      >
        <Button variant="minimal" text="Reset to defaults" onClick={() => setDraft(draftOf(defaults))} />
      </DialogFooter>
    </form>
  );
}

interface SettingFieldProps {
  readonly name: NumericSetting;
  readonly range: SettingRange;
  readonly value: string;
  readonly standard: string;
  readonly onChange: (value: string) => void;
}

function SettingField({ name, range, value, standard, onChange }: SettingFieldProps): ReactNode {
  const { name: label, means } = SETTING_WORDS[name];
  const fits = isWithin(range, value);
  const allowed = `${range.isWhole ? 'a whole number from' : 'from'} ${range.least} to ${range.most}`;
  const changed = value.trim() !== standard ? `, default ${standard}` : '';
  return (
    <FormGroup
      label={label}
      labelFor={`setting-${name}`}
      helperText={fits ? means : `It must be ${allowed}`}
      intent={fits ? 'none' : 'danger'}
    >
      <InputGroup
        id={`setting-${name}`}
        size="small"
        inputMode="decimal"
        value={value}
        intent={fits ? 'none' : 'danger'}
        aria-invalid={!fits}
        title={`${allowed}${changed}`}
        onValueChange={onChange}
      />
    </FormGroup>
  );
}

function draftOf({ layers, ...numbers }: AnalysisSettings): Draft {
  const texts = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, String(value)]));
  return { layers, ...(texts as Record<NumericSetting, string>) }; // one text for each number
}

/** Layers that the case has no values for stay as they were: a later import may bring some. */
function settingsOf({ settings }: SettingsState, { layers, ...texts }: Draft): AnalysisSettings {
  const numbers = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, Number(text)]));
  return { ...settings, ...numbers, layers };
}

function isWithin({ least, most, isWhole }: SettingRange, text: string): boolean {
  const value = Number(text);
  return text.trim() !== '' && value >= least && value <= most && (!isWhole || Number.isInteger(value));
}

function toggled(layers: readonly Layer[], layer: Layer): readonly Layer[] {
  return layers.includes(layer) ? layers.filter((other) => other !== layer) : [...layers, layer];
}
