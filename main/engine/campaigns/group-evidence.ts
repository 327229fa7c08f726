import type { AnalysisSettings } from '../domain/campaign.ts';
import { GROUP_LAYERS, type GroupLayer } from '../domain/layer.ts';
import type { CloseLook } from '../links/close-look.ts';
import type { GroupMeasure, GroupRule, MeasureGroup } from '../links/group-rule.ts';
import { GROUP_RULES } from '../links/group-rules.ts';
import type { Traffic } from '../links/traffic.ts';
import { adjustFalseDiscovery } from '../statistics/multiple-testing.ts';
import { seededRandom } from '../statistics/random.ts';

/** No group is drawn for more often, however many are tested. */
const MOST_DRAWS = 999_999;

/** What one group layer says of one group. */
export interface GroupEvidence extends Omit<GroupMeasure, 'isTelling'> {
  readonly layer: GroupLayer;
  /** After Benjamini-Hochberg over all groups and group layers. */
  readonly pValue: number;
  /** Sure and large enough to hold the group. */
  readonly holds: boolean;
}

/** Group layers that are on and for which the traffic has what they need, each ready to measure groups; without those that look closely. */
export function prepareMeasures(traffic: Traffic, layers: AnalysisSettings['layers']): ReadonlyMap<GroupLayer, MeasureGroup> {
  return prepare(layers, (rule) => (rule.looksClosely ? null : rule.prepare(traffic)));
}

/** The same for the layers that look closely; `lookClosely` is called only where one of them is on and the traffic has what it needs. */
export function prepareCloseMeasures(
  traffic: Traffic,
  layers: AnalysisSettings['layers'],
  lookClosely: () => CloseLook,
): ReadonlyMap<GroupLayer, MeasureGroup> {
  const usable = GROUP_LAYERS.filter(
    (layer) => layers.includes(layer) && GROUP_RULES[layer].looksClosely === true && GROUP_RULES[layer].prepare(traffic) !== null,
  );
  if (usable.length === 0) return new Map();
  const look = lookClosely();
  return prepare(usable, (rule) => rule.prepare(traffic, look));
}

function prepare(
  layers: AnalysisSettings['layers'],
  prepareRule: (rule: GroupRule) => MeasureGroup | null,
): ReadonlyMap<GroupLayer, MeasureGroup> {
  const measures = new Map<GroupLayer, MeasureGroup>();
  for (const layer of GROUP_LAYERS) {
    const measure = layers.includes(layer) ? prepareRule(GROUP_RULES[layer]) : null;
    if (measure !== null) measures.set(layer, measure);
  }
  return measures;
}

/**
 * Measures every group by every measure prepared. Each group has random numbers of its own, so that groups do not depend on one another.
 *
 * @returns one list a group, in the order of groups and GROUP_LAYERS; layers that could not be measured are left out
 */
export function measureGroups(
  groups: readonly Int32Array[],
  measures: ReadonlyMap<GroupLayer, MeasureGroup>,
  settings: Pick<AnalysisSettings, 'seed' | 'linkFalseDiscoveryRate'>,
): readonly (readonly GroupEvidence[])[] {
  const tests = groups.length * measures.size;
  const mostDraws = Math.min(MOST_DRAWS, Math.ceil((2 * tests) / settings.linkFalseDiscoveryRate));
  const found = groups.flatMap((members, group) =>
    [...measures].flatMap(([layer, measure]) => {
      const seed = settings.seed ^ Math.imul((members[0] as number) + 1, 0x9e3779b1) ^ (GROUP_LAYERS.indexOf(layer) + 1);
      const measured = measure(members, seededRandom(seed), mostDraws);
      return measured === null ? [] : [{ group, layer, measured }];
    }),
  );
  const adjusted = adjustFalseDiscovery(found.map(({ measured }) => measured.pValue));
  const evidence = groups.map((): GroupEvidence[] => []);
  found.forEach(({ group, layer, measured }, i) => {
    const pValue = adjusted[i] as number;
    const holds = measured.isTelling && pValue <= settings.linkFalseDiscoveryRate;
    evidence[group]?.push({ layer, pValue, holds, reason: measured.reason });
  });
  return evidence;
}
