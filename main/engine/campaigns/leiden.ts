import { type RandomSource, seededRandom, shuffle } from '../statistics/random.ts';
import { aggregateGraph, type EdgeRoom, roomFor, type SparseGraph } from './sparse-graph.ts';

export interface LeidenOptions {
  /** Two nodes belong together when their weight, on average over a community, exceeds this. */
  readonly resolution: number;
  readonly seed: number;
  /** Rounds over the whole graph, each starting from the partition before it; stops early when nothing moves. */
  readonly rounds?: number;
}

/** Randomness of the refinement, theta of the paper. */
const REFINEMENT_TEMPERATURE = 0.01;
const SMALLEST_GAIN = 1e-10;

/**
 * Communities of a graph under the constant Potts model by the Leiden algorithm (Traag, Waltman and van Eck 2019, "From Louvain to
 * Leiden: guaranteeing well-connected communities"): fast local moving over a queue, refinement inside each community, aggregation of
 * the refined partition, until no community can be merged. Every community is connected. Same graph and seed, same communities.
 *
 * @returns community of each node, numbered from 0 in order of their first node; O(edges) a round in practice
 */
export function findCommunities(graph: SparseGraph, options: LeidenOptions): Int32Array {
  const random = seededRandom(options.seed);
  const room = roomFor(graph);
  let community = Int32Array.from({ length: graph.nodeCount }, (_, node) => node);
  for (let round = 0; round < (options.rounds ?? 3); round++) {
    const improved = improve(graph, community, options.resolution, random, room);
    if (improved === null) break;
    community = improved;
  }
  const connected = connectedParts(graph, community);
  renumber(connected);
  return connected;
}

/** A better partition, null when no single node of the graph gains by moving. */
function improve(
  base: SparseGraph,
  initial: Int32Array,
  resolution: number,
  random: RandomSource,
  room: EdgeRoom,
): Int32Array<ArrayBuffer> | null {
  const nodeOf = Int32Array.from({ length: base.nodeCount }, (_, node) => node);
  let graph = base;
  let community = Int32Array.from(initial);
  for (;;) {
    const moves = moveNodes(graph, community, resolution, random);
    if (moves === 0 && graph === base) return null;
    const count = renumber(community);
    if (count === graph.nodeCount) break;
    const refined = refine(graph, community, count, resolution, random);
    const refinedCount = renumber(refined);
    const isCoarser = refinedCount < graph.nodeCount;
    const group = isCoarser ? refined : connectedParts(graph, community);
    const groupCount = isCoarser ? refinedCount : renumber(group);
    if (groupCount === graph.nodeCount) break;
    const next = new Int32Array(groupCount);
    for (let node = 0; node < graph.nodeCount; node++) next[group[node] as number] = community[node] as number;
    for (let node = 0; node < base.nodeCount; node++) nodeOf[node] = group[nodeOf[node] as number] as number;
    graph = aggregateGraph(graph, group, groupCount, room);
    community = next;
  }
  return Int32Array.from(nodeOf, (node) => community[node] as number);
}

/** Splits communities into their connected parts: never lowers the quality. Each part is named by its smallest node. */
function connectedParts(graph: SparseGraph, community: Int32Array): Int32Array<ArrayBuffer> {
  const part = new Int32Array(graph.nodeCount).fill(-1);
  const stack: number[] = [];
  for (let seed = 0; seed < graph.nodeCount; seed++) {
    if (part[seed] !== -1) continue;
    part[seed] = seed;
    stack.push(seed);
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      for (let i = graph.start[node] as number; i < (graph.start[node + 1] as number); i++) {
        const other = graph.target[i] as number;
        if (part[other] !== -1 || community[other] !== community[seed]) continue;
        part[other] = seed;
        stack.push(other);
      }
    }
  }
  return part;
}

/** Numbers communities from 0 in order of their first node, in place; gives their number. */
function renumber(community: Int32Array): number {
  let largest = 0;
  for (const value of community) if (value > largest) largest = value;
  const numbers = new Int32Array(largest + 1).fill(-1);
  let count = 0;
  for (let node = 0; node < community.length; node++) {
    const old = community[node] as number;
    if (numbers[old] === -1) numbers[old] = count++;
    community[node] = numbers[old] as number;
  }
  return count;
}

