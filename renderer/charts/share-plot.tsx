import { Flag } from '@blueprintjs/icons';
import type { ReactNode } from 'react';
import type { ShareComparison } from '../../main/engine/domain/campaign.ts';
import { percent, probability, ratio } from '../state/figures.ts';
import { type RatioScale, ratioScale, tickText } from './ratio-scale.ts';

export interface NamedComparison extends ShareComparison {
  readonly name: string;
}

interface SharePlotProps {
  readonly label: string;
  readonly of: string;
  readonly comparisons: readonly NamedComparison[];
}

/** Shares against the baseline: a table whose middle column is a plot of ratio and 95 % interval on a logarithmic axis. */
export function SharePlot({ label, of, comparisons }: SharePlotProps): ReactNode {
  const sorted = comparisons.toSorted((a, b) => Number(b.flagged) - Number(a.flagged) || b.ratio - a.ratio || (a.name < b.name ? -1 : 1));
  const scale = ratioScale(comparisons);
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
        </tr>
      </thead>
      <tbody>
        {sorted.map((one) => (
          <tr key={one.name} className={one.flagged ? 'flagged' : ''} title={exact(one)}>
            <th scope="row">
              {one.name}
              {one.flagged && <Flag size={11} className="flag" title="Flagged: above the baseline beyond chance" />}
            </th>
            <td className="right figure">{percent(one.share)}</td>
            <td className="right figure">{percent(one.baselineShare)}</td>
            <td className="plot-cell">
              <RatioMark scale={scale} comparison={one} />
            </td>
            <td className="right figure">{ratio(one.ratio)}</td>
            <td className="right figure">
              {ratio(one.ratioLow)} – {ratio(one.ratioHigh)}
            </td>
            <td className="right figure">{probability(one.qValue)}</td>
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
  const { ratio: middle, ratioLow, ratioHigh } = comparison;
  return (
    <svg className="ratio-mark" aria-hidden="true">
      {scale.ticks.map((tick) => (
        <line key={tick} className={tick === 1 ? 'baseline' : 'tick'} x1={x(tick)} x2={x(tick)} y1="0" y2="100%" />
      ))}
      <line className="interval" x1={x(ratioLow)} x2={x(ratioHigh)} y1="50%" y2="50%" />
      {!scale.isBeyond(ratioLow) && <line className="interval-end" x1={x(ratioLow)} x2={x(ratioLow)} y1="30%" y2="70%" />}
      {!scale.isBeyond(ratioHigh) && <line className="interval-end" x1={x(ratioHigh)} x2={x(ratioHigh)} y1="30%" y2="70%" />}
      <circle className="estimate" cx={x(middle)} cy="50%" r="3.5" />
    </svg>
  );
}
