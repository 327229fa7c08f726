import { Button, ButtonGroup } from '@blueprintjs/core';
import { type ReactNode, useMemo, useState } from 'react';
import type { CampaignFinding } from '../../../main/engine/domain/campaign.ts';
import { spanText } from '../../charts/day-spans.ts';
import { hue } from '../../charts/palette.ts';
import { StackedSpans } from '../../charts/stacked-spans.tsx';
import { useTimeMarks } from '../../charts/time-marks.ts';
import { Opens } from '../../parts/opens.tsx';
import { Empty, Panel } from '../../parts/panel.tsx';
import { percent } from '../../state/figures.ts';
import { showExchanges } from '../../state/navigation-store.ts';
import { useTheme } from '../../state/theme-store.ts';
import { type ElicitationMix, elicitationMix, type MixStep } from './elicitation-mix.ts';

/** How a campaign asked, day by day or week by week, beside how the baseline asks. */
export function MixPanel({ finding }: { readonly finding: CampaignFinding }): ReactNode {
  const usage = finding.reading?.usage;
  const [form, setForm] = useState<'shares' | 'counts' | 'table'>('shares');
  const [wanted, setStep] = useState<MixStep | null>(null);
  const dated = usage !== undefined && usage.daysPerCell !== null && usage.elicitations.some(({ day }) => day !== null);
  const finest = usage?.daysPerCell ?? 1;
  const step: MixStep = wanted ?? (finest === 1 && finding.daily.length <= DAYS_AT_FIRST ? 'day' : 'week');
  const mix = useMemo(
    () => (dated && usage !== undefined ? elicitationMix(usage, finding.campaign, step) : null),
    [dated, usage, finding, step],
  );
  const choice = (text: string, active: boolean, choose: () => void): ReactNode => (
    <Button key={text} size="small" text={text} active={active} aria-pressed={active} onClick={choose} />
  );
  return (
    <Panel
      title="How it asked over time"
      aside="elicitation mix beside that of the baseline"
      className="fits"
      actions={
        mix === null ? undefined : (
          <>
            {finest === 1 && (
              <ButtonGroup variant="minimal">
                {choice('Days', step === 'day', () => setStep('day'))}
                {choice('Weeks', step === 'week', () => setStep('week'))}
              </ButtonGroup>
            )}
            <ButtonGroup variant="minimal">
              {choice('Shares', form === 'shares', () => setForm('shares'))}
              {choice('Counts', form === 'counts', () => setForm('counts'))}
              {choice('Table', form === 'table', () => setForm('table'))}
            </ButtonGroup>
          </>
        )
      }
    >
      {mix === null ? (
        <Missing finding={finding} />
      ) : form === 'table' ? (
        <MixTable mix={mix} campaignId={finding.campaign.id} />
      ) : (
        <MixPicture mix={mix} form={form} campaignId={finding.campaign.id} />
      )}
    </Panel>
  );
}

/** With more days than these, weeks are shown first. */
const DAYS_AT_FIRST = 70;

function Missing({ finding: { reading, campaign } }: { readonly finding: CampaignFinding }): ReactNode {
  if (reading?.usage === undefined)
    return (
      <Empty title="Not counted">
        {campaign.strength === 'lead'
          ? 'What a lead asks for is not counted by day: it is too weak to be compared.'
          : 'An older version made this analysis; analyse again to count by day how the campaign asked.'}
      </Empty>
    );
  return (
    <Empty title="No dated exchange">
      The log gives no times. Import an export with times, or map the column that holds them to <span className="mono">ts</span>.
    </Empty>
  );
}

interface MixViewProps {
  readonly mix: ElicitationMix;
  readonly campaignId: string;
}

function MixPicture({ mix, form, campaignId }: MixViewProps & { readonly form: 'shares' | 'counts' }): ReactNode {
  const theme = useTheme((store) => store.theme);
  const marks = useTimeMarks();
  return (
    <StackedSpans
      label="Elicitation by day, stacked"
      spans={mix.spans}
      series={mix.series.map((one, i) => ({ ...one, color: hue(theme, MIX_HUES[i] ?? i) }))}
      form={form}
      marks={marks}
      height={190}
      onOpen={({ id }, span) =>
        showExchanges(
          span === null ? { outsideCampaigns: true, elicitation: id } : { campaignId, elicitation: id, fromDay: span.from, toDay: span.to },
        )
      }
    />
  );
}

/** Plain answers are the ground the others stand on: the blue is theirs. */
const MIX_HUES = [0, 1, 2, 3, 5, 6];

function MixTable({ mix: { spans, series }, campaignId }: MixViewProps): ReactNode {
  return (
    <div className="stack-table">
      <table className="plain-table" aria-label="Elicitation by day">
        <thead>
          <tr>
            <th scope="col">Days (UTC)</th>
            {series.map(({ id, name }) => (
              <th key={id} scope="col" className="right">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Baseline</th>
            {series.map(({ id, baselineShare }) => (
              <td key={id} className="right">
                {baselineShare === null ? (
                  '–'
                ) : (
                  <Opens filter={{ outsideCampaigns: true, elicitation: id }}>{percent(baselineShare)}</Opens>
                )}
              </td>
            ))}
          </tr>
          {spans.map((span, place) => {
            const whole = series.reduce((sum, { values }) => sum + (values[place] ?? 0), 0);
            return (
              <tr key={span.from}>
                <th scope="row">{spanText(span)}</th>
                {series.map(({ id, values }) => {
                  const value = values[place] ?? 0;
                  return (
                    <td key={id} className="right">
                      {value === 0 ? (
                        <span className="muted">–</span>
                      ) : (
                        <Opens
                          filter={{ campaignId, elicitation: id, fromDay: span.from, toDay: span.to }}
                          title={`${value} of ${whole} exchanges`}
                        >
                          {percent(value / whole)}
                        </Opens>
                      )}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
