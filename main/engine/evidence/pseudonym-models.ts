import type { AnalysisResult, CampaignFinding } from '../domain/campaign.ts';
import { CAPABILITIES } from '../domain/capability.ts';
import type { PriceRow, PriceTable } from '../domain/price-table.ts';
import type { Usage, UsageCell } from '../domain/usage.ts';
import { compareModels } from '../impact/cost.ts';
import { rowOf } from '../impact/price-rows.ts';
import type { EvidenceContent } from './content.ts';

/** What of a bundle names models. */
export type ModelContent = Pick<EvidenceContent, 'analysis' | 'findings' | 'prices'>;

/**
 * The same usage with other names for models that are named after a customer: those fine-tuned for one, and those with an identifying part. They keep their
 * prices under the new name; who made the price table, and the note to it, are left out.
 */
export function pseudonymiseModels(
  { analysis, findings, prices }: ModelContent,
  pseudonym: (value: string) => string,
  identifying: ReadonlySet<string>,
): ModelContent {
  const isTelling = (model: string): boolean =>
    model.startsWith('ft:') || identifying.has(model) || model.split(/[:/@|]/).some((part) => identifying.has(part));
  const nameOf = (model: string | null): string | null => (model !== null && isTelling(model) ? pseudonym(model) : model);
  const renamed = <T extends Usage>(usage: T): T => ({
    ...usage,
    cells: usage.cells.map((cell) => ({ ...cell, model: nameOf(cell.model) })).sort(compareCells),
  });
  const told = new Set([analysis.usage?.all, ...findings.map(({ reading }) => reading?.usage)].flatMap(modelsOf).filter(isTelling));
  const clean = (text: string): string => [...told].reduce((left, model) => withoutModel(left, model, pseudonym), text);
  return {
    analysis: analysis.usage === undefined ? analysis : { ...analysis, usage: renamedTraffic(analysis.usage, renamed) },
    findings: findings.map((finding) => renamedPivots(renamedFinding(finding, renamed), clean)),
    prices: prices === null ? null : renamedPrices(prices, [...told], pseudonym, isTelling),
  };
}

/** Longer names of models are cut to this in pivots. */
const NAME_IN_PIVOTS = 100;

type Rename = <T extends Usage>(usage: T) => T;

function renamedTraffic(usage: NonNullable<AnalysisResult['usage']>, renamed: Rename): NonNullable<AnalysisResult['usage']> {
  return { all: renamed(usage.all), rest: renamed(usage.rest) };
}

function renamedFinding(finding: CampaignFinding, renamed: Rename): CampaignFinding {
  const { reading } = finding;
  return reading?.usage === undefined ? finding : { ...finding, reading: { ...reading, usage: renamed(reading.usage) } };
}

/** Pivots name models in their kind, in the event and in the sentence, where long names are cut. */
function renamedPivots(finding: CampaignFinding, clean: (text: string) => string): CampaignFinding {
  const { campaign, reading } = finding;
  const pivots = campaign.pivots.map((pivot) => ({ ...pivot, kind: clean(pivot.kind) }));
  if (reading?.pivots === undefined) return { ...finding, campaign: { ...campaign, pivots } };
  const readings = reading.pivots.map((pivot) => ({
    ...pivot,
    event: pivot.event === null ? null : { ...pivot.event, label: clean(pivot.event.label) },
    reason: clean(pivot.reason),
  }));
  return { ...finding, campaign: { ...campaign, pivots }, reading: { ...reading, pivots: readings } };
}

function withoutModel(text: string, model: string, pseudonym: (value: string) => string): string {
  return text.replaceAll(model, pseudonym(model)).replaceAll(model.slice(0, NAME_IN_PIVOTS), pseudonym(model));
}

function renamedPrices(
  prices: PriceTable,
  told: readonly string[],
  pseudonym: (value: string) => string,
  isTelling: (model: string) => boolean,
): PriceTable {
  const own = told.flatMap((model): PriceRow[] => {
    const row = rowOf(model, prices.rows);
    return row === null ? [] : [{ ...row, model: pseudonym(model) }];
  });
  const others = prices.rows.filter(({ model }) => !isTelling(model.replace(/\*$/, '')));
  return { ...prices, madeBy: '', note: '', rows: [...others, ...own].sort((x, y) => compareModels(x.model, y.model)) };
}

function modelsOf(usage: Usage | undefined): string[] {
  return (usage?.cells ?? []).flatMap(({ model }) => (model === null ? [] : [model]));
}

function compareCells(x: UsageCell, y: UsageCell): number {
  if (x.day !== y.day) return x.day === null || y.day === null ? (x.day === null ? 1 : -1) : x.day < y.day ? -1 : 1;
  return CAPABILITIES.indexOf(x.capability) - CAPABILITIES.indexOf(y.capability) || compareModels(x.model, y.model);
}
