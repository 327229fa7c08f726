import { hash } from 'node:crypto';
import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import packageDescription from '../../package.json' with { type: 'json' };
import type { AnalysisResult, AnalysisSettings } from '../engine/domain/campaign.ts';
import {
  DEFAULT_DETECTABILITY,
  DETECTABILITY_RANGES,
  type DetectabilityCell,
  type DetectabilityOptions,
  type DetectabilityOutlook,
  type DetectabilityReport,
  INJECTION_STYLES,
  type InjectionStyle,
} from '../engine/domain/detectability.ts';
import { Failure } from '../engine/domain/failure.ts';
import type { JobControl } from '../engine/domain/job.ts';
import { type Detection, detect, summariseDetections } from '../engine/simulation/detection.ts';
import { createInjection, type TrafficProfile } from '../engine/simulation/injection.ts';
import { analyze } from './analyses.ts';
import { rememberedSettings } from './analysis-settings.ts';
import type { CaseSession } from './cases.ts';
import { CaseCopies } from './detectability-copies.ts';
import { readCaseTraffic } from './detectability-profile.ts';
import { importFiles } from './imports.ts';
import { writeExchanges } from './simulation-writer.ts';

const ACTIVITY_KIND = 'detectability';
const PLANTED_FORMAT = 'canonical-jsonl';
/** How long a run takes by the case's size: importing and starting threads, then weighing accounts, then reading exchanges. */
const SECONDS_A_RUN = 3;
const ACCOUNTS_A_SECOND = 250;
const EXCHANGES_A_SECOND = 200_000;
const ACTIVITIES_LOOKED_AT = 1_000;

interface Planting {
  readonly style: InjectionStyle;
  readonly accounts: number;
  readonly repeat: number;
}

/**
 * Plants made-up campaigns into copies of a case, one campaign a copy so that none disturbs another, analyses each copy with the settings of the case's
 * newest analysis (and what was done by hand), and says how much was found. The copies lie in `folder` and are gone afterwards, however it ends; the
 * case only gets an entry in its activity log, when it is open for writing. Same case, settings and seed, same figures. Throws settings-invalid,
 * injection-impossible, folder-not-empty when `folder` lies in the case, file-unreadable, disk-full, case-damaged, cancelled.
 */
export async function measureDetectability(
  session: CaseSession,
  folder: string,
  chosen: Partial<DetectabilityOptions>,
  control: JobControl,
): Promise<DetectabilityReport> {
  const started = performance.now();
  const options = completeOptions(chosen);
  const stopIfCancelled = (): void => {
    if (control.isCancelled()) throw new Failure('cancelled', 'planting was cancelled');
  };
  const summary = session.summary();
  const settings = rememberedSettings(session);
  const plantings = planted(options);
  const report = (stage: string, done: number): void =>
    control.report({ stage, done, total: plantings.length + 1, unit: 'steps', exchanges: null, quarantined: null, file: null });
  report('reading the case', 0);
  const traffic = await readCaseTraffic(session, stopIfCancelled);
  const exchangesPerAccount = options.exchangesPerAccount ?? traffic.profile.exchangesPerAccount;
  const profile = { ...traffic.profile, exchangesPerAccount };
  const copies = await CaseCopies.make(session, folder, stopIfCancelled);
  try {
    report('planting', 0);
    const without = await copies.use((copy) => analyze(copy, settings, quiet(control)));
    const detections: Detection[] = [];
    for (const planting of plantings) {
      stopIfCancelled();
      report('planting', detections.length + 1);
      detections.push(await copies.use((copy, file) => plant(copy, file, planting, { profile, settings, options }, control)));
    }
    const findings = campaignsOf(without);
    const above = findings.filter(({ strength }) => strength !== 'lead').length;
    const layersThat = (state: string) => without.layers.filter((layer) => layer.state === state).map(({ layer }) => layer);
    const result: DetectabilityReport = {
      caseId: summary.caseId,
      caseName: summary.name,
      programVersion: packageDescription.version,
      seed: options.seed,
      repeats: options.repeats,
      runs: plantings.length,
      exchanges: summary.exchanges,
      accounts: summary.accounts,
      from: new Date(profile.fromMs).toISOString(),
      to: new Date(profile.toMs).toISOString(),
      exchangesPerAccount,
      campaignsAboveLead: above,
      leads: findings.length - above,
      layersUnavailable: layersThat('unavailable'),
      layersOff: layersThat('off'),
      sparseColumns: traffic.sparseColumns,
      cells: cellsOf(options, plantings, detections, above),
      seconds: (performance.now() - started) / 1000,
    };
    keepFigures(session, result);
    return result;
  } finally {
    await copies.remove();
  }
}

/** What may be asked for, and how long it would take. */
export function detectabilityOutlook(session: CaseSession): DetectabilityOutlook {
  const { exchanges, accounts } = session.summary();
  const measured = lastSecondsPerRun(session);
  const secondsPerRun = measured ?? SECONDS_A_RUN + accounts / ACCOUNTS_A_SECOND + exchanges / EXCHANGES_A_SECOND;
  return { exchanges, accounts, defaults: DEFAULT_DETECTABILITY, secondsPerRun, measured: measured !== null };
}

