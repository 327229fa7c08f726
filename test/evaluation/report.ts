import type { EvidenceGroup } from '../../main/engine/domain/layer.ts';
import { BASELINES } from './baselines.ts';
import { CONTROL_GOAL, FAMILIES, PRECISION_GOAL, RAND_INDEX_GOAL } from './families.ts';
import type { Hits, MethodRun, ScenarioRun } from './scenario-run.ts';

type Figure = 'accountPrecision' | 'accountRecall' | 'accountF1' | 'adjustedRandIndex';

const HEAD = ['family', 'method', 'precision', 'recall', 'F1', 'ARI', 'recovered', 'capabilities', 'pivots', 'seconds'];
const CONTROL_HEAD = ['family', 'method', 'runs that accuse', 'accounts accused', 'leads', 'seconds'];

/** A Markdown table for attacks and one for controls: mean over seeds, with the worst seed in brackets. */
export function resultTable(runs: readonly ScenarioRun[]): readonly string[] {
  const attacks = byScenario(runs).filter(([, own]) => isAttack(own));
  const controls = byScenario(runs).filter(([, own]) => !isAttack(own));
  const rows = attacks.flatMap(([scenario, own]) => [
    [
      scenario,
      'Stillhunt',
      ...figures(own.map((run) => run.stillhunt)),
      told(own.map((run) => run.stillhunt.capabilities)),
      pivots(own),
      seconds(own),
    ],
    ...BASELINES.map((name) => ['', name, ...figures(own.map((run) => run.baselines[name])), '', '', '']),
  ]);
  const controlRows = controls.flatMap(([scenario, own]) => [
    [
      scenario,
      'Stillhunt',
      ...accusations(own.map((run) => run.stillhunt)),
      mean(own.map((run) => run.stillhunt.leads)).toFixed(1),
      seconds(own),
    ],
    ...BASELINES.map((name) => ['', name, ...accusations(own.map((run) => run.baselines[name])), '', '']),
  ]);
  return [
    ...(rows.length === 0 ? [] : markdown(HEAD, rows)),
    ...(rows.length === 0 || controlRows.length === 0 ? [] : ['']),
    ...(controlRows.length === 0 ? [] : markdown(CONTROL_HEAD, controlRows)),
  ];
}

/** One run in a few words, for those who wait. */
export function outcomeLine({ stillhunt, seconds: took }: ScenarioRun): string {
  const own = [stillhunt];
  const total = Object.values(took).reduce((sum, part) => sum + part, 0);
  const found =
    stillhunt.plantedGroups === 0
      ? `${stillhunt.foundAccounts} accounts accused`
      : `precision ${figure(own, 'accountPrecision')} recall ${figure(own, 'accountRecall')} ARI ${figure(own, 'adjustedRandIndex')}`;
  return `${found}, ${total.toFixed(0)} s`;
}

/** Precision and recall of each attack family with one evidence group switched off. */
export function ablationTable(runs: readonly ScenarioRun[]): readonly string[] {
  const attacks = byScenario(runs).filter(([, own]) => isAttack(own));
  const groups = [...new Set(runs.flatMap((run) => Object.keys(run.ablations) as EvidenceGroup[]))];
  const cell = (methods: readonly MethodRun[]): string => `${figure(methods, 'accountPrecision')} / ${figure(methods, 'accountRecall')}`;
  const rows = attacks.map(([scenario, own]) => [
    scenario,
    cell(own.map((run) => run.stillhunt)),
    ...groups.map((group) => cell(own.flatMap((run) => run.ablations[group] ?? []))),
  ]);
  return markdown(['precision / recall', 'all evidence', ...groups.map((group) => `without ${group}`)], rows);
}

