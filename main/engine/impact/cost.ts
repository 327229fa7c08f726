import type { Cost, CostArithmetic, CostLine, Money, Unpriced } from '../domain/impact.ts';
import { PRICE_LIMITS, type PriceRow, TOKEN_KINDS, type TokenKind } from '../domain/price-table.ts';
import type { TokenSums } from '../domain/usage.ts';
import { rowOf } from './price-rows.ts';

/** Tokens of one model. */
export interface ModelTokens extends TokenSums {
  readonly model: string | null;
}

const SUM_OF_KIND = {
  input: 'uncachedInput',
  cacheRead: 'cacheRead',
  cacheWrite: 'cacheWrite',
  output: 'output',
} as const satisfies Record<TokenKind, keyof TokenSums>;

/** Prices are whole in this many parts of the unit; a sum of tokens times such a price is whole in a million times as many. */
const PRICE_SCALE = 10 ** PRICE_LIMITS.decimals;

/**
 * What tokens cost: uncached input x input price + cache reads x their price + cache writes x theirs + output x output price, model by model. Sums are exact
 * and rounded to a millionth of the unit once, at the end. Tokens without price are listed and not in any sum.
 */
export function costOf(used: readonly ModelTokens[], rows: readonly PriceRow[]): CostArithmetic {
  const lines: CostLine[] = [];
  const unpriced: Unpriced[] = [];
  const sums = new Map<string, bigint>();
  let tokens = 0;
  let pricedTokens = 0;
  for (const [model, byKind] of tokensByModel(used)) {
    const row = rowOf(model, rows);
    for (const kind of TOKEN_KINDS) {
      const count = byKind[kind];
      if (count === 0) continue;
      tokens += count;
      const perMillion = row?.[kind] ?? null;
      if (row === null || perMillion === null) {
        unpriced.push({ model, kind, tokens: count });
        continue;
      }
      pricedTokens += count;
      const exact = BigInt(count) * BigInt(Math.round(perMillion * PRICE_SCALE));
      sums.set(row.currency, (sums.get(row.currency) ?? 0n) + exact);
      lines.push({ model, kind, tokens: count, pattern: row.model, currency: row.currency, perMillion, amount: amountOf(exact) });
    }
  }
  return { ...costSum(sums, tokens, pricedTokens), lines, unpriced };
}

/** The sums alone. */
export function withoutLines({ amounts, tokens, pricedTokens, pricedShare }: Cost): Cost {
  return { amounts, tokens, pricedTokens, pricedShare };
}

function costSum(sums: ReadonlyMap<string, bigint>, tokens: number, pricedTokens: number): Cost {
  const amounts = [...sums].map(([currency, exact]): Money => ({ currency, amount: amountOf(exact) }));
  amounts.sort((x, y) => (x.currency < y.currency ? -1 : 1));
  return { amounts, tokens, pricedTokens, pricedShare: tokens === 0 ? null : pricedTokens / tokens };
}

/** From parts of a millionth of a millionth of the unit, half up. */
function amountOf(exact: bigint): number {
  return Number((exact + 500_000n) / 1_000_000n) / 1_000_000;
}

function tokensByModel(used: readonly ModelTokens[]): [string | null, Record<TokenKind, number>][] {
  const byModel = new Map<string | null, Record<TokenKind, number>>();
  for (const cell of used) {
    let sums = byModel.get(cell.model);
    if (sums === undefined) {
      sums = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0 };
      byModel.set(cell.model, sums);
    }
    for (const kind of TOKEN_KINDS) sums[kind] += cell[SUM_OF_KIND[kind]];
  }
  return [...byModel].sort(([x], [y]) => compareModels(x, y));
}

/** By name, those without name last. */
export function compareModels(x: string | null, y: string | null): number {
  if (x === y) return 0;
  if (x === null || y === null) return x === null ? 1 : -1;
  return x < y ? -1 : 1;
}
