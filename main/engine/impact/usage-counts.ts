import { knownCode } from '../capabilities/known-code.ts';
import { CAPABILITIES, ELICITATIONS } from '../domain/capability.ts';
import type { RowPart, TokenCounts, TrafficRows } from '../links/traffic.ts';
import type { DistinctSkeletons } from '../templates/distinct-skeletons.ts';
import { DistinctCounter } from './distinct-counter.ts';
import { keyWith, promptKeys } from './prompt-keys.ts';
import { NONE, SUMS, UsageCells } from './usage-cells.ts';

/** What UsageCounts must be given of each row. */
export const USAGE_PARTS: readonly RowPart[] = ['model', 'channel', 'skeleton', 'sketch', 'tokens'];

/** Which template families each campaign holds, to tell its harvest from the rest. */
export interface HeldFamilies {
  readonly skeletons: Pick<DistinctSkeletons, 'find'>;
  /** Of each skeleton. */
  readonly familyOf: Int32Array;
  /** One list a campaign, empty where no template holds it. */
  readonly held: readonly (readonly number[] | Int32Array)[];
}

/** Whose usage is counted. */
export interface UsageGroups {
  /** Campaign of each account code, -1 for none. */
  readonly campaignOf: Int32Array;
  readonly campaigns: number;
  readonly families: HeldFamilies | null;
}

/** Keys that all sets together, and one, may hold: only a log of that many different prompts in campaigns, 256 MiB, would fill them. */
const EXACT_IN_ALL = 1 << 24;
const EXACT_IN_ONE = 1 << 17;
const DAY_MS = 86_400_000;
const LANGUAGE_CODES = 256;
const EXCHANGES = SUMS.indexOf('exchanges');
const COUNTED = SUMS.indexOf('counted');
const INPUT = SUMS.indexOf('input');
const UNCACHED = SUMS.indexOf('uncachedInput');
const CACHE_READ = SUMS.indexOf('cacheRead');
const CACHE_WRITE = SUMS.indexOf('cacheWrite');
const OUTPUT = SUMS.indexOf('output');
const REASONING = SUMS.indexOf('reasoning');
const CACHED_APART = SUMS.indexOf('cachedApart');

/** Different prompts, and different pairs of prompt and answer, of some exchanges. */
export class PromptCounter {
  prompts = 0;
  pairs = 0;
  output = 0;
  readonly distinctPrompts: DistinctCounter;
  readonly answeredPrompts: DistinctCounter;
  readonly distinctPairs: DistinctCounter;

  constructor(limit: number) {
    this.distinctPrompts = new DistinctCounter(limit);
    this.answeredPrompts = new DistinctCounter(limit);
    this.distinctPairs = new DistinctCounter(limit);
  }
}

/**
 * Counts what campaigns and the rest of the traffic used, over rows in any order: group 0 is the rest, group c + 1 is campaign c. Memory by distinct cells
 * and prompts up to fixed limits, not by rows. All sums are of whole numbers, and exact below 2^53.
 */
export class UsageCounts {
  readonly #groups: UsageGroups;
  readonly cells: UsageCells;
  /** Of each group. */
  readonly prompts: readonly PromptCounter[];
  /** Of the harvest of each group; null where no family is held. */
  readonly harvests: readonly (Harvest | null)[];
  /** Exchanges by group and language. */
  readonly languages: Float64Array;
  /** 1 for each row added last whose prompt is of a family that its campaign holds. */
  isHarvest = new Uint8Array(0);
  readonly #held: Set<number>;
  #keys = new Uint32Array(0);
  #numbers = new Int32Array(0);
  readonly #pairKey = new Uint32Array(2);

  constructor(groups: UsageGroups, cells = new UsageCells()) {
    const count = groups.campaigns + 1;
    const limit = Math.min(EXACT_IN_ONE, 2 ** Math.floor(Math.log2(EXACT_IN_ALL / count / 3)));
    const held = groups.families?.held ?? [];
    this.#groups = groups;
    this.cells = cells;
    this.prompts = Array.from({ length: count }, () => new PromptCounter(limit));
    this.harvests = Array.from({ length: count }, (_, group) =>
      (held[group - 1]?.length ?? 0) === 0 ? null : { sums: new Float64Array(SUMS.length), prompts: new PromptCounter(limit) },
    );
    this.languages = new Float64Array(count * LANGUAGE_CODES);
    this.#held = new Set(held.flatMap((families, campaign) => Array.from(families, (family) => family * count + campaign + 1)));
  }

