import type { ReactNode } from 'react';
import { type NamedStep, signed } from './waterfall-steps.ts';

interface WaterfallChartProps {
  readonly label: string;
  readonly steps: readonly NamedStep[];
}

const TICKS = [0, 20, 40, 60, 80, 100];

/** How a score comes about: a table whose middle column is a waterfall on the scale of 0 to 100. */
export function WaterfallChart({ label, steps }: WaterfallChartProps): ReactNode {
  return (
    <table className="waterfall" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">Layer</th>
          <th scope="col" className="right" title="Points of the score that it adds to the layers before it">
            Adds
          </th>
          <th scope="col" className="axis">
            <svg className="waterfall-axis" role="img" aria-label="Score, 0 to 100">
              {TICKS.map((tick) => (
                <text key={tick} x={at(tick)} y="12" textAnchor="middle">
                  {tick}
                </text>
              ))}
            </svg>
          </th>
          <th scope="col" className="right">
            Score
          </th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step, i) => (
          <tr key={step.name} className={step.kind === null ? 'takes' : ''}>
            <th scope="row">{step.name}</th>
            <td className="right figure">{signed(step.adds)}</td>
            <td className="plot-cell">
              <StepMark step={step} isFirst={i === 0} isLast={i + 1 === steps.length} />
            </td>
            <td className="right figure">{step.score.toFixed(1)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const at = (points: number): string => `${Math.min(100, Math.max(0, points))}%`;

function StepMark({ step, isFirst, isLast }: { readonly step: NamedStep; readonly isFirst: boolean; readonly isLast: boolean }): ReactNode {
  const { adds, score, kind } = step;
  const before = score - adds;
  const width = Math.min(100, Math.max(score, before)) - Math.max(0, Math.min(score, before));
  return (
    <svg className={`waterfall-mark ${kind === null ? 'taken' : `group-${kind}`}`} aria-hidden="true">
      {TICKS.map((tick) => (
        <line key={tick} className="tick" x1={at(tick)} x2={at(tick)} y1="0" y2="100%" />
      ))}
      <rect className="bar" x={at(Math.min(score, before))} y="5" width={`${Math.max(0.5, width)}%`} height="14" />
      {!isFirst && <line className="carry" x1={at(before)} x2={at(before)} y1="0" y2="5" />}
      {!isLast && <line className="carry" x1={at(score)} x2={at(score)} y1="19" y2="24" />}
    </svg>
  );
}
