import { describe, expect, it } from 'vitest';
import { findCommunities } from '../../../main/engine/campaigns/leiden.ts';
import { buildSparseGraph, constantPottsQuality, type SparseGraph } from '../../../main/engine/campaigns/sparse-graph.ts';
import { randomBelow, seededRandom } from '../../../main/engine/statistics/random.ts';

function graphOf(nodeCount: number, edges: readonly (readonly [number, number, number])[]): SparseGraph {
  return buildSparseGraph(nodeCount, {
    first: edges.map((e) => e[0]),
    second: edges.map((e) => e[1]),
    weight: edges.map((e) => e[2]),
  });
}

/** `groups` groups of `size` nodes; pairs inside linked with probability `inside`, others with `outside`. */
function plantedGraph(groups: number, size: number, inside: number, outside: number, seed: number): SparseGraph {
  const random = seededRandom(seed);
  const edges: [number, number, number][] = [];
  const n = groups * size;
  for (let a = 0; a < n; a++) {
    for (let b = a + 1; b < n; b++) {
      const chance = Math.floor(a / size) === Math.floor(b / size) ? inside : outside;
      if (random() < chance) edges.push([a, b, 1]);
    }
  }
  return graphOf(n, edges);
}

/** Moves single nodes greedily until nothing gains: the baseline to beat. */
function greedyCommunities(graph: SparseGraph, resolution: number): Int32Array {
  const community = Int32Array.from({ length: graph.nodeCount }, (_, i) => i);
  for (let moved = true; moved; ) {
    moved = false;
    for (let node = 0; node < graph.nodeCount; node++) {
      const gains = new Map<number, number>([[community[node] as number, 0]]);
      for (let i = graph.start[node] as number; i < (graph.start[node + 1] as number); i++) {
        const c = community[graph.target[i] as number] as number;
        gains.set(c, (gains.get(c) ?? 0) + (graph.weight[i] as number));
      }
      let best = community[node] as number;
      let bestGain = Number.NEGATIVE_INFINITY;
      for (const [c, weight] of gains) {
        const others = community.reduce((sum, value, i) => sum + (value === c && i !== node ? 1 : 0), 0);
        const gain = weight - resolution * others;
        if (gain > bestGain + 1e-9) {
          best = c;
          bestGain = gain;
        }
      }
      if (best !== community[node]) {
        community[node] = best;
        moved = true;
      }
    }
  }
  return community;
}

function groupsOf(community: Int32Array): number[][] {
  const groups: number[][] = [];
  community.forEach((c, node) => {
    groups[c] = [...(groups[c] ?? []), node];
  });
  return groups;
}

function isConnected(graph: SparseGraph, nodes: readonly number[]): boolean {
  const inside = new Set(nodes);
  const seen = new Set<number>([nodes[0] as number]);
  const stack = [nodes[0] as number];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    for (let i = graph.start[node] as number; i < (graph.start[node + 1] as number); i++) {
      const other = graph.target[i] as number;
      if (inside.has(other) && !seen.has(other)) {
        seen.add(other);
        stack.push(other);
      }
    }
  }
  return seen.size === nodes.length;
}

describe('findCommunities', () => {
  it('recovers a planted partition exactly', () => {
    for (const seed of [1, 2, 3]) {
      const graph = plantedGraph(12, 25, 0.5, 0.02, seed);
      const community = findCommunities(graph, { resolution: 0.2, seed });
      expect(community).toEqual(Int32Array.from({ length: 300 }, (_, i) => Math.floor(i / 25)));
    }
  });

  it('keeps the cliques of a long ring apart, however many there are', () => {
    for (const cliques of [10, 400]) {
      const edges: [number, number, number][] = [];
      for (let c = 0; c < cliques; c++) {
        for (let i = 0; i < 5; i++) for (let j = i + 1; j < 5; j++) edges.push([c * 5 + i, c * 5 + j, 1]);
        edges.push([c * 5, ((c + 1) % cliques) * 5 + 1, 1]);
      }
      const community = findCommunities(graphOf(cliques * 5, edges), { resolution: 0.1, seed: 4 });
      expect(new Set(community).size).toBe(cliques);
    }
  });

  it('gives connected communities only', () => {
    for (let seed = 0; seed < 12; seed++) {
      const graph = plantedGraph(6, 20, 0.12, 0.04, seed);
      for (const resolution of [0.02, 0.08, 0.3]) {
        for (const nodes of groupsOf(findCommunities(graph, { resolution, seed }))) expect(isConnected(graph, nodes)).toBe(true);
      }
    }
  });

  it('reaches at least the quality of greedy moving', () => {
    let better = 0;
    for (let seed = 0; seed < 8; seed++) {
      const graph = plantedGraph(8, 15, 0.3, 0.06, 100 + seed);
      const found = constantPottsQuality(graph, findCommunities(graph, { resolution: 0.12, seed }), 0.12);
      const greedy = constantPottsQuality(graph, greedyCommunities(graph, 0.12), 0.12);
      expect(found).toBeGreaterThanOrEqual(greedy - 1e-9);
      if (found > greedy + 1e-9) better++;
    }
    expect(better).toBeGreaterThan(0);
  });

  it('leaves unlinked accounts alone and joins what lies above the resolution only', () => {
    const graph = graphOf(6, [
      [0, 1, 0.5],
      [2, 3, 0.04],
    ]);
    const community = findCommunities(graph, { resolution: 0.05, seed: 1 });
    expect(community[0]).toBe(community[1]);
    expect(new Set(community).size).toBe(5);
  });

  it('gives the same communities for the same seed', () => {
    const graph = plantedGraph(10, 20, 0.2, 0.05, 9);
    expect(findCommunities(graph, { resolution: 0.1, seed: 7 })).toEqual(findCommunities(graph, { resolution: 0.1, seed: 7 }));
  });

  it('finds 250 groups among 25,000 nodes', () => {
    const random = seededRandom(5);
    const edges: [number, number, number][] = [];
    for (let i = 0; i < 400_000; i++) {
      const a = randomBelow(random, 25_000);
      const b = random() < 0.7 ? Math.floor(a / 100) * 100 + randomBelow(random, 100) : randomBelow(random, 25_000);
      if (a !== b) edges.push([a, b, 1]);
    }
    const community = findCommunities(graphOf(25_000, edges), { resolution: 0.05, seed: 1 });
    expect(new Set(community).size).toBe(250);
  }, 30_000);
});
