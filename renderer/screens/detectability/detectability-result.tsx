import { type ReactNode, useState } from 'react';
import type { DetectabilityCell, DetectabilityReport } from '../../../main/engine/domain/detectability.ts';
import type { Layer } from '../../../main/engine/domain/layer.ts';
import { Instant } from '../../parts/figure.tsx';
import { Panel } from '../../parts/panel.tsx';
import { LayerTag } from '../../parts/tags.tsx';
import { count, duration, percent, plural } from '../../state/figures.ts';
import { STYLE_WORDS } from '../../state/words.ts';
import { intervalText, meaningOf } from './detectability-sentences.ts';

/** Shares found by style and size, what they mean, and what the log lacks. */
export function DetectabilityResult({ report }: { readonly report: DetectabilityReport }): ReactNode {
  const [chosen, setChosen] = useState<string | null>(null);
  const cell = report.cells.find((one) => keyOf(one) === chosen) ?? report.cells[0];
  return (
    <>
      <Panel title="Nothing found here means" className="fits meaning">
        <ul className="padded">
          {meaningOf(report).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <p className="padded muted small">
          Planted campaigns are made up by rules: a share here is what this log allows, not a promise about a real operator. A campaign that
          shares nothing leaves no tie in any log.
        </p>
      </Panel>
      <div className="detected">
        <Panel
          title="Accounts found at probable or above"
          aside={`95 % intervals, ${plural(report.runs, 'planted campaign')} in ${duration(report.seconds * 1000)}`}
          className="fits"
        >
          <ShareTable report={report} chosen={cell === undefined ? '' : keyOf(cell)} onChoose={(one) => setChosen(keyOf(one))} />
        </Panel>
        {cell !== undefined && <CellPanel cell={cell} />}
      </div>
      <LogPanel report={report} />
    </>
  );
}

const keyOf = ({ style, accounts }: DetectabilityCell): string => `${style} ${accounts}`;

interface ShareTableProps {
  readonly report: DetectabilityReport;
  readonly chosen: string;
  readonly onChoose: (cell: DetectabilityCell) => void;
}

function ShareTable({ report, chosen, onChoose }: ShareTableProps): ReactNode {
  const sizes = [...new Set(report.cells.map(({ accounts }) => accounts))].sort((a, b) => a - b);
  const styles = [...new Set(report.cells.map(({ style }) => style))];
  return (
    <table className="share-heat" aria-label="Accounts found, by style and size">
      <thead>
        <tr>
          <th scope="col">Style</th>
          {sizes.map((size) => (
            <th key={size} scope="col" className="right">
              {plural(size, 'account')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {styles.map((style) => (
          <tr key={style}>
            <th scope="row" title={STYLE_WORDS[style].means}>
              {STYLE_WORDS[style].name}
            </th>
            {sizes.map((size) => {
              const cell = report.cells.find((one) => one.style === style && one.accounts === size);
              return (
                <td key={size}>
                  {cell !== undefined && <HeatCell cell={cell} isChosen={keyOf(cell) === chosen} onChoose={() => onChoose(cell)} />}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface HeatCellProps {
  readonly cell: DetectabilityCell;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

/** The deeper the colour, the more was found. */
function HeatCell({ cell, isChosen, onChoose }: HeatCellProps): ReactNode {
  const depth = Math.round(cell.found.share * 34);
  return (
    <button
      type="button"
      className={isChosen ? 'heat chosen' : 'heat'}
      aria-pressed={isChosen}
      style={{ background: `color-mix(in srgb, var(--accent-fill) ${depth}%, var(--panel))` }}
      onClick={onChoose}
    >
      <span className="figure heat-share">{intervalText(cell.found)}</span>
      <span className="figure small">
        {count(cell.recovered)} of {plural(cell.runs, 'campaign')}
      </span>
    </button>
  );
}

function CellPanel({ cell }: { readonly cell: DetectabilityCell }): ReactNode {
  const { style, accounts, runs, exchanges, found, leadOnly, precision, recovered, recoveredShare, foundBy, disturbed } = cell;
  return (
    <Panel title={`${STYLE_WORDS[style].name}, ${plural(accounts, 'account')}`} className="fits">
      <dl className="facts padded">
        <dt>Planted</dt>
        <dd>
          {plural(runs, 'campaign')}, about {plural(Math.round(exchanges), 'exchange')} each
        </dd>
        <dt>Accounts found</dt>
        <dd>
          {percent(found.share)}, interval {intervalText(found)}
        </dd>
        <dt>As leads only</dt>
        <dd>{percent(leadOnly)}</dd>
        <dt>Campaigns found</dt>
        <dd>
          {count(recovered)} of {count(runs)}, interval {intervalText(recoveredShare)}
        </dd>
        <dt title="Planted accounts among all that the campaigns found name">Precision</dt>
        <dd>{precision === null ? 'nothing was found' : percent(precision)}</dd>
        <dt>Found by</dt>
        <dd>{foundBy.length === 0 ? 'nothing' : <Layers layers={foundBy.map(({ layer }) => layer)} />}</dd>
        {disturbed > 0 && (
          <>
            <dt>Side effect</dt>
            <dd className="warn">
              {count(disturbed)} of {plural(runs, 'run')} changed how many other campaigns are found
            </dd>
          </>
        )}
      </dl>
    </Panel>
  );
}

function LogPanel({ report }: { readonly report: DetectabilityReport }): ReactNode {
  const { campaignsAboveLead, leads, exchangesPerAccount, layersUnavailable, layersOff, sparseColumns } = report;
  return (
    <Panel title="What the figures rest on" className="fits">
      <dl className="facts padded">
        <dt>Without planting</dt>
        <dd>
          {plural(campaignsAboveLead, 'campaign')} at probable or above, {plural(leads, 'lead')}
        </dd>
        <dt>Planted over</dt>
        <dd>
          <Instant iso={report.from} precision="day" /> to <Instant iso={report.to} precision="day" />, about{' '}
          {plural(exchangesPerAccount, 'exchange')} of each account, seed {report.seed}
        </dd>
        <dt>This log lacks</dt>
        <dd>
          {layersUnavailable.length === 0 ? (
            'the columns of no layer'
          ) : (
            <>
              <Layers layers={layersUnavailable} /> <span className="muted">whatever ties accounts this way stays unseen</span>
            </>
          )}
        </dd>
        {layersOff.length > 0 && (
          <>
            <dt>Switched off</dt>
            <dd>
              <Layers layers={layersOff} />
            </dd>
          </>
        )}
        {sparseColumns.length > 0 && (
          <>
            <dt>Left empty</dt>
            <dd>
              <span className="mono">{sparseColumns.join(', ')}</span>{' '}
              <span className="muted">filled by fewer than half of the exchanges</span>
            </dd>
          </>
        )}
      </dl>
    </Panel>
  );
}

function Layers({ layers }: { readonly layers: readonly Layer[] }): ReactNode {
  return (
    <span className="layer-set">
      {layers.map((layer) => (
        <LayerTag key={layer} layer={layer} />
      ))}
    </span>
  );
}
