/** Share of items whose found group holds exactly the items of their true group (Zhu et al. 2019); both lists name the group of each item. */
export function groupingAccuracy(truth: readonly string[], found: readonly string[]): number {
  const sizes = (groups: readonly string[]): ReadonlyMap<string, number> => {
    const counts = new Map<string, number>();
    for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1);
    return counts;
  };
  const trueSizes = sizes(truth);
  const foundSizes = sizes(found);
  const both = sizes(truth.map((group, i) => `${group}\n${found[i]}`));
  const isExact = (group: string, i: number): boolean => {
    const common = both.get(`${group}\n${found[i]}`);
    return common === trueSizes.get(group) && common === foundSizes.get(found[i] ?? '');
  };
  return truth.filter(isExact).length / truth.length;
}
