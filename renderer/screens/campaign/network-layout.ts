import type { CampaignFinding, Link } from '../../../main/engine/domain/campaign.ts';
import type { Layer } from '../../../main/engine/domain/layer.ts';

/** Members drawn at most: those with the most exchanges. */
export const DRAWN_AT_MOST = 300;
const ROUNDS = 160;
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

export interface NetworkNode {
  readonly accountId: string;
  readonly exchangeCount: number;
  /** The layer whose links weigh most at this account. */
  readonly layer: Layer | null;
  readonly x: number;
  readonly y: number;
}

export interface NetworkEdge {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
  readonly layer: Layer;
}

export interface Network {
  readonly nodes: readonly NetworkNode[];
  readonly edges: readonly NetworkEdge[];
}

/**
 * Places members by forces from a fixed start (Fruchterman and Reingold 1991): accounts in order of their names on a sunflower
 * spiral, no random numbers, a fixed number of rounds. The same finding gives the same picture. Quadratic in the members drawn.
 */
export function layoutNetwork(finding: CampaignFinding): Network {
  const members = finding.members
    .toSorted((a, b) => b.exchangeCount - a.exchangeCount || (a.accountId < b.accountId ? -1 : 1))
    .slice(0, DRAWN_AT_MOST)
    .toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1));
  const index = new Map(members.map((member, i) => [member.accountId, i]));
  const edges = edgesOf(finding.links, index);
  const { x, y } = settle(members.length, edges);
  const layers = heaviestLayers(members.length, edges);
  return {
    nodes: members.map((member, i) => ({
      accountId: member.accountId,
      exchangeCount: member.exchangeCount,
      layer: layers[i] ?? null,
      x: x[i] as number,
      y: y[i] as number,
    })),
    edges,
  };
}

/** One edge for each pair, of the layer with the heaviest link. */
function edgesOf(links: readonly Link[], index: ReadonlyMap<string, number>): readonly NetworkEdge[] {
  const pairs = new Map<string, NetworkEdge & { heaviest: number }>();
  for (const link of links) {
    const a = index.get(link.accountA);
    const b = index.get(link.accountB);
    if (a === undefined || b === undefined) continue;
    const key = `${a} ${b}`;
    const known = pairs.get(key);
    const leads = known === undefined || link.weight > known.heaviest;
    pairs.set(key, {
      a,
      b,
      weight: (known?.weight ?? 0) + link.weight,
      layer: leads ? link.layer : known.layer,
      heaviest: leads ? link.weight : known.heaviest,
    });
  }
  return [...pairs.values()].toSorted((p, q) => p.a - q.a || p.b - q.b).map(({ a, b, weight, layer }) => ({ a, b, weight, layer }));
}

function heaviestLayers(nodeCount: number, edges: readonly NetworkEdge[]): readonly (Layer | null)[] {
  const sums = Array.from({ length: nodeCount }, () => new Map<Layer, number>());
  for (const { a, b, layer, weight } of edges) {
    for (const node of [a, b]) sums[node]?.set(layer, (sums[node].get(layer) ?? 0) + weight);
  }
  return sums.map((sum) => [...sum].toSorted(([l, v], [m, w]) => w - v || (l < m ? -1 : 1))[0]?.[0] ?? null);
}

function settle(nodeCount: number, edges: readonly NetworkEdge[]): { x: Float64Array; y: Float64Array } {
  const x = new Float64Array(nodeCount);
  const y = new Float64Array(nodeCount);
  for (let i = 0; i < nodeCount; i++) {
    x[i] = Math.sqrt(i + 0.5) * Math.cos(i * GOLDEN_ANGLE);
    y[i] = Math.sqrt(i + 0.5) * Math.sin(i * GOLDEN_ANGLE);
  }
  const moveX = new Float64Array(nodeCount);
  const moveY = new Float64Array(nodeCount);
  const degree = new Float64Array(nodeCount).fill(1);
  for (const { a, b } of edges) {
    degree[a] = (degree[a] as number) + 1;
    degree[b] = (degree[b] as number) + 1;
  }
  for (let round = 0; round < ROUNDS; round++) {
    moveX.fill(0);
    moveY.fill(0);
    const push = (i: number, j: number, force: number): void => {
      const dx = (x[i] as number) - (x[j] as number);
      const dy = (y[i] as number) - (y[j] as number);
      moveX[i] = (moveX[i] as number) + dx * force;
      moveY[i] = (moveY[i] as number) + dy * force;
      moveX[j] = (moveX[j] as number) - dx * force;
      moveY[j] = (moveY[j] as number) - dy * force;
    };
    for (let i = 0; i < nodeCount; i++) {
      for (let j = i + 1; j < nodeCount; j++) {
        const dx = (x[i] as number) - (x[j] as number);
        const dy = (y[i] as number) - (y[j] as number);
        push(i, j, 1 / Math.max(0.01, dx * dx + dy * dy));
      }
    }
    for (const { a, b } of edges) {
      const distance = Math.hypot((x[a] as number) - (x[b] as number), (y[a] as number) - (y[b] as number));
      push(a, b, -(distance * 0.6) / Math.min(degree[a] as number, degree[b] as number));
    }
    const longest = 1.5 * (1 - round / ROUNDS);
    for (let i = 0; i < nodeCount; i++) {
      const pullX = (moveX[i] as number) - (x[i] as number) * 0.02;
      const pullY = (moveY[i] as number) - (y[i] as number) * 0.02;
      const length = Math.max(1e-9, Math.hypot(pullX, pullY));
      const step = Math.min(length, longest) / length;
      x[i] = (x[i] as number) + pullX * step;
      y[i] = (y[i] as number) + pullY * step;
    }
  }
  return { x, y };
}
