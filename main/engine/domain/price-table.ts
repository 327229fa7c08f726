/** What providers bill tokens by. `input` is what was neither read from nor written to a cache; `output` has reasoning in it. */
export const TOKEN_KINDS = ['input', 'cacheRead', 'cacheWrite', 'output'] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

/** Prices of the models that a pattern names, each for a million tokens; null where the table gives none: such tokens are not priced. */
export interface PriceRow {
  /** A model as the log names it, or the beginning of such a name and `*`. The exact name goes before the longest beginning. */
  readonly model: string;
  /** Three capital letters, as USD. */
  readonly currency: string;
  readonly input: number | null;
  readonly output: number | null;
  readonly cacheRead: number | null;
  readonly cacheWrite: number | null;
}

export const PRICE_LIMITS = {
  rows: 1_000,
  modelCharacters: 200,
  noteCharacters: 2_000,
  /** Of a million tokens. */
  price: 1_000_000,
  decimals: 6,
} as const;

/** One version of the price table of a case; versions are only ever added. */
export interface PriceTable {
  /** 1 for the first; a case begins without any. */
  readonly version: number;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** The account of the operating system that made it. */
  readonly madeBy: string;
  readonly note: string;
  /** The older version that it repeats, where it was restored. */
  readonly restoredFrom: number | null;
  /** Sorted by model. */
  readonly rows: readonly PriceRow[];
}

/** Every version, newest first. The newest is the one that counts. */
export interface PriceHistory {
  readonly versions: readonly PriceTable[];
}
