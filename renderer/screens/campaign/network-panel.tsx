import Graph from 'graphology';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import Sigma from 'sigma';
import type { CampaignFinding } from '../../../main/engine/domain/campaign.ts';
import type { Layer } from '../../../main/engine/domain/layer.ts';
import { hue } from '../../charts/palette.ts';
import { Empty, Panel } from '../../parts/panel.tsx';
import { count } from '../../state/figures.ts';
import { visibleText } from '../../state/hidden-characters.ts';
import { type Theme, useTheme } from '../../state/theme-store.ts';
import { LAYER_WORDS } from '../../state/words.ts';
import { DRAWN_AT_MOST, layoutNetwork, type Network } from './network-layout.ts';

/** The members and their strongest links as a picture. It adds nothing to the tables; without WebGL it is left out. */
export default function NetworkPanel({ finding }: { readonly finding: CampaignFinding }): ReactNode {
  const network = useMemo(() => layoutNetwork(finding), [finding]);
  const layers = useMemo(() => layersOf(finding), [finding]);
  const theme = useTheme((store) => store.theme);
  const left = finding.members.length - network.nodes.length;
  return (
    <div className="section" id="network">
      <Panel
        title="Network"
        className="network"
        aside={left > 0 ? `the ${DRAWN_AT_MOST} accounts with most exchanges of ${count(finding.members.length)}` : 'strongest links only'}
        actions={
          <span className="legend">
            {layers.map((layer, i) => (
              <span key={layer} className="readout">
                <span className="swatch" style={{ background: hue(theme, i) }} aria-hidden="true" />
                {LAYER_WORDS[layer].name}
              </span>
            ))}
          </span>
        }
      >
        <NetworkPicture network={network} layers={layers} theme={theme} />
      </Panel>
    </div>
  );
}

/** Layers with links to draw. */
function layersOf(finding: CampaignFinding): readonly Layer[] {
  const linked = finding.campaign.layers.filter(({ links }) => links > 0);
  return linked.toSorted((a, b) => b.weight - a.weight || (a.layer < b.layer ? -1 : 1)).map((one) => one.layer);
}

interface PictureProps {
  readonly network: Network;
  readonly layers: readonly Layer[];
  readonly theme: Theme;
}

function NetworkPicture({ network, layers, theme }: PictureProps): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  const [fault, setFault] = useState<string | null>(null);

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    if (!hasWebGl()) {
      setFault('This machine offers no WebGL.');
      return;
    }
    try {
      const sigma = new Sigma(graphOf(network, layers, theme), element, {
        labelColor: { color: theme === 'dark' ? '#f6f7f9' : '#1c2127' },
        labelFont: 'system-ui, sans-serif',
        labelSize: 11,
        labelDensity: 0.5,
        labelRenderedSizeThreshold: 9,
        defaultDrawNodeHover: () => undefined,
        zIndex: true,
      });
      return () => sigma.kill();
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
      return;
    }
  }, [network, layers, theme]);

  if (fault !== null) return <Empty title="The picture cannot be drawn">{fault} The links table above holds the same links.</Empty>;
  return (
    <div
      ref={host}
      className="network-picture"
      role="img"
      aria-label={`${network.nodes.length} accounts and ${network.edges.length} links`}
    />
  );
}

function hasWebGl(): boolean {
  const canvas = document.createElement('canvas');
  return canvas.getContext('webgl2') !== null;
}

function graphOf(network: Network, layers: readonly Layer[], theme: Theme): Graph {
  const graph = new Graph({ type: 'undirected' });
  const color = (layer: Layer | null): string =>
    layer === null ? (theme === 'dark' ? '#5f6b7c' : '#abb3bf') : hue(theme, layers.indexOf(layer));
  const most = Math.max(1, ...network.nodes.map((node) => node.exchangeCount));
  const heaviest = Math.max(1e-9, ...network.edges.map((edge) => edge.weight));
  network.nodes.forEach((node, i) => {
    graph.addNode(i, {
      x: node.x,
      y: node.y,
      label: visibleText(node.accountId),
      color: color(node.layer),
      size: 3 + 6 * Math.sqrt(node.exchangeCount / most),
    });
  });
  for (const edge of network.edges) {
    graph.addEdge(edge.a, edge.b, { size: 0.4 + 1.6 * (edge.weight / heaviest), color: faded(color(edge.layer), theme) });
  }
  return graph;
}

/** A colour mixed into the ground: transparent lines would add up to white where many cross. */
function faded(color: string, theme: Theme): string {
  const ground = theme === 'dark' ? 0x1f2328 : 0xffffff;
  const full = Number.parseInt(color.slice(1), 16);
  const channel = (shift: number): number => Math.round(0.35 * ((full >> shift) & 255) + 0.65 * ((ground >> shift) & 255));
  return `#${[16, 8, 0].map((shift) => channel(shift).toString(16).padStart(2, '0')).join('')}`;
}
