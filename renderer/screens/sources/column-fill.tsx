import type { ReactNode } from 'react';
import type { Layer } from '../../../main/engine/domain/layer.ts';
import type { ColumnFill } from '../../../main/engine/domain/sources.ts';
import { Loaded, Panel } from '../../parts/panel.tsx';
import { LayerTag } from '../../parts/tags.tsx';
import { COLUMNS_OF_LAYER, FIELD_GROUPS } from '../../state/canonical-fields.ts';
import { count, percent } from '../../state/figures.ts';
import { useResource } from '../../state/resource.ts';

/** How much of each canonical column is filled, and which layers have nothing to go by. */
export function ColumnFillPanel({ sourceId }: { readonly sourceId: number | null }): ReactNode {
  const columns = useResource('sources.columns', { sourceId });
  return (
    <Loaded resource={columns}>
      {(fills) => {
        const byColumn = new Map(fills.map((fill) => [fill.column, fill]));
        const filled = fills.filter((fill) => fill.filled > 0).length;
        return (
          <Panel
            title="Columns and layers"
            aside={`${count(filled)} of ${count(fills.length)} columns have values`}
            className="fills column-fill"
          >
            <Layers byColumn={byColumn} />
            <div className="fill-groups">
              {FIELD_GROUPS.map(({ title, fields }) => (
                <section key={title}>
                  <h3>{title}</h3>
                  <ul>
                    {fields.map(({ field }) => {
                      const fill = byColumn.get(field);
                      return fill === undefined ? null : <FillLine key={field} fill={fill} />;
                    })}
                  </ul>
                </section>
              ))}
            </div>
          </Panel>
        );
      }}
    </Loaded>
  );
}

const LAYERS = Object.keys(COLUMNS_OF_LAYER) as readonly Layer[]; // the table names every layer and nothing else

function Layers({ byColumn }: { readonly byColumn: ReadonlyMap<string, ColumnFill> }): ReactNode {
  const isEmpty = (column: string): boolean => (byColumn.get(column)?.filled ?? 0) === 0;
  const lacking = (layer: Layer): readonly string[] => ['account_id', ...COLUMNS_OF_LAYER[layer]].filter(isEmpty);
  const disabled = LAYERS.filter((layer) => lacking(layer).length > 0);
  const usable = LAYERS.filter((layer) => lacking(layer).length === 0);
  return (
    <div className="layer-notes">
      <p>
        <span className="layer-note-head">Layers with values to go by</span>
        {usable.length === 0 ? <span className="muted">none</span> : usable.map((layer) => <LayerTag key={layer} layer={layer} />)}
      </p>
      {disabled.length > 0 && (
        <ul aria-label="Layers that empty columns disable">
          {disabled.map((layer) => (
            <li key={layer}>
              <span className="layer-note-head">Disabled</span>
              <LayerTag layer={layer} /> <span className="muted">no value in</span>{' '}
              <span className="mono">{lacking(layer).join(', ')}</span>
            </li>
          ))}
        </ul>
      )}
      {isEmpty('ts') && <p className="warn">No exchange is dated: daily volumes, pivots and weekly baselines have nothing to go by.</p>}
    </div>
  );
}

function FillLine({ fill }: { readonly fill: ColumnFill }): ReactNode {
  const share = fill.exchanges === 0 ? 0 : fill.filled / fill.exchanges;
  return (
    <li
      className={fill.filled === 0 ? 'fill-line empty-column' : 'fill-line'}
      title={`${count(fill.filled)} of ${count(fill.exchanges)} exchanges have a value in ${fill.column}`}
    >
      <span className="mono">{fill.column}</span>
      <span className="fill-bar" aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </span>
      <span className="figure">{fill.filled === 0 ? 'empty' : percent(share)}</span>
    </li>
  );
}
