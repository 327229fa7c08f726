import { CAPABILITIES, ELICITATIONS } from '../domain/capability.ts';
import type {
  CampaignUsage,
  ElicitationDay,
  HarvestUsage,
  LanguageCount,
  MeasuredUsage,
  PairCounts,
  PromptCounts,
  TokenSums,
  TrafficUsage,
  Usage,
  UsageCell,
} from '../domain/usage.ts';
import { capabilityOf, elicitationOf, NONE, SUMS } from './usage-cells.ts';
import type { Harvest, PromptCounter, UsageCounts } from './usage-counts.ts';

/** The names behind the codes of counted rows. */
export interface UsageNames {
  readonly models: readonly string[];
  /** Of the language codes; 0 is unknown. */
  readonly languages: readonly string[];
}

/** What one campaign used; `campaign` is its number in UsageGroups. */
export function campaignUsage(counts: UsageCounts, campaign: number, names: UsageNames): CampaignUsage {
  return { ...measuredUsage(counts, campaign + 1, names), harvest: harvestUsage(counts.harvests[campaign + 1] ?? null) };
}

/** What the whole log and the exchanges of no campaign used. */
export function trafficUsage(counts: UsageCounts, names: UsageNames): TrafficUsage {
  return { all: usageOf(counts, null, names), rest: measuredUsage(counts, 0, names) };
}

function measuredUsage(counts: UsageCounts, group: number, names: UsageNames): MeasuredUsage {
  const counter = counts.prompts[group];
  if (counter === undefined) throw new TypeError(`no group ${group} was counted`);
  return { ...usageOf(counts, group, names), prompts: promptCounts(counter), pairs: pairCounts(counter) };
}

function harvestUsage(harvest: Harvest | null): HarvestUsage | null {
  if (harvest === null) return null;
  const { sums, prompts } = harvest;
  return { total: tokenSums(sums, 0), prompts: promptCounts(prompts), pairs: pairCounts(prompts) };
}

/** Of one group, or of all for null. */
function usageOf(counts: UsageCounts, group: number | null, { models, languages }: UsageNames): Usage {
  const { cells } = counts;
  const byCell = new Map<string, { cell: number; sums: Float64Array }>();
  const byElicitation = new Map<string, { cell: number; exchanges: number }>();
  const total = new Float64Array(SUMS.length);
  for (let cell = 0; cell < cells.count; cell++) {
    if (group !== null && cells.group[cell] !== group) continue;
    const sums = cells.sums.subarray(cell * SUMS.length, (cell + 1) * SUMS.length);
    const [day, kind, model] = [cells.day[cell] as number, cells.kind[cell] as number, cells.model[cell] as number];
    const merged = entryOf(byCell, `${day} ${capabilityOf(kind)} ${model}`, () => ({ cell, sums: new Float64Array(SUMS.length) }));
    addSums(merged.sums, sums);
    addSums(total, sums);
    entryOf(byElicitation, `${day} ${elicitationOf(kind)}`, () => ({ cell, exchanges: 0 })).exchanges += sums[0] as number;
  }
  const dayOf = (cell: number): number => cells.day[cell] as number;
  const capabilityAt = (cell: number): number => CAPABILITIES.indexOf(capabilityOf(cells.kind[cell] as number));
  const elicitationAt = (cell: number): number => ELICITATIONS.indexOf(elicitationOf(cells.kind[cell] as number));
  const told = languageCounts(counts, group, languages);
  return {
    total: tokenSums(total, 0),
    daysPerCell: cells.daysPerCell,
    cells: [...byCell.values()]
      .sort(
        (x, y) =>
          compareDays(dayOf(x.cell), dayOf(y.cell)) ||
          capabilityAt(x.cell) - capabilityAt(y.cell) ||
          (cells.model[x.cell] as number) - (cells.model[y.cell] as number),
      )
      .map(
        ({ cell, sums }): UsageCell => ({
          day: dayText(dayOf(cell)),
          capability: capabilityOf(cells.kind[cell] as number),
          model: models[cells.model[cell] as number] ?? null,
          ...tokenSums(sums, 0),
        }),
      ),
    elicitations: [...byElicitation.values()]
      .sort((x, y) => compareDays(dayOf(x.cell), dayOf(y.cell)) || elicitationAt(x.cell) - elicitationAt(y.cell))
      .map(
        ({ cell, exchanges }): ElicitationDay => ({
          day: dayText(dayOf(cell)),
          elicitation: elicitationOf(cells.kind[cell] as number),
          exchanges,
        }),
      ),
    ...(told === null ? {} : { languages: told }),
  };
}

/** Null where no exchange of the log has a language, as in cases imported before languages were told. */
function languageCounts(counts: UsageCounts, group: number | null, names: readonly string[]): readonly LanguageCount[] | null {
  const groups = counts.prompts.map((_, number) => counts.languagesOf(number));
  if (!groups.some((codes) => codes.some((exchanges, code) => code > 0 && exchanges > 0))) return null;
  const wanted = group === null ? groups : groups.slice(group, group + 1);
  return names
    .map((language, code) => ({ language, exchanges: wanted.reduce((sum, codes) => sum + (codes[code] as number), 0) }))
    .filter(({ exchanges }) => exchanges > 0)
    .sort((x, y) => y.exchanges - x.exchanges || (x.language < y.language ? -1 : 1));
}

function promptCounts({ prompts, distinctPrompts }: PromptCounter): PromptCounts {
  return { prompts, distinct: Math.min(prompts, distinctPrompts.count), isEstimate: distinctPrompts.isEstimate };
}

function pairCounts({ pairs, answeredPrompts, distinctPairs, output }: PromptCounter): PairCounts {
  const distinct = Math.min(pairs, distinctPairs.count);
  return { pairs, prompts: Math.min(distinct, answeredPrompts.count), distinct, isEstimate: distinctPairs.isEstimate, output };
}

function tokenSums(sums: Float64Array, place: number): TokenSums {
  const of = (name: (typeof SUMS)[number]): number => sums[place + SUMS.indexOf(name)] as number;
  return {
    exchanges: of('exchanges'),
    counted: of('counted'),
    input: of('input'),
    uncachedInput: of('uncachedInput'),
    cacheRead: of('cacheRead'),
    cacheWrite: of('cacheWrite'),
    output: of('output'),
    reasoning: of('reasoning'),
    cachedApart: of('cachedApart'),
  };
}

function addSums(into: Float64Array, sums: Float64Array): void {
  for (let i = 0; i < into.length; i++) into[i] = (into[i] as number) + (sums[i] as number);
}

function entryOf<T>(entries: Map<string, T>, key: string, make: () => T): T {
  const known = entries.get(key);
  if (known !== undefined) return known;
  const made = make();
  entries.set(key, made);
  return made;
}

function compareDays(x: number, y: number): number {
  return x === y ? 0 : x === NONE ? 1 : y === NONE ? -1 : x - y;
}

function dayText(day: number): string | null {
  return day === NONE ? null : new Date(day * 86_400_000).toISOString().slice(0, 10);
}
