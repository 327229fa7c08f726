/** Connected components of at least `minSize` nodes (single linkage over the edges that are kept), each sorted, in order of their first node. */
export function connectedComponents(
  nodeCount: number,
  edges: Iterable<readonly [number, number]>,
  minSize: number,
): readonly (readonly number[])[] {
  const parent = Int32Array.from({ length: nodeCount }, (_, node) => node);
  const rootOf = (node: number): number => {
    let root = node;
    while (parent[root] !== root) root = parent[root] as number;
    for (let at = node; at !== root; ) {
      const next = parent[at] as number;
      parent[at] = root;
      at = next;
    }
    return root;
  };
  for (const [a, b] of edges) {
    const one = rootOf(a);
    const other = rootOf(b);
    parent[Math.max(one, other)] = Math.min(one, other);
  }
  const members = new Map<number, number[]>();
  for (let node = 0; node < nodeCount; node++) {
    const root = rootOf(node);
    const group = members.get(root);
    if (group === undefined) members.set(root, [node]);
    else group.push(node);
  }
  return [...members.values()].filter((group) => group.length >= minSize);
}
