import type { NumericSetting, SettingRange } from '../domain/analysis-settings.ts';
import type { AnalysisSettings } from '../domain/campaign.ts';
import { Failure } from '../domain/failure.ts';
import { LAYERS } from '../domain/layer.ts';

export const DEFAULT_SETTINGS: AnalysisSettings = {
  seed: 1,
  layers: LAYERS,
  maxAccountsPerValue: 500,
  linkFalseDiscoveryRate: 0.01,
  resolution: 0.1,
  minAccounts: 5,
  bootstrapDraws: 2000,
  flagRatio: 1.5,
  flagFalseDiscoveryRate: 0.05,
};

/** What each numeric setting may be. */
export const SETTING_RANGES: Readonly<Record<NumericSetting, SettingRange>> = {
  seed: { least: 0, most: 0xffffffff, isWhole: true },
  maxAccountsPerValue: { least: 2, most: 10_000_000, isWhole: true },
  linkFalseDiscoveryRate: { least: 0, most: 1, isWhole: false },
  resolution: { least: 1e-6, most: 4, isWhole: false },
  minAccounts: { least: 2, most: 1_000_000, isWhole: true },
  bootstrapDraws: { least: 1, most: 100_000, isWhole: true },
  flagRatio: { least: 1, most: 1000, isWhole: false },
  flagFalseDiscoveryRate: { least: 0, most: 1, isWhole: false },
};

/** Settings with defaults for what is left out; layers in the order of LAYERS. Throws settings-invalid, naming the setting. */
export function completeSettings(given: Readonly<Record<string, unknown>>): AnalysisSettings {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(DEFAULT_SETTINGS, name))
      throw new Failure('settings-invalid', `unknown setting ${name.slice(0, 60)}`, { setting: name.slice(0, 60) });
  }
  const numberOf = (name: NumericSetting): number => {
    const value = given[name] ?? DEFAULT_SETTINGS[name];
    const { least, most, isWhole } = SETTING_RANGES[name];
    if (typeof value !== 'number' || !(value >= least && value <= most) || (isWhole && !Number.isInteger(value))) {
      throw new Failure('settings-invalid', `setting ${name} is not a ${isWhole ? 'whole number' : 'number'} from ${least} to ${most}`, {
        setting: name,
      });
    }
    return value;
  };
  const layers = given.layers ?? DEFAULT_SETTINGS.layers;
  if (!Array.isArray(layers) || layers.some((layer) => !LAYERS.includes(layer))) {
    throw new Failure('settings-invalid', `setting layers is not a list of ${LAYERS.join(', ')}`, { setting: 'layers' });
  }
  return {
    seed: numberOf('seed'),
    layers: LAYERS.filter((layer) => layers.includes(layer)),
    maxAccountsPerValue: numberOf('maxAccountsPerValue'),
    linkFalseDiscoveryRate: numberOf('linkFalseDiscoveryRate'),
    resolution: numberOf('resolution'),
    minAccounts: numberOf('minAccounts'),
    bootstrapDraws: numberOf('bootstrapDraws'),
    flagRatio: numberOf('flagRatio'),
    flagFalseDiscoveryRate: numberOf('flagFalseDiscoveryRate'),
  };
}
