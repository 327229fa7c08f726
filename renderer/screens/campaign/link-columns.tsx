import type { Link } from '../../../main/engine/domain/campaign.ts';
import type { Column } from '../../parts/columns.ts';
import { InertLine } from '../../parts/inert-text.tsx';
import { LayerTag } from '../../parts/tags.tsx';
import { probability, weight } from '../../state/figures.ts';
import { LAYER_WORDS } from '../../state/words.ts';

export const LINK_COLUMNS: readonly Column<Link>[] = [
  { id: 'layer', title: 'Layer', width: 122, value: (l) => LAYER_WORDS[l.layer].name, render: (l) => <LayerTag layer={l.layer} /> },
  { id: 'a', title: 'Account', width: 128, value: (l) => l.accountA, render: (l) => <InertLine text={l.accountA} title={l.accountA} /> },
  { id: 'b', title: 'With', width: 128, value: (l) => l.accountB, render: (l) => <InertLine text={l.accountB} title={l.accountB} /> },
  {
    id: 'weight',
    title: 'Weight',
    width: 66,
    align: 'right',
    value: (l) => l.weight,
    render: (l) => (
      <span className="figure" title={String(l.weight)}>
        {weight(l.weight)}
      </span>
    ),
  },
  {
    id: 'p',
    title: 'p',
    width: 76,
    align: 'right',
    hint: 'Corrected p-value; a dash where the layer has no test',
    value: (l) => l.pValue,
    render: (l) => (
      <span className="figure" title={l.pValue === null ? 'No test: such a value does not repeat by chance' : String(l.pValue)}>
        {probability(l.pValue)}
      </span>
    ),
  },
  {
    id: 'reasons',
    title: 'Because',
    width: 220,
    grows: true,
    value: (l) => l.reasons.join('; '),
    render: (l) => <InertLine text={l.reasons.join('; ')} title={l.reasons.join('\n')} />,
  },
];

export function keyOfLink(link: Link): string {
  return `${link.layer}\u0000${link.accountA}\u0000${link.accountB}`;
}

/** The links of one account: only the other account is named. */
export function linkColumnsOf(accountId: string): readonly Column<Link>[] {
  const other = (link: Link): string => (link.accountA === accountId ? link.accountB : link.accountA);
  const others: Column<Link> = {
    id: 'other',
    title: 'With',
    width: 128,
    value: other,
    render: (link) => <InertLine text={other(link)} title={other(link)} />,
  };
  return LINK_COLUMNS.filter((column) => column.id !== 'a').map((column) => (column.id === 'b' ? others : column));
}
