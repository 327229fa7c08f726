import type { ImportEdge, SourceFile } from './import-edges.ts';

type Zone =
  | 'index'
  | 'app'
  | 'cli'
  | 'services'
  | 'workers'
  | 'storage'
  | 'domain'
  | 'engine'
  | 'contract'
  | 'preload'
  | 'renderer'
  | 'tools';

const ENGINE: readonly Zone[] = ['engine', 'domain'];
const STORAGE: readonly Zone[] = ['storage', ...ENGINE];
const WORKERS: readonly Zone[] = ['workers', ...STORAGE];
const SERVICES: readonly Zone[] = ['services', ...WORKERS];

/** Which zones each zone may import from. */
const ARROWS: Record<Exclude<Zone, 'tools'>, readonly Zone[]> = {
  index: ['app'],
  app: ['app', 'contract', ...SERVICES],
  cli: ['cli', ...SERVICES],
  services: SERVICES,
  workers: WORKERS,
  storage: STORAGE,
  engine: ENGINE,
  domain: ['domain'],
  contract: ['domain'],
  preload: ['contract', 'domain'],
  renderer: ['renderer', 'contract', 'domain'],
};

/** Zones whose imports from the domain may be types only. */
const TYPES_ONLY: readonly Zone[] = ['contract', 'preload', 'renderer'];
const ELECTRON_ALLOWED: readonly Zone[] = ['index', 'app', 'preload', 'tools'];
const WITHOUT_NODE: readonly Zone[] = ['engine', 'domain', 'contract', 'preload', 'renderer'];
const FORBIDDEN_NAMES = /(^|[/.-])(utils?|helpers?|commons?|managers?)([/.-]|$)/i;
const INDEX_FILES = new Set(['main/index.ts', 'preload/index.ts']);

export function zoneOf(path: string): Zone {
  if (path === 'main/index.ts') return 'index';
  if (path === 'main/cli.ts' || path.startsWith('main/cli/')) return 'cli';
  if (path === 'preload/contract.ts') return 'contract';
  if (path.startsWith('main/engine/domain/')) return 'domain';
  const match = /^main\/(app|services|workers|storage|engine)\//.exec(path)?.[1];
  if (match) return match as Zone;
  if (path.startsWith('preload/')) return 'preload';
  if (path.startsWith('renderer/')) return 'renderer';
  return 'tools';
}

const isFile = (to: string) => /\.[cm]?[tj]sx?$/.test(to) || to.includes('../');
const describe = (edge: ImportEdge) => `${edge.from}:${edge.line} -> ${edge.to}${edge.typeOnly ? ' (types)' : ''}`;

export function brokenArrows(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => file.edges).flatMap((edge) => breaches(edge).map((reason) => `${describe(edge)}: ${reason}`));
}

function breaches(edge: ImportEdge): string[] {
  const from = zoneOf(edge.from);
  if (from === 'tools') return [];
  if (!isFile(edge.to)) return packageBreaches(edge, from);
  const to = zoneOf(edge.to);
  if (!ARROWS[from].includes(to)) return [`${from} must not import ${to}`];
  if (TYPES_ONLY.includes(from) && to === 'domain' && !edge.typeOnly) return [`${from} may import only types of the domain`];
  return [];
}

function packageBreaches(edge: ImportEdge, from: Zone): string[] {
  const reasons: string[] = [];
  if (/^electron(\/|$)/.test(edge.to) && !ELECTRON_ALLOWED.includes(from))
    reasons.push('only main/app, main/index.ts and preload import electron');
  if ((from === 'engine' || from === 'domain') && !edge.to.startsWith('.')) reasons.push('engine imports only engine');
  else if (WITHOUT_NODE.includes(from) && edge.to.startsWith('node:')) reasons.push(`${from} must not import Node's modules`);
  return reasons;
}

/** Every circle of files, types counting as edges; each is listed once, from its first file in alphabetical order. */
export function circles(files: readonly SourceFile[]): string[] {
  const targets = new Map(files.map((file) => [file.path, file.edges.map((edge) => edge.to)]));
  const state = new Map<string, 'open' | 'done'>();
  const trail: string[] = [];
  const found = new Set<string>();
  const visit = (path: string) => {
    if (state.get(path) === 'done') return;
    if (state.get(path) === 'open') {
      const circle = trail.slice(trail.indexOf(path));
      const first = circle.indexOf([...circle].sort()[0] ?? path);
      const turned = [...circle.slice(first), ...circle.slice(0, first)];
      found.add([...turned, turned[0]].join(' -> '));
      return;
    }
    state.set(path, 'open');
    trail.push(path);
    for (const target of targets.get(path) ?? []) if (targets.has(target)) visit(target);
    trail.pop();
    state.set(path, 'done');
  };
  for (const path of [...targets.keys()].sort()) visit(path);
  return [...found].sort();
}

export function missingFiles(files: readonly SourceFile[]): string[] {
  const known = new Set(files.map((file) => file.path));
  return files
    .flatMap((file) => file.edges)
    .filter((edge) => /\.tsx?$/.test(edge.to) && !known.has(edge.to) && !edge.to.includes('/assembly/'))
    .map((edge) => `${describe(edge)}: no such file`);
}

export function badNames(paths: readonly string[]): string[] {
  return paths.filter((path) => FORBIDDEN_NAMES.test(path)).map((path) => `${path}: names no concept`);
}

export function barrels(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => zoneOf(file.path) !== 'tools')
    .filter((file) => file.exportsEverything || file.onlyReexports || (/(^|\/)index\.tsx?$/.test(file.path) && !INDEX_FILES.has(file.path)))
    .map((file) => `${file.path}: is a barrel`);
}