/** The figures to reach, each met or not; families that were not run are not judged. */
export function goalLines(runs: readonly ScenarioRun[]): readonly string[] {
  const lines: string[] = [];
  const judge = (goal: string, value: number | null, met: boolean): void => {
    lines.push(`${met ? 'met    ' : 'NOT MET'} ${goal}: ${value === null ? 'nothing found' : value.toFixed(3)}`);
  };
  const scenarios = new Map(byScenario(runs));
  for (const { scenario, kind, recallGoal } of FAMILIES) {
    const own = scenarios.get(scenario)?.map((run) => run.stillhunt);
    if (own === undefined || kind === 'control') continue;
    const precision = meanOf(own, 'accountPrecision');
    const randIndex = meanOf(own, 'adjustedRandIndex');
    const recall = meanOf(own, 'accountRecall');
    const least = recallGoal ?? 0;
    judge(`${scenario} precision at least ${PRECISION_GOAL}`, precision, (precision ?? 0) >= PRECISION_GOAL);
    judge(`${scenario} recall at least ${least}`, recall, (recall ?? 0) >= least);
    judge(`${scenario} ARI at least ${RAND_INDEX_GOAL}`, randIndex, (randIndex ?? 0) >= RAND_INDEX_GOAL);
  }
  const controls = runs.filter((run) => run.stillhunt.plantedGroups === 0);
  const accusing = controls.filter((run) => run.stillhunt.groups > 0).length;
  if (controls.length > 0) {
    const share = accusing / controls.length;
    judge(`share of ${controls.length} control runs that accuse anybody at most ${CONTROL_GOAL}`, share, share <= CONTROL_GOAL);
  }
  return lines;
}

function byScenario(runs: readonly ScenarioRun[]): (readonly [string, readonly ScenarioRun[]])[] {
  return [...new Set(runs.map((run) => run.scenario))].map(
    (scenario) => [scenario, runs.filter((run) => run.scenario === scenario)] as const,
  );
}

function isAttack(runs: readonly ScenarioRun[]): boolean {
  return runs.some((run) => run.stillhunt.plantedGroups > 0);
}

function figures(methods: readonly MethodRun[]): string[] {
  return [
    figure(methods, 'accountPrecision'),
    figure(methods, 'accountRecall'),
    figure(methods, 'accountF1'),
    figure(methods, 'adjustedRandIndex'),
    told(methods.map(({ recoveredGroups, plantedGroups }) => ({ hit: recoveredGroups, of: plantedGroups }))),
  ];
}

function figure(methods: readonly MethodRun[], name: Figure): string {
  const worst = methods.flatMap((method) => method[name] ?? []).sort((a, b) => a - b)[0];
  const average = meanOf(methods, name);
  if (average === null || worst === undefined) return '-';
  return methods.length === 1 ? average.toFixed(3) : `${average.toFixed(3)} (${worst.toFixed(3)})`;
}

/** Over the runs that have the figure: precision has no value where nothing was found. */
function meanOf(methods: readonly MethodRun[], name: Figure): number | null {
  const values = methods.flatMap((method) => method[name] ?? []);
  return values.length === 0 ? null : mean(values);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function told(hits: readonly Hits[]): string {
  return hits.length === 0 ? 'n/a' : `${hits.reduce((sum, { hit }) => sum + hit, 0)}/${hits.reduce((sum, { of }) => sum + of, 0)}`;
}

/** Planted pivots that were told, and how many others were. */
function pivots(runs: readonly ScenarioRun[]): string {
  const others = runs.reduce((sum, { stillhunt }) => sum + stillhunt.otherPivots, 0);
  return `${told(runs.flatMap(({ stillhunt }) => stillhunt.pivots ?? []))}${others === 0 ? '' : `, ${others} more`}`;
}

function accusations(methods: readonly MethodRun[]): string[] {
  return [
    `${methods.filter(({ groups }) => groups > 0).length}/${methods.length}`,
    mean(methods.map(({ foundAccounts }) => foundAccounts)).toFixed(1),
  ];
}

function seconds(runs: readonly ScenarioRun[]): string {
  return mean(runs.map((run) => run.seconds.import + run.seconds.analyze)).toFixed(1);
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => (row[i] ?? '').length)));
  const line = (cells: readonly string[]): string => `| ${widths.map((width, i) => (cells[i] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)];
}