/** Where copies go when nobody names a folder: beside the case, whose files can be linked there; elsewhere when nothing can be written there. */
export function folderForCopies({ folder }: CaseSession): string {
  const beside = dirname(folder);
  try {
    accessSync(beside, constants.W_OK);
    return beside;
  } catch {
    return tmpdir();
  }
}

/** The options with defaults for those left out; doubles are dropped and sizes put in order. Throws settings-invalid. */
export function completeOptions(chosen: Partial<DetectabilityOptions>): DetectabilityOptions {
  const options = { ...DEFAULT_DETECTABILITY, ...chosen };
  const { accounts, sizes, repeats, seed, exchangesPerAccount } = DETECTABILITY_RANGES;
  for (const style of options.styles)
    if (!INJECTION_STYLES.includes(style))
      throw invalid('styles', `${String(style).slice(0, 40)} is none of ${INJECTION_STYLES.join(', ')}`);
  if (options.styles.length === 0) throw invalid('styles', 'there must be one');
  requireWhole('sizes: how many', options.sizes.length, sizes);
  for (const size of options.sizes) requireWhole('sizes', size, accounts);
  requireWhole('repeats', options.repeats, repeats);
  requireWhole('seed', options.seed, seed);
  if (options.exchangesPerAccount !== null) requireWhole('exchangesPerAccount', options.exchangesPerAccount, exchangesPerAccount);
  return {
    ...options,
    styles: INJECTION_STYLES.filter((style) => options.styles.includes(style)),
    sizes: [...new Set(options.sizes)].sort((a, b) => a - b),
  };
}

function requireWhole(name: string, value: number, [least, most]: readonly [number, number]): void {
  if (!Number.isInteger(value) || value < least || value > most)
    throw invalid(name, `${value} is no whole number from ${least} to ${most}`);
}

const invalid = (name: string, why: string): Failure => new Failure('settings-invalid', `${name}: ${why}`, { setting: name });

function planted({ styles, sizes, repeats }: DetectabilityOptions): Planting[] {
  const each = Array.from({ length: repeats }, (_, repeat) => repeat);
  return styles.flatMap((style) => sizes.flatMap((accounts) => each.map((repeat) => ({ style, accounts, repeat }))));
}

interface Given {
  readonly profile: TrafficProfile;
  readonly settings: AnalysisSettings;
  readonly options: DetectabilityOptions;
}

async function plant(copy: CaseSession, file: string, planting: Planting, given: Given, control: JobControl): Promise<Detection> {
  const { style, accounts } = planting;
  const injection = createInjection(style, accounts, given.profile, seedOf(planting, given.options.seed));
  let exchanges = 0;
  const counted = function* () {
    for (const exchange of injection.exchanges()) {
      exchanges += 1;
      yield exchange;
    }
  };
  await writeExchanges(counted(), accounts * given.profile.exchangesPerAccount, file, quiet(control));
  await importFiles(copy, { paths: [file], format: PLANTED_FORMAT, workers: 1 }, quiet(control));
  const result = await analyze(copy, given.settings, quiet(control));
  return detect(injection.truth.accounts, exchanges, campaignsOf(result));
}

/** One seed for each planting, whatever else is planted. */
function seedOf({ style, accounts, repeat }: Planting, seed: number): number {
  return Number.parseInt(hash('sha256', `${seed} ${style} ${accounts} ${repeat}`, 'hex').slice(0, 8), 16);
}

function cellsOf(
  { styles, sizes }: DetectabilityOptions,
  plantings: readonly Planting[],
  detections: readonly Detection[],
  above: number,
): DetectabilityCell[] {
  return styles.flatMap((style) =>
    sizes.map((accounts) => {
      const own = detections.filter((_, i) => plantings[i]?.style === style && plantings[i]?.accounts === accounts);
      return summariseDetections(style, accounts, own, above);
    }),
  );
}

const campaignsOf = ({ findings }: AnalysisResult) => findings.map(({ campaign }) => campaign);

/** The steps of one planting are not told: there may be hundreds of plantings. */
const quiet = ({ isCancelled }: JobControl): JobControl => ({ isCancelled, report: () => {} });

function keepFigures({ readOnly, store }: CaseSession, report: DetectabilityReport): void {
  if (readOnly) return;
  const { programVersion, seed, repeats, runs, exchangesPerAccount, campaignsAboveLead, seconds } = report;
  const round = (share: number): number => Math.round(share * 1_000) / 1_000;
  const figures = report.cells.map(({ style, accounts, found, leadOnly, recovered }) => ({
    style,
    accounts,
    found: round(found.share),
    foundLow: round(found.low),
    foundHigh: round(found.high),
    leadOnly: round(leadOnly),
    recovered,
  }));
  const entry = { programVersion, seed, repeats, runs, exchangesPerAccount, campaignsAboveLead, seconds: round(seconds), figures };
  store.transaction(() => store.activity.append(ACTIVITY_KIND, entry));
}

function lastSecondsPerRun({ store }: CaseSession): number | null {
  const last = store.activity.page(0, ACTIVITIES_LOOKED_AT).find(({ kind }) => kind === ACTIVITY_KIND);
  const seconds = Number(/"seconds":([\d.]+)/.exec(last?.details ?? '')?.[1]);
  const runs = Number(/"runs":(\d+)/.exec(last?.details ?? '')?.[1]);
  return seconds > 0 && runs > 0 ? seconds / (runs + 1) : null;
}
