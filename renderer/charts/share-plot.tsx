import { Flag } from '@blueprintjs/icons';
import type { ReactNode } from 'react';
import type { ShareComparison } from '../../main/engine/domain/campaign.ts';
import type { ExchangeFilter } from '../../preload/contract.ts';
import { Opens } from '../parts/opens.tsx';
import { percent, probability, ratio } from '../state/figures.ts';
import { type RatioScale, ratioScale, tickText } from './ratio-scale.ts';

export interface NamedComparison extends ShareComparison {
  readonly name: string;
  /** The same of a campaign formed without content, drawn beneath; null where it was not compared. */
  readonly without: ShareComparison | null;
  readonly filter: ExchangeFilter;
  readonly baselineFilter: ExchangeFilter;
}

interface SharePlotProps {
  readonly label: string;
  readonly of: string;
  readonly comparisons: readonly NamedComparison[];
}

/** Shares against the baseline: a table whose middle column is a plot of ratio and 95 % interval on a logarithmic axis. */
export function SharePlot({ label, of, comparisons }: SharePlotProps): ReactNode {
  const sorted = comparisons.toSorted((a, b) => Number(b.flagged) - Number(a.flagged) || b.ratio - a.ratio || (a.name < b.name ? -1 : 1));
  const compared = comparisons.flatMap(({ without }) => (without === null ? [] : [without]));
  const scale = ratioScale([...comparisons, ...compared]);
  return (
    <table className="share-plot" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{of}</th>
          <th scope="col" className="right" title="Share of the campaign's exchanges">
            Share
          </th>
          <th scope="col" className="right" title="Share of the baseline: the other traffic, matched on model, channel and week">
            Baseline
          </th>
          <th scope="col" className="axis" title="Share divided by baseline share, with the 95 % interval from resampling accounts">
            <RatioAxis scale={scale} />
          </th>
          <th scope="col" className="right">
            Ratio
          </th>
          <th scope="col" className="right">
            95 % interval
          </th>
          <th scope="col" className="right" title="p-value after Benjamini-Hochberg over campaigns and rows">
            q
          </th>
          {compared.length > 0 && (
            <th
              scope="col"
              className="right"
              title="The same ratio for accounts that payment, network, software, timing and life tie, without regard to what they ask"
            >
              Without content
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {sorted.map((one) => (
          <tr key={one.name} className={one.flagged ? 'flagged' : ''} title={exact(one)}>
            <th scope="row">
              {one.name}
              {one.flagged && <Flag size={11} className="flag" title="Flagged: above the baseline beyond chance" />}
            </th>
            <td className="right">
              <Opens filter={one.filter}>{percent(one.share)}</Opens>
            </td>
            <td className="right">
              <Opens filter={one.baselineFilter}>{percent(one.baselineShare)}</Opens>
            </td>
            <td className="plot-cell">
              <RatioMark scale={scale} comparison={one} />
            </td>
            <td className="right">
              <Opens filter={one.filter}>{ratio(one.ratio)}</Opens>
            </td>
            <td className="right figure">
              {ratio(one.ratioLow)} – {ratio(one.ratioHigh)}
            </td>
            <td className="right figure">{probability(one.qValue)}</td>
            {compared.length > 0 && <WithoutCell without={one.without} />}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function exact(one: NamedComparison): string {
  return `${one.name}: share ${one.share}, baseline ${one.baselineShare}\nratio ${one.ratio}, 95 % interval ${one.ratioLow} to ${one.ratioHigh}\nq ${one.qValue}${one.flagged ? ', flagged' : ''}`;
}

function RatioAxis({ scale }: { readonly scale: RatioScale }): ReactNode {
  return (
    <svg className="ratio-axis" aria-label="Ratio, logarithmic" role="img">
      {scale.ticks.map((tick) => (
        <text key={tick} x={`${scale.at(tick)}%`} y="12" textAnchor="middle" className={tick === 1 ? 'one' : ''}>
          {tickText(tick)}
        </text>
      ))}
    </svg>
  );
}

function RatioMark({ scale, comparison }: { readonly scale: RatioScale; readonly comparison: NamedComparison }): ReactNode {
  const x = (value: number): string => `${scale.at(value)}%`;
  const { without } = comparison;
  return (
    <svg className="ratio-mark" aria-hidden="true">
      {scale.ticks.map((tick) => (
        <line key={tick} className={tick === 1 ? 'baseline' : 'tick'} x1={x(tick)} x2={x(tick)} y1="0" y2="100%" />
      ))}
      <Interval scale={scale} comparison={comparison} middle={without === null ? 50 : 34} />
      {without !== null && (
        <g className="without">
          <Interval scale={scale} comparison={without} middle={76} />
        </g>
      )}
    </svg>
  );
}

interface IntervalProps {
  readonly scale: RatioScale;
  readonly comparison: ShareComparison;
  /** Height of its line, in percent of the row. */
  readonly middle: number;
}

function Interval({ scale, comparison: { ratio: estimate, ratioLow, ratioHigh }, middle }: IntervalProps): ReactNode {
  const x = (value: number): string => `${scale.at(value)}%`;
  const [top, bottom] = [`${middle - 16}%`, `${middle + 16}%`];
  return (
    <>
      <line className="interval" x1={x(ratioLow)} x2={x(ratioHigh)} y1={`${middle}%`} y2={`${middle}%`} />
      {!scale.isBeyond(ratioLow) && <line className="interval-end" x1={x(ratioLow)} x2={x(ratioLow)} y1={top} y2={bottom} />}
      {!scale.isBeyond(ratioHigh) && <line className="interval-end" x1={x(ratioHigh)} x2={x(ratioHigh)} y1={top} y2={bottom} />}
      <circle className="estimate" cx={x(estimate)} cy={`${middle}%`} r="3.5" />
    </>
  );
}

/** Whether what was asked for stands out as well where content tied nobody. */
function WithoutCell({ without }: { readonly without: ShareComparison | null }): ReactNode {
  if (without === null) return <td className="right without-figure">–</td>;
  const { ratio: estimate, ratioLow, ratioHigh, qValue, flagged } = without;
  return (
    <td
      className="right figure without-figure"
      title={`ratio ${estimate}, 95 % interval ${ratioLow} to ${ratioHigh}\nq ${qValue}${flagged ? ', flagged' : ''}`}
    >
      {ratio(estimate)}
      {flagged && <Flag size={10} className="flag" title="Flagged as well" />}
    </td>
  );
}
