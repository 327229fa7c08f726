import { Button } from '@blueprintjs/core';
import { type ReactNode, useMemo, useState } from 'react';
import type { CampaignFinding, CampaignLayer } from '../../../main/engine/domain/campaign.ts';
import type { Layer } from '../../../main/engine/domain/layer.ts';
import { InertLine } from '../../parts/inert-text.tsx';
import { Empty, Panel } from '../../parts/panel.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { LayerTag } from '../../parts/tags.tsx';
import { count, probability, weight } from '../../state/figures.ts';
import { LAYER_WORDS, VERDICT_WORDS } from '../../state/words.ts';
import { keyOfLink, LINK_COLUMNS } from './link-columns.tsx';
import { layersInOrder } from './reading-text.ts';

/** Why these accounts are taken for one: layers, links, and the innocent explanations that were tested. */
export function WhyPanels({ finding }: { readonly finding: CampaignFinding }): ReactNode {
  const [layer, setLayer] = useState<Layer | null>(null);
  const links = useMemo(() => finding.links.filter((link) => layer === null || link.layer === layer), [finding.links, layer]);
  const layers = layersInOrder(finding.campaign, finding.reading);
  const heaviest = Math.max(0, ...layers.map((one) => one.weight));
  return (
    <div className="section why" id="why">
      <Panel title="Why: layers" className="why-layers">
        <div className="layer-list">
          {layers.map((one) => (
            <LayerRow key={one.layer} one={one} heaviest={heaviest} chosen={layer === one.layer} onChoose={setLayer} />
          ))}
        </div>
      </Panel>
      <Panel
        title="Strongest links"
        className="why-links"
        aside={layer === null ? count(links.length) : `${count(links.length)} on ${LAYER_WORDS[layer].name}`}
        actions={layer !== null && <Button size="small" variant="minimal" text="All layers" onClick={() => setLayer(null)} />}
      >
        <RecordTable
          name="links"
          label="Strongest links"
          columns={LINK_COLUMNS}
          records={links}
          keyOf={keyOfLink}
          firstSorting={HEAVIEST_FIRST}
        />
      </Panel>
      <Panel title="Innocent explanations" className="why-innocent">
        {finding.innocentExplanations.length === 0 ? (
          <Empty title="None was tested" />
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the list scrolls, so the keyboard must reach it
          <ul className="innocent" tabIndex={0} aria-label="Innocent explanations">
            {finding.innocentExplanations.map((one) => (
              <li key={one.name}>
                <span className={`verdict ${one.verdict === 'possible' ? 'possible' : 'out'}`}>{VERDICT_WORDS[one.verdict]}</span>
                <div>
                  <div>
                    <InertLine text={one.name} />
                  </div>
                  <div className="muted">{one.reason}</div>
                </div>
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </div>
  );
}

const HEAVIEST_FIRST = { columnId: 'weight', descending: true } as const;

interface LayerRowProps {
  readonly one: CampaignLayer;
  readonly heaviest: number;
  readonly chosen: boolean;
  readonly onChoose: (layer: Layer | null) => void;
}

function LayerRow({ one, heaviest, chosen, onChoose }: LayerRowProps): ReactNode {
  const reasons = one.reasons.map((reason) => (
    <span key={reason} className="layer-reason">
      <InertLine text={reason} />
    </span>
  ));
  if (one.links === 0) {
    return (
      <div className="layer-row of-the-group">
        <LayerTag layer={one.layer} />
        <span className="layer-figures muted">of the group as a whole{one.pValue === null ? '' : `, p ${probability(one.pValue)}`}</span>
        {reasons}
      </div>
    );
  }
  return (
    <button
      type="button"
      className={chosen ? 'layer-row chosen' : 'layer-row'}
      aria-pressed={chosen}
      title="Show only the links of this layer"
      onClick={() => onChoose(chosen ? null : one.layer)}
    >
      <span className="layer-top">
        <LayerTag layer={one.layer} />
        <span className="layer-bar" aria-hidden="true">
          <span style={{ width: `${Math.max(2, (100 * one.weight) / Math.max(heaviest, 1e-9))}%` }} />
        </span>
        <span className="figure" title={String(one.weight)}>
          {weight(one.weight)}
        </span>
      </span>
      <span className="layer-figures muted">
        <span className="figure">{count(one.links)}</span> {one.links === 1 ? 'link' : 'links'}
        {one.pValue === null ? ', no test needed' : `, p ${probability(one.pValue)}`}
      </span>
      {reasons}
    </button>
  );
}
