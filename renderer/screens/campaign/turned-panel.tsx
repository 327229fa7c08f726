import { Flag } from '@blueprintjs/icons';
import { type ReactNode, useMemo } from 'react';
import type { Pivot, PivotReading } from '../../../main/engine/domain/campaign.ts';
import type { Usage } from '../../../main/engine/domain/usage.ts';
import type { CampaignPage } from '../../../preload/contract.ts';
import { placeOf, spansOver } from '../../charts/day-spans.ts';
import { PivotLine } from '../../charts/pivot-line.tsx';
import { useTimeMarks } from '../../charts/time-marks.ts';
import { Instant } from '../../parts/figure.tsx';
import { InertLine } from '../../parts/inert-text.tsx';
import { Opens } from '../../parts/opens.tsx';
import { Empty, Panel } from '../../parts/panel.tsx';
import { plural, probability } from '../../state/figures.ts';
import { showExchanges } from '../../state/navigation-store.ts';
import { lastDayBefore, type PivotSubject, pivotSubject, pivotValue, subjectByDay } from '../targeting/pivot-subject.ts';

/** When the campaign turned to something else, how sure that date is, and what others did meanwhile. */
export function TurnedPanel({ page }: { readonly page: CampaignPage }): ReactNode {
  const { campaign, reading } = page.finding;
  return (
    <div className="section" id="turned">
      <Panel
        title="When it turned"
        aside={campaign.pivots.length === 0 ? undefined : plural(campaign.pivots.length, 'pivot')}
        className="fits"
      >
        {campaign.pivots.length === 0 ? (
          <NoPivot page={page} />
        ) : (
          <ul className="pivot-list">
            {campaign.pivots.map((pivot, i) => (
              <PivotItem key={`${pivot.at} ${pivot.kind}`} page={page} pivot={pivot} reading={reading?.pivots?.[i] ?? null} />
            ))}
          </ul>
        )}
      </Panel>
    </div>
  );
}

function NoPivot({ page: { finding, caseDaily } }: { readonly page: CampaignPage }): ReactNode {
  if (caseDaily.length === 0)
    return <Empty title="No dated exchange">The log gives no times, so nothing can be said about when anything changed.</Empty>;
  if (finding.reading?.pivots === undefined)
    return (
      <Empty title="Not looked for">
        {finding.campaign.strength === 'lead'
          ? 'Pivots of leads are not looked for: they are too weak to be compared.'
          : 'An older version made this analysis; analyse again to look for dated changes.'}
      </Empty>
    );
  return (
    <Empty title="No pivot">
      Nothing it asks for, how it asks, or of which model, changed on a day beyond what chance and matched accounts explain. Events of the
      case, on the Sources screen, are dates that are looked at more closely.
    </Empty>
  );
}

interface PivotItemProps {
  readonly page: CampaignPage;
  readonly pivot: Pivot;
  /** Null in results of older versions. */
  readonly reading: PivotReading | null;
}

function PivotItem({ page, pivot, reading }: PivotItemProps): ReactNode {
  const subject = useMemo(() => pivotSubject(pivot.kind), [pivot.kind]);
  const campaignId = page.finding.campaign.id;
  const day = pivot.at.slice(0, 10);
  return (
    <li>
      <h3>
        <InertLine text={subject.name} />
        <Instant iso={pivot.at} precision={reading?.event == null ? 'day' : 'second'} />
        {reading?.countsForStrength === true && (
          <span className="muted small" title="Nothing that formed the campaign explains it">
            <Flag size={10} className="flag" /> counts towards the strength
          </span>
        )}
      </h3>
      {reading !== null && (
        <p>
          <InertLine text={reading.reason} />
        </p>
      )}
      <div className="pivot-figures figure">
        <span>
          campaign{' '}
          <Opens filter={{ campaignId, ...subject.filter, toDay: lastDayBefore(pivot.at) }} title="Up to that day">
            {pivotValue(subject, pivot.before)}
          </Opens>{' '}
          →{' '}
          <Opens filter={{ campaignId, ...subject.filter, fromDay: day }} title="From that day on">
            {pivotValue(subject, pivot.after)}
          </Opens>
        </span>
        {reading !== null && (
          <span>
            matched accounts{' '}
            {reading.matchedBefore === null || reading.matchedAfter === null
              ? 'too few'
              : `${pivotValue(subject, reading.matchedBefore)} → ${pivotValue(subject, reading.matchedAfter)}`}
          </span>
        )}
        {reading !== null && (
          <span>
            between <Instant iso={reading.earliest} precision="day" /> and <Instant iso={reading.latest} precision="day" />
          </span>
        )}
        <span title={`p ${pivot.pValue}`}>{reading === null ? `p ${probability(pivot.pValue)}` : `q ${probability(reading.qValue)}`}</span>
        {reading !== null && <span>{reading.method === 'known event' ? 'at a known event' : 'found without an event'}</span>}
      </div>
      {page.finding.reading?.usage !== undefined && (
        <Line
          usage={page.finding.reading.usage}
          rest={page.restUsage}
          subject={subject}
          pivot={pivot}
          reading={reading}
          campaignId={campaignId}
        />
      )}
    </li>
  );
}

interface LineProps {
  readonly usage: Usage;
  readonly rest: Usage | null;
  readonly subject: PivotSubject;
  readonly pivot: Pivot;
  readonly reading: PivotReading | null;
  readonly campaignId: string;
}

function Line({ usage, rest, subject, pivot, reading, campaignId }: LineProps): ReactNode {
  const marks = useTimeMarks();
  const drawn = useMemo(() => {
    const campaign = subjectByDay(usage, subject);
    const others = rest === null || subject.axis === 'volume' ? null : subjectByDay(rest, subject);
    const spans = spansOver([...campaign.keys(), ...(others?.keys() ?? [])], usage.daysPerCell ?? 1);
    const values = (byDay: ReadonlyMap<string, { part: number; whole: number }>): (number | null)[] => {
      const line: (number | null)[] = spans.map(() => null);
      for (const [day, { part, whole }] of byDay) {
        const place = placeOf(spans, day);
        if (place >= 0 && whole > 0) line[place] = subject.axis === 'volume' ? part / (usage.daysPerCell ?? 1) : part / whole;
      }
      return line;
    };
    return { spans, campaign: values(campaign), rest: others === null ? null : values(others) };
  }, [usage, rest, subject]);
  if (usage.daysPerCell === null || drawn.spans.length === 0 || subject.axis === 'unknown') return null;
  return (
    <PivotLine
      label={`${subject.name}: share by day`}
      spans={drawn.spans}
      campaign={drawn.campaign}
      rest={drawn.rest}
      restName="exchanges of no campaign"
      pivot={{ at: pivot.at, earliest: reading?.earliest ?? pivot.at, latest: reading?.latest ?? pivot.at }}
      marks={marks}
      text={(value) => pivotValue(subject, value)}
      onOpen={({ from, to }) => showExchanges({ campaignId, ...subject.filter, fromDay: from, toDay: to })}
    />
  );
}
