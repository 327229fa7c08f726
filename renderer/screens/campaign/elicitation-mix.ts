import type { Campaign } from '../../../main/engine/domain/campaign.ts';
import type { Usage } from '../../../main/engine/domain/usage.ts';
import { type DaySpan, placeOf, spansOver } from '../../charts/day-spans.ts';
import { ELICITATION_WORDS } from '../../state/words.ts';

export type MixStep = 'day' | 'week';

export interface ElicitationMix {
  readonly spans: readonly DaySpan[];
  readonly series: readonly {
    readonly id: string;
    readonly name: string;
    /** Exchanges of each span. */
    readonly values: readonly number[];
    /** Null where the campaign was not compared. */
    readonly baselineShare: number | null;
  }[];
}

/** Exchanges of each elicitation by span of days, no finer than usage has them. Exchanges without time are left out. */
export function elicitationMix({ daysPerCell, elicitations }: Usage, campaign: Campaign, step: MixStep): ElicitationMix {
  const length = Math.max(daysPerCell ?? 1, step === 'day' ? 1 : 7);
  const spans = spansOver(
    elicitations.flatMap(({ day }) => (day === null ? [] : [day])),
    length,
  );
  const series = Object.entries(ELICITATION_WORDS).map(([id, name]) => {
    const values = spans.map(() => 0);
    for (const { day, elicitation, exchanges } of elicitations) {
      const place = day === null || elicitation !== id ? -1 : placeOf(spans, day);
      if (place >= 0) values[place] = (values[place] ?? 0) + exchanges;
    }
    const baselineShare = campaign.elicitation.find(({ elicitation }) => elicitation === id)?.baselineShare ?? null;
    return { id, name, values, baselineShare };
  });
  return { spans, series };
}
