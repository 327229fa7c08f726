import { completeSettings, DEFAULT_SETTINGS, SETTING_RANGES } from '../engine/campaigns/settings.ts';
import type { SettingsState } from '../engine/domain/analysis-settings.ts';
import type { AnalysisSettings } from '../engine/domain/campaign.ts';
import { isFailure } from '../engine/domain/failure.ts';
import { LAYERS } from '../engine/domain/layer.ts';
import type { CaseSession } from './cases.ts';

/**
 * Settings of the newest analysis, or the defaults where there is none. Layers that were not there yet when it ran are on, and settings that this
 * program does not have, or would not allow, are the defaults.
 */
export function rememberedSettings({ store }: CaseSession): AnalysisSettings {
  const newest = store.analyses.latestOverview();
  if (newest === null) return DEFAULT_SETTINGS;
  const known = new Set(newest.layers.map(({ layer }) => layer));
  const layers = LAYERS.filter((layer) => newest.settings.layers.includes(layer) || !known.has(layer));
  const allowed = Object.entries(newest.settings).filter(([name, value]) => name !== 'layers' && isAllowed(name, value));
  return completeSettings({ ...Object.fromEntries(allowed), layers });
}

function isAllowed(name: string, value: unknown): boolean {
  try {
    completeSettings({ [name]: value });
    return true;
  } catch (error) {
    if (isFailure(error)) return false;
    throw error;
  }
}

/** What the next analysis runs with, and what may be changed about it. */
export function settingsState(session: CaseSession): SettingsState {
  const newest = session.store.analyses.latestOverview();
  const stateOf = new Map(newest?.layers.map(({ layer, state }) => [layer, state]));
  return {
    settings: rememberedSettings(session),
    defaults: DEFAULT_SETTINGS,
    ranges: SETTING_RANGES,
    layers: LAYERS.map((layer) => {
      const state = stateOf.get(layer);
      return { layer, state: state === undefined ? 'unknown' : state === 'unavailable' ? 'unavailable' : 'available' };
    }),
  };
}
