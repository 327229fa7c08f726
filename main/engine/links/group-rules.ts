import type { GroupLayer } from '../domain/layer.ts';
import { IP_CHURN_LAYER } from './group-layers/ip-churn.ts';
import { LOAD_EVENNESS_LAYER } from './group-layers/load-evenness.ts';
import { SUCCESSION_LAYER } from './group-layers/succession.ts';
import { SYNCHRONY_LAYER } from './group-layers/synchrony.ts';
import { TEMPLATE_HAND_OFF_LAYER } from './group-layers/template-hand-off.ts';
import { TOPIC_COVERAGE_LAYER } from './group-layers/topic-coverage.ts';
import { WORK_PARTITION_LAYER } from './group-layers/work-partition.ts';
import type { GroupRule } from './group-rule.ts';

/** The layers that judge groups, in the order of GROUP_LAYERS. */
export const GROUP_RULES: Readonly<Record<GroupLayer, GroupRule>> = {
  load_evenness: LOAD_EVENNESS_LAYER,
  synchrony: SYNCHRONY_LAYER,
  ip_churn: IP_CHURN_LAYER,
  succession: SUCCESSION_LAYER,
  topic_coverage: TOPIC_COVERAGE_LAYER,
  template_hand_off: TEMPLATE_HAND_OFF_LAYER,
  work_partition: WORK_PARTITION_LAYER,
};