/** Moves single nodes to the community with the largest gain, in place, until no node on the queue gains by moving; gives how many moves it took. */
function moveNodes(graph: SparseGraph, community: Int32Array, resolution: number, random: RandomSource): number {
  const { nodeCount, start, target, weight, nodeSize } = graph;
  const size = new Float64Array(nodeCount);
  const members = new Int32Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    const own = community[node] as number;
    size[own] = (size[own] as number) + (nodeSize[node] as number);
    members[own] = (members[own] as number) + 1;
  }
  const empty: number[] = [];
  for (let c = nodeCount - 1; c >= 0; c--) if (members[c] === 0) empty.push(c);
  const queue = Int32Array.from({ length: nodeCount }, (_, node) => node);
  shuffle(queue, random);
  const isQueued = new Uint8Array(nodeCount).fill(1);
  const weightTo = new Float64Array(nodeCount);
  const touched = new Int32Array(nodeCount);
  let first = 0;
  let waiting = nodeCount;
  let moves = 0;
  while (waiting > 0) {
    const node = queue[first] as number;
    first = first + 1 === nodeCount ? 0 : first + 1;
    waiting--;
    isQueued[node] = 0;
    const own = community[node] as number;
    const ownSize = nodeSize[node] as number;
    const from = start[node] as number;
    const to = start[node + 1] as number;
    let touchedCount = 0;
    for (let i = from; i < to; i++) {
      const c = community[target[i] as number] as number;
      if (weightTo[c] === 0) touched[touchedCount++] = c;
      weightTo[c] = (weightTo[c] as number) + (weight[i] as number);
    }
    const stay = (weightTo[own] as number) - resolution * ownSize * ((size[own] as number) - ownSize);
    let best = own;
    let bestGain = stay;
    for (let t = 0; t < touchedCount; t++) {
      const c = touched[t] as number;
      if (c !== own) {
        const gain = (weightTo[c] as number) - resolution * ownSize * (size[c] as number);
        if (gain > bestGain + SMALLEST_GAIN || (gain > stay + SMALLEST_GAIN && gain === bestGain && c < best)) {
          best = c;
          bestGain = gain;
        }
      }
      weightTo[c] = 0;
    }
    if (bestGain < -SMALLEST_GAIN) {
      const free = empty.pop();
      if (free !== undefined) best = free;
    }
    if (best === own) continue;
    moves++;
    size[own] = (size[own] as number) - ownSize;
    members[own] = (members[own] as number) - 1;
    if (members[own] === 0) empty.push(own);
    size[best] = (size[best] as number) + ownSize;
    members[best] = (members[best] as number) + 1;
    community[node] = best;
    for (let i = from; i < to; i++) {
      const other = target[i] as number;
      if (isQueued[other] === 1 || community[other] === best) continue;
      isQueued[other] = 1;
      let last = first + waiting;
      if (last >= nodeCount) last -= nodeCount;
      queue[last] = other;
      waiting++;
    }
  }
  return moves;
}

/**
 * Splits each community into well-connected parts: every node starts alone and may join, with a probability that grows with the gain,
 * a part that is itself well connected to the rest of its community.
 */
function refine(graph: SparseGraph, community: Int32Array, communityCount: number, resolution: number, random: RandomSource): Int32Array {
  const { nodeCount, start, target, weight, nodeSize } = graph;
  const communitySize = new Float64Array(communityCount);
  for (let node = 0; node < nodeCount; node++) {
    const c = community[node] as number;
    communitySize[c] = (communitySize[c] as number) + (nodeSize[node] as number);
  }
  const part = Int32Array.from({ length: nodeCount }, (_, node) => node);
  const partSize = Float64Array.from(nodeSize);
  const partCount = new Int32Array(nodeCount).fill(1);
  /** Weight from each part to the rest of its community. */
  const cut = new Float64Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    let sum = 0;
    for (let i = start[node] as number; i < (start[node + 1] as number); i++) {
      if (community[target[i] as number] === community[node]) sum += weight[i] as number;
    }
    cut[node] = sum;
  }
  const inner = cut.slice();
  const isWellConnected = (p: number, own: number): boolean => {
    const rest = (communitySize[own] as number) - (partSize[p] as number);
    return (cut[p] as number) >= resolution * (partSize[p] as number) * rest - SMALLEST_GAIN;
  };
  const order = Int32Array.from({ length: nodeCount }, (_, node) => node);
  shuffle(order, random);
  const weightTo = new Float64Array(nodeCount);
  const touched = new Int32Array(nodeCount);
  const gains = new Float64Array(nodeCount);
  for (let at = 0; at < nodeCount; at++) {
    const node = order[at] as number;
    const own = community[node] as number;
    if (partCount[part[node] as number] !== 1 || !isWellConnected(part[node] as number, own)) continue;
    let touchedCount = 0;
    for (let i = start[node] as number; i < (start[node + 1] as number); i++) {
      const other = target[i] as number;
      if (community[other] !== own) continue;
      const p = part[other] as number;
      if (weightTo[p] === 0) touched[touchedCount++] = p;
      weightTo[p] = (weightTo[p] as number) + (weight[i] as number);
    }
    let largest = 0;
    let candidates = 0;
    for (let t = 0; t < touchedCount; t++) {
      const p = touched[t] as number;
      const gain = (weightTo[p] as number) - resolution * (nodeSize[node] as number) * (partSize[p] as number);
      if (gain < 0 || !isWellConnected(p, own)) {
        weightTo[p] = 0;
        continue;
      }
      touched[candidates] = p;
      gains[candidates++] = gain;
      if (gain > largest) largest = gain;
    }
    const chosen = drawByGain(gains, candidates, largest, random);
    if (chosen >= 0) {
      const p = touched[chosen] as number;
      cut[p] = (cut[p] as number) + (inner[node] as number) - 2 * (weightTo[p] as number);
      partSize[p] = (partSize[p] as number) + (nodeSize[node] as number);
      partCount[p] = (partCount[p] as number) + 1;
      partCount[node] = 0;
      part[node] = p;
    }
    for (let t = 0; t < candidates; t++) weightTo[touched[t] as number] = 0;
  }
  return part;
}

/** Index drawn with probability proportional to exp(gain / temperature), -1 for staying alone, which gains 0. */
function drawByGain(gains: Float64Array, count: number, largest: number, random: RandomSource): number {
  if (count === 0) return -1;
  if (count === 1 && largest > 1) return 0;
  const odds = (gain: number): number => Math.exp((gain - largest) / REFINEMENT_TEMPERATURE);
  let total = odds(0);
  for (let i = 0; i < count; i++) total += odds(gains[i] as number);
  let mark = random() * total - odds(0);
  if (mark < 0) return -1;
  for (let i = 0; i < count; i++) {
    mark -= odds(gains[i] as number);
    if (mark < 0) return i;
  }
  return count - 1;
}