  /** Rows must carry the parts of USAGE_PARTS that the source has. */
  add(rows: TrafficRows): void {
    const { rowCount, account, timeMs, capability, elicitation, model, tokens } = rows;
    const { campaignOf } = this.#groups;
    const hasPrompts = this.#readPrompts(rows);
    this.isHarvest = new Uint8Array(rowCount);
    for (let row = 0; row < rowCount; row++) {
      const code = account[row] as number;
      const group = code < 0 ? 0 : (campaignOf[code] as number) + 1;
      const time = timeMs[row] as number;
      const day = Number.isNaN(time) || time < 0 ? NONE : Math.floor(time / DAY_MS);
      const place = this.cells.placeOf(
        group,
        day,
        knownCode(capability[row] as number, CAPABILITIES.length),
        knownCode(elicitation[row] as number, ELICITATIONS.length),
        model === undefined ? NONE : (model[row] as number),
      );
      addTokens(this.cells.sums, place, tokens, row);
      const harvest = hasPrompts && this.#isHarvest(row, group) ? (this.harvests[group] ?? null) : null;
      if (harvest !== null) {
        this.isHarvest[row] = 1;
        addTokens(harvest.sums, 0, tokens, row);
      }
      if (!hasPrompts) continue;
      const output = tokens === undefined ? 0 : (tokens.output[row] as number);
      this.#addPrompt(this.prompts[group] as PromptCounter, row, output);
      if (harvest !== null) this.#addPrompt(harvest.prompts, row, output);
    }
    this.#addLanguages(rows);
  }

  /** Keys of the rows' prompts in `#keys`, their skeletons in `#numbers`. */
  #readPrompts({ rowCount, skeletonHash, sketch, tokenCount }: TrafficRows): boolean {
    if (skeletonHash === undefined || sketch === undefined || tokenCount === undefined) return false;
    if (this.#keys.length < 2 * rowCount) {
      this.#keys = new Uint32Array(2 * rowCount);
      this.#numbers = new Int32Array(rowCount);
    }
    promptKeys({ skeletonHash, sketch, tokenCount }, rowCount, this.#keys);
    if (this.#held.size > 0) this.#groups.families?.skeletons.find({ skeletonHash, tokenCount }, rowCount, this.#numbers);
    return true;
  }

  #isHarvest(row: number, group: number): boolean {
    if (group === 0 || this.harvests[group] === null) return false;
    const number = this.#numbers[row] as number;
    const family = number < 0 ? undefined : this.#groups.families?.familyOf[number];
    return family !== undefined && this.#held.has(family * this.prompts.length + group);
  }

  #addPrompt(counter: PromptCounter, row: number, output: number): void {
    const high = this.#keys[2 * row] as number;
    const low = this.#keys[2 * row + 1] as number;
    if ((high | low) === 0) return;
    counter.prompts++;
    counter.distinctPrompts.add(high, low);
    if (!(output > 0)) return;
    counter.pairs++;
    counter.output += output;
    counter.answeredPrompts.add(high, low);
    keyWith(high, low, output, this.#pairKey);
    counter.distinctPairs.add(this.#pairKey[0] as number, this.#pairKey[1] as number);
  }

  #addLanguages({ rowCount, account, language }: TrafficRows): void {
    if (language === undefined) return;
    for (let row = 0; row < rowCount; row++) {
      const code = account[row] as number;
      const group = code < 0 ? 0 : (this.#groups.campaignOf[code] as number) + 1;
      const at = group * LANGUAGE_CODES + (language[row] as number);
      this.languages[at] = (this.languages[at] as number) + 1;
    }
  }

  /** Exchanges of a group by language code. */
  languagesOf(group: number): Float64Array {
    return this.languages.subarray(group * LANGUAGE_CODES, (group + 1) * LANGUAGE_CODES);
  }
}

export interface Harvest {
  /** SUMS.length numbers. */
  readonly sums: Float64Array;
  readonly prompts: PromptCounter;
}

/** Adds a row's tokens to the sums that begin at `place`. */
function addTokens(sums: Float64Array, place: number, tokens: TokenCounts | undefined, row: number): void {
  sums[place + EXCHANGES] = (sums[place + EXCHANGES] as number) + 1;
  if (tokens === undefined) return;
  const input = wholeOf(tokens.input[row] as number);
  const cacheRead = wholeOf(tokens.cacheRead[row] as number);
  const cacheWrite = wholeOf(tokens.cacheWrite[row] as number);
  const isApart = cacheRead + cacheWrite > input;
  if (!(Number.isNaN(tokens.input[row]) && Number.isNaN(tokens.output[row]))) {
    sums[place + COUNTED] = (sums[place + COUNTED] as number) + 1;
  }
  sums[place + INPUT] = (sums[place + INPUT] as number) + input;
  sums[place + UNCACHED] = (sums[place + UNCACHED] as number) + (isApart ? input : input - cacheRead - cacheWrite);
  sums[place + CACHE_READ] = (sums[place + CACHE_READ] as number) + cacheRead;
  sums[place + CACHE_WRITE] = (sums[place + CACHE_WRITE] as number) + cacheWrite;
  sums[place + OUTPUT] = (sums[place + OUTPUT] as number) + wholeOf(tokens.output[row] as number);
  sums[place + REASONING] = (sums[place + REASONING] as number) + wholeOf(tokens.reasoning[row] as number);
  if (isApart && !Number.isNaN(tokens.input[row])) sums[place + CACHED_APART] = (sums[place + CACHED_APART] as number) + 1;
}

/** 0 for no count, and for one below 0, which no log can mean. */
function wholeOf(tokens: number): number {
  return tokens > 0 ? tokens : 0;
}
