/** Rarity of a value, 0 (all accounts use it) to 1 (one account does): inverse document frequency ln(N / n) / ln(N). */
export function rarityOf(accountsUsing: number, accountCount: number): number {
  return accountCount < 2 ? 0 : Math.max(0, Math.log(accountCount / accountsUsing) / Math.log(accountCount));
}

/** Share of the full weight that several shared values reach together: 1 - product of (1 - rarity / 2), so that one rare value gives at most a half. */
export function combineRarity(missing: number, rarity: number): number {
  return missing * (1 - rarity / 2);
}
