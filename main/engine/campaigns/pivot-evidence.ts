import type { FormedBy } from '../capabilities/pivots/find-pivots.ts';
import type { Assessment } from './assessment.ts';
import { JOINING_GROUPS } from './strength.ts';

/** What formed a campaign, so that no pivot counts it twice: turns to a model where they tie members, and what is asked where nothing else joins them. */
export function formedBy({ evidence, holding, isHeldWithoutHabits }: Assessment): FormedBy {
  const joinsOtherwise = [...holding].some((kind) => kind !== 'content' && JOINING_GROUPS.has(kind));
  return {
    modelSwitches: evidence.some(({ layer, covered }) => layer === 'model_switch' && covered.length > 0),
    contentAlone: !joinsOtherwise || !isHeldWithoutHabits,
  };
}
