import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findCommunities } from '../../main/engine/campaigns/leiden.ts';
import { buildSparseGraph, constantPottsQuality, type EdgeColumns, type SparseGraph } from '../../main/engine/campaigns/sparse-graph.ts';
import { randomBelow, seededRandom } from '../../main/engine/statistics/random.ts';

/**
 * Communities of a graph of 25,000 nodes and a million edges with planted communities of 20 to 200 nodes: Stillhunt's Leiden against igraph's for Python
 * (Debian package python3-igraph), under the constant Potts model at the same resolution, in pairs with the order alternating. Only the search is timed, after each has its
 * graph in memory; both partitions are scored by the same function. Once with clear communities and once with blurred ones. Arguments: pairs (default 7),
 * resolution (default 0.05).
 */
const NODES = 25_000;
const EDGES = 1_000_000;
/** Share of edges inside communities. */
const GRAPHS = { clear: 0.6, blurred: 0.3 };
const pairs = Number(process.argv[2] ?? 7);
const resolution = Number(process.argv[3] ?? 0.05);

interface Run {
  readonly seconds: number;
  /** Of all threads, the collector's too: a busy machine changes it less. */
  readonly cpuSeconds: number;
  readonly quality: number;
  readonly communities: number;
}

const PYTHON = `
import array, random, sys, time
import igraph
folder, seed, resolution, rounds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])
ends = array.array('i')
with open(folder + '/edges', 'rb') as file:
    ends.frombytes(file.read())
graph = igraph.Graph(n=${NODES}, edges=list(zip(ends[0::2], ends[1::2])))
random.seed(seed)
started, started_cpu = time.perf_counter(), time.process_time()
found = graph.community_leiden(objective_function='CPM', resolution_parameter=resolution, n_iterations=rounds)
seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - started_cpu
with open(folder + '/membership', 'wb') as file:
    array.array('i', found.membership).tofile(file)
print(seconds, cpu_seconds)
`;

const place = mkdtempSync(join(tmpdir(), 'stillhunt-communities-'));
const python = ['/usr/bin/python3', 'python3'].find((name) => spawnSync(name, ['-c', 'import igraph']).status === 0);
try {
  for (const [name, innerShare] of Object.entries(GRAPHS)) {
    const edges = plantCommunities(innerShare, 1);
    const graph = buildSparseGraph(NODES, edges);
    process.stdout.write(`${name} communities: ${NODES} nodes, ${edges.first.length} edges, resolution ${resolution}, ${pairs} pairs\n`);
    runStillhunt(graph, 0);
    if (python === undefined) {
      process.stdout.write('python3-igraph is not installed: no comparison, Stillhunt alone\n');
      report(
        'Stillhunt',
        Array.from({ length: pairs }, (_, pair) => runStillhunt(graph, pair)),
      );
      continue;
    }
    const endAt = (i: number): number => (i % 2 === 0 ? edges.first : edges.second)[i >> 1] as number;
    writeFileSync(
      join(place, 'edges'),
      Int32Array.from({ length: edges.first.length * 2 }, (_, i) => endAt(i)),
    );
    comparePairs(graph, python);
  }
} finally {
  rmSync(place, { recursive: true, force: true });
}

function comparePairs(graph: SparseGraph, interpreter: string): void {
  const ours: Run[] = [];
  const theirs: Run[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    if (pair % 2 === 0) ours.push(runStillhunt(graph, pair));
    theirs.push(runIgraph(graph, interpreter, pair, 2));
    if (pair % 2 === 1) ours.push(runStillhunt(graph, pair));
  }
  report('Stillhunt', ours);
  report('igraph, 2 iterations (its default)', theirs);
  const settled = [runIgraph(graph, interpreter, 0, -1)];
  report('igraph, until nothing moves, once', settled);
  const ratios = ours.map(({ seconds }, i) => (theirs[i]?.seconds ?? 0) / seconds).sort((a, b) => a - b);
  process.stdout.write(
    `igraph's seconds over ours: median ${middle(ratios).toFixed(2)} (${ratios.map((ratio) => ratio.toFixed(2)).join(', ')})\n`,
  );
  process.stdout.write(
    `our quality over igraph's: ${(middle(ours.map((run) => run.quality)) / middle(theirs.map((run) => run.quality))).toFixed(5)}\n`,
  );
}

function runStillhunt(graph: SparseGraph, seed: number): Run {
  const started = performance.now();
  const cpuBefore = process.cpuUsage();
  const community = findCommunities(graph, { resolution, seed });
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { seconds, cpuSeconds: (user + system) / 1e6, ...scored(graph, community) };
}

function runIgraph(graph: SparseGraph, interpreter: string, seed: number, rounds: number): Run {
  const args = ['-c', PYTHON, place, String(seed), String(resolution), String(rounds)];
  const [seconds = Number.NaN, cpuSeconds = Number.NaN] = execFileSync(interpreter, args, { encoding: 'utf8' }).split(' ').map(Number);
  const bytes = readFileSync(join(place, 'membership'));
  return { seconds, cpuSeconds, ...scored(graph, new Int32Array(bytes.buffer, bytes.byteOffset, NODES)) };
}

function scored(graph: SparseGraph, community: Int32Array): Pick<Run, 'quality' | 'communities'> {
  return { quality: constantPottsQuality(graph, community, resolution), communities: new Set(community).size };
}

function report(name: string, runs: readonly Run[]): void {
  const seconds = middle(runs.map((run) => run.seconds)).toFixed(3);
  const cpuSeconds = middle(runs.map((run) => run.cpuSeconds)).toFixed(3);
  const quality = middle(runs.map((run) => run.quality)).toFixed(1);
  const communities = middle(runs.map((run) => run.communities));
  process.stdout.write(`${name.padEnd(36)} median ${seconds} s (CPU ${cpuSeconds} s)  quality ${quality}  ${communities} communities\n`);
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** Distinct edges, `innerShare` of them drawn evenly from the pairs within communities, the rest from all pairs. */
function plantCommunities(innerShare: number, seed: number): EdgeColumns {
  const random = seededRandom(seed);
  const starts = [0];
  while ((starts.at(-1) as number) < NODES) starts.push(Math.min(NODES, (starts.at(-1) as number) + 20 + randomBelow(random, 181)));
  const pairsUpTo = [0];
  for (let c = 1; c < starts.length; c++) {
    const size = (starts[c] as number) - (starts[c - 1] as number);
    pairsUpTo.push((pairsUpTo[c - 1] as number) + (size * (size - 1)) / 2);
  }
  const taken = new Set<number>();
  const take = (a: number, b: number): void => {
    if (a !== b) taken.add(Math.min(a, b) * NODES + Math.max(a, b));
  };
  while (taken.size < EDGES * innerShare) {
    const mark = random() * (pairsUpTo.at(-1) as number);
    const c = pairsUpTo.findIndex((pairsBefore) => pairsBefore > mark);
    const from = starts[c - 1] as number;
    const size = (starts[c] as number) - from;
    take(from + randomBelow(random, size), from + randomBelow(random, size));
  }
  while (taken.size < EDGES) take(randomBelow(random, NODES), randomBelow(random, NODES));
  const keys = Float64Array.from(taken).sort();
  return {
    first: Int32Array.from(keys, (key) => Math.floor(key / NODES)),
    second: Int32Array.from(keys, (key) => key % NODES),
    weight: new Float64Array(keys.length).fill(1),
  };
}
