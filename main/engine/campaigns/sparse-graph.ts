/**
 * An undirected weighted graph in compressed rows: neighbours of node i are target[start[i] .. start[i + 1]) with weights beside them.
 * Each edge stands in both rows; no node is its own neighbour.
 */
export interface SparseGraph {
  readonly nodeCount: number;
  readonly start: Uint32Array;
  readonly target: Int32Array;
  readonly weight: Float64Array;
  /** How many original nodes each node stands for. */
  readonly nodeSize: Float64Array;
}

/** Edges as columns; each pair once, in any direction, first !== second. */
export interface EdgeColumns {
  readonly first: ArrayLike<number>;
  readonly second: ArrayLike<number>;
  readonly weight: ArrayLike<number>;
}

/** Builds the graph by one counting sort; O(nodes + edges). Neighbours stand in the order of the edges. */
export function buildSparseGraph(nodeCount: number, edges: EdgeColumns): SparseGraph {
  const edgeCount = edges.first.length;
  const start = new Uint32Array(nodeCount + 1);
  for (let i = 0; i < edgeCount; i++) {
    const a = (edges.first[i] as number) + 1;
    const b = (edges.second[i] as number) + 1;
    start[a] = (start[a] as number) + 1;
    start[b] = (start[b] as number) + 1;
  }
  for (let node = 0; node < nodeCount; node++) start[node + 1] = (start[node + 1] as number) + (start[node] as number);
  const next = start.slice();
  const target = new Int32Array(edgeCount * 2);
  const weight = new Float64Array(edgeCount * 2);
  for (let i = 0; i < edgeCount; i++) {
    const a = edges.first[i] as number;
    const b = edges.second[i] as number;
    const atA = next[a] as number;
    next[a] = atA + 1;
    target[atA] = b;
    weight[atA] = edges.weight[i] as number;
    const atB = next[b] as number;
    next[b] = atB + 1;
    target[atB] = a;
    weight[atB] = edges.weight[i] as number;
  }
  return { nodeCount, start, target, weight, nodeSize: new Float64Array(nodeCount).fill(1) };
}

/** Quality of the constant Potts model: sum over communities of inner weight - resolution * n (n - 1) / 2, on a graph of unit nodes. */
export function constantPottsQuality(graph: SparseGraph, community: ArrayLike<number>, resolution: number): number {
  const sizes = new Map<number, number>();
  let inner = 0;
  for (let node = 0; node < graph.nodeCount; node++) {
    const own = community[node] as number;
    sizes.set(own, (sizes.get(own) ?? 0) + 1);
    for (let i = graph.start[node] as number; i < (graph.start[node + 1] as number); i++) {
      if (community[graph.target[i] as number] === own) inner += (graph.weight[i] as number) / 2;
    }
  }
  let expected = 0;
  for (const size of sizes.values()) expected += (size * (size - 1)) / 2;
  return inner - resolution * expected;
}

/** Columns long enough for the edges of a graph and of any made of it, filled anew each time. */
export type EdgeRoom = Pick<SparseGraph, 'target' | 'weight'>;

export function roomFor(graph: SparseGraph): EdgeRoom {
  return { target: new Int32Array(graph.target.length), weight: new Float64Array(graph.target.length) };
}

/** One node for each group of nodes; groups are numbered 0 to groupCount - 1. Weights inside a group fall away, as the Potts gain never needs them. */
export function aggregateGraph(graph: SparseGraph, group: Int32Array, groupCount: number, room: EdgeRoom): SparseGraph {
  const memberStart = new Uint32Array(groupCount + 1);
  for (let node = 0; node < graph.nodeCount; node++) {
    const key = (group[node] as number) + 1;
    memberStart[key] = (memberStart[key] as number) + 1;
  }
  for (let g = 0; g < groupCount; g++) memberStart[g + 1] = (memberStart[g + 1] as number) + (memberStart[g] as number);
  const members = new Int32Array(graph.nodeCount);
  const next = memberStart.slice();
  const nodeSize = new Float64Array(groupCount);
  for (let node = 0; node < graph.nodeCount; node++) {
    const own = group[node] as number;
    const at = next[own] as number;
    next[own] = at + 1;
    members[at] = node;
    nodeSize[own] = (nodeSize[own] as number) + (graph.nodeSize[node] as number);
  }
  const start = new Uint32Array(groupCount + 1);
  const { target, weight } = room;
  const place = new Int32Array(groupCount).fill(-1);
  let size = 0;
  for (let own = 0; own < groupCount; own++) {
    const from = size;
    for (let m = memberStart[own] as number; m < (memberStart[own + 1] as number); m++) {
      const node = members[m] as number;
      for (let i = graph.start[node] as number; i < (graph.start[node + 1] as number); i++) {
        const other = group[graph.target[i] as number] as number;
        if (other === own) continue;
        const known = place[other] as number;
        if (known >= from) {
          weight[known] = (weight[known] as number) + (graph.weight[i] as number);
        } else {
          place[other] = size;
          target[size] = other;
          weight[size] = graph.weight[i] as number;
          size++;
        }
      }
    }
    start[own + 1] = size;
  }
  return { nodeCount: groupCount, start, target: target.slice(0, size), weight: weight.slice(0, size), nodeSize };
}
