import type { AnalysisSettings } from './campaign.ts';
import type { Layer } from './layer.ts';

/** What a numeric setting may be. */
export interface SettingRange {
  readonly least: number;
  readonly most: number;
  readonly isWhole: boolean;
}

export type NumericSetting = Exclude<keyof AnalysisSettings, 'layers'>;

/** What the next analysis of a case runs with unless told otherwise, and what may be changed about it. */
export interface SettingsState {
  /** Those of the newest analysis, or the defaults. */
  readonly settings: AnalysisSettings;
  readonly defaults: AnalysisSettings;
  readonly ranges: Readonly<Record<NumericSetting, SettingRange>>;
  /** unavailable: the columns a layer needs are empty in this case; unknown: no analysis has looked yet. */
  readonly layers: readonly { readonly layer: Layer; readonly state: 'available' | 'unavailable' | 'unknown' }[];
}
