import type { CapabilityImpact, CostArithmetic, MeasuredImpact, TrainingSet } from '../domain/impact.ts';
import type { PriceTable, TokenKind } from '../domain/price-table.ts';
import type { TokenSums } from '../domain/usage.ts';
import { countText, percentText } from '../links/wording.ts';

/** How the figures come about, for whoever recomputes them. */
export const IMPACT_RULES: readonly string[] = [
  'Tokens are those that the log counts; exchanges without a count add none. Output tokens include reasoning. The model is the one asked for.',
  'Input tokens include those read from or written to a cache; an exchange with more such tokens than input has its log counting them apart, and all of its input is uncached.',
  'Cost = uncached input x input price + cache reads x their price + cache writes x theirs + output x output price, each per million tokens; what has no price is in no sum.',
  'Shares are of all exchanges of the log; the rest are exchanges of no campaign and of leads too weak to be compared.',
  'Prompts are told apart by skeleton, sketch and number of words, so those that differ only in masked parts (numbers, quotations, code, addresses) of equal length count as one: there are at least as many as stated, and many times as many where the changing part of a template is quoted or is code; stillhunt impact --read-texts counts them by their texts. Counts above 131,072 (fewer where there are over forty campaigns) are HyperLogLog estimates with a standard error of 0.8 %.',
  'A pair is an exchange with a prompt and output tokens; pairs are told apart by prompt and number of output tokens. Output tokens a pair = output tokens of all pairs / pairs; output tokens of different pairs = different pairs x output tokens a pair.',
];

export const KIND_WORDS: Readonly<Record<TokenKind, string>> = {
  input: 'uncached input',
  cacheRead: 'cache reads',
  cacheWrite: 'cache writes',
  output: 'output',
};

/** Models and kinds named in a sentence. */
const NAMED = 3;

/** What a campaign took, in one paragraph. Names of models are the log's. */
export function impactSentence(impact: MeasuredImpact, parts: SentenceParts): string {
  const { sums, prompts } = impact;
  const took = parts.isLead ? 'If one operator runs these accounts, it took' : 'Took';
  if (sums.counted === 0) {
    const what = `${countText(sums.exchanges)} exchanges, ${shareText(impact.shares.exchanges)} of this log, which counts no tokens for them.`;
    return `${took} ${what}${promptSentence(prompts.prompts, prompts.distinct)}`;
  }
  const uncounted = sums.counted < sums.exchanges ? ` (${percentText(sums.counted / sums.exchanges)} of them with a count)` : '';
  const shares = `${shareText(impact.shares.output)} of all output tokens and ${shareText(impact.shares.exchanges)} of all exchanges of this log`;
  return [
    `${took} ${siText(sums.output)} output tokens in ${countText(sums.exchanges)} exchanges${uncounted}: ${shares}.`,
    capabilitySentence(sums.output, parts.capabilities),
    ` ${costSentence(impact.cost, parts.table)}`,
    apartSentence(sums.cachedApart),
    promptSentence(prompts.prompts, prompts.distinct),
    trainingSentence(impact.trainingSet),
    parts.harvest === null || parts.harvest.exchanges === sums.exchanges
      ? ''
      : ` A template that the campaign holds is in ${countText(parts.harvest.exchanges)} exchanges, with ${siText(parts.harvest.output)} output tokens.`,
  ].join('');
}

/** What a sentence needs besides the figures of the whole. */
export interface SentenceParts {
  readonly isLead: boolean;
  readonly capabilities: readonly CapabilityImpact[];
  readonly harvest: TokenSums | null;
  readonly table: PriceTable | null;
}

function capabilitySentence(output: number, capabilities: readonly CapabilityImpact[]): string {
  const most = capabilities.toSorted((x, y) => y.sums.output - x.sums.output)[0];
  if (most === undefined || output === 0) return '';
  const what = most.capability === 'other' ? 'of no named capability' : most.capability.replaceAll('_', ' ');
  return ` The largest part, ${percentText(most.sums.output / output)} of the output, is ${what}.`;
}

function apartSentence(cachedApart: number): string {
  if (cachedApart === 0) return '';
  return ` In ${countText(cachedApart)} exchanges the log counts cached tokens apart from input; if it does so in others, too, where they cannot be told, more of the input was uncached and the cost is higher.`;
}

function trainingSentence({ outputPerPair, distinct, isEstimate, distinctOutput }: TrainingSet): string {
  if (outputPerPair === null) return '';
  return ` Without repeats that makes ${isEstimate ? 'about' : 'at least'} ${countText(distinct)}${isEstimate ? ' or more' : ''} training examples of ${countText(outputPerPair)} output tokens, ${siText(distinctOutput ?? 0)} in all.`;
}

function promptSentence(prompts: number, distinct: number): string {
  if (prompts === 0) return '';
  const share = distinct === prompts ? 'all' : `at least ${percentText(distinct / prompts)}`;
  return ` Of ${countText(prompts)} prompts ${share} are distinct.`;
}

function costSentence(cost: CostArithmetic, table: PriceTable | null): string {
  if (table === null || table.rows.length === 0) return 'No prices are known to this case, so it has no cost.';
  const version = `version ${table.version} of the price table`;
  const without = unpricedText(cost);
  if (cost.amounts.length === 0) return `It has no cost at ${version}: ${without}.`;
  const amounts = cost.amounts.map(({ currency, amount }) => moneyText(currency, amount)).join(' and ');
  if (without === '') return `At ${version} that is worth ${amounts}.`;
  return `At ${version} ${percentText(cost.pricedShare ?? 0)} of its tokens are worth ${amounts}; ${without}.`;
}

/** "no price for model x (output), y", empty where everything has one. */
export function unpricedText({ unpriced }: CostArithmetic): string {
  if (unpriced.length === 0) return '';
  const kinds = Map.groupBy(unpriced, ({ model }) => model);
  const named = [...kinds].slice(0, NAMED).map(([model, parts]) => {
    const words = parts.map(({ kind }) => KIND_WORDS[kind]).join(', ');
    return `${model ?? 'of unknown name'} (${words})`;
  });
  const more = kinds.size > NAMED ? ` and ${countText(kinds.size - NAMED)} more` : '';
  return `no price for model ${named.join(', ')}${more}`;
}

/** 41234567890 as 41.2 G. */
export function siText(value: number): string {
  for (const [unit, size] of [
    ['T', 1e12],
    ['G', 1e9],
    ['M', 1e6],
    ['k', 1e3],
  ] as const) {
    if (value >= size) return `${(value / size).toFixed(value >= 100 * size ? 0 : 1)} ${unit}`;
  }
  return countText(value);
}

/** To the millionth that amounts are kept to, for arithmetic: "USD 0.005901". */
export function exactMoneyText(currency: string, amount: number): string {
  const [whole, decimals = ''] = amount.toFixed(6).split('.');
  return `${currency} ${countText(Number(whole))}.${decimals.replace(/0+$/, '').padEnd(2, '0')}`;
}

/** "USD 612,000.00". */
export function moneyText(currency: string, amount: number): string {
  if (amount > 0 && amount < 0.01) return `under ${currency} 0.01`;
  const [whole, cents] = amount.toFixed(2).split('.');
  return `${currency} ${countText(Number(whole))}.${cents}`;
}

function shareText(share: number | null): string {
  if (share === null) return 'an unknown share';
  return share >= 0.1 || share === 0 ? percentText(share) : `${(100 * share).toPrecision(2)} %`;
}
