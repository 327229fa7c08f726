import type { CampaignFinding, CampaignMember } from '../../../main/engine/domain/campaign.ts';
import type { Column } from '../../parts/columns.ts';
import { Count, Instant } from '../../parts/figure.tsx';
import { InertLine } from '../../parts/inert-text.tsx';
import { LayerTag } from '../../parts/tags.tsx';
import { percent } from '../../state/figures.ts';
import { partOf } from './campaign-parts.ts';

const ACCOUNT: Column<CampaignMember> = {
  id: 'account',
  title: 'Account',
  width: 180,
  value: (m) => m.accountId,
  render: (m) => <InertLine text={m.accountId} title={m.accountId} />,
};

const MEMBERSHIP: Column<CampaignMember> = {
  id: 'membership',
  title: 'Membership',
  width: 92,
  align: 'right',
  hint: 'Share of the account’s link weight that stays inside the campaign',
  value: (m) => m.membership,
  render: (m) => (
    <span className="figure" title={String(m.membership)}>
      {percent(m.membership)}
    </span>
  ),
};

const ROLE: Column<CampaignMember> = {
  id: 'role',
  title: 'Role',
  width: 76,
  hint: 'Core: two or more kinds of evidence tie it. Periphery: one does',
  value: (m) => m.role ?? null,
  render: (m) => (m.role === 'core' ? 'Core' : m.role === 'periphery' ? <span className="muted">Periphery</span> : null),
};

const HARVEST: Column<CampaignMember> = {
  id: 'harvest',
  title: 'Harvest',
  width: 78,
  align: 'right',
  hint: 'Share of its exchanges that carry a text the campaign holds',
  value: (m) => m.harvestShare ?? null,
  render: ({ harvestShare }) =>
    harvestShare === null || harvestShare === undefined ? (
      <span className="muted">–</span>
    ) : (
      <span className="figure" title={String(harvestShare)}>
        {percent(harvestShare)}
      </span>
    ),
};

const PART: Column<CampaignMember> = {
  id: 'part',
  title: 'Part',
  width: 48,
  align: 'right',
  hint: 'Members of one part ask for the same things',
  value: (m) => partOf(m),
  render: (m) => <Count value={partOf(m)} />,
};

const REST: readonly Column<CampaignMember>[] = [
  {
    id: 'exchanges',
    title: 'Exchanges',
    width: 100,
    align: 'right',
    value: (m) => m.exchangeCount,
    render: (m) => <Count value={m.exchangeCount} />,
  },
  { id: 'first', title: 'First seen', width: 96, value: (m) => m.firstSeen, render: (m) => <Instant iso={m.firstSeen} precision="day" /> },
  { id: 'last', title: 'Last seen', width: 96, value: (m) => m.lastSeen, render: (m) => <Instant iso={m.lastSeen} precision="day" /> },
  {
    id: 'layers',
    title: 'Layers',
    width: 220,
    grows: true,
    value: (m) => m.layers.join(', '),
    render: (m) => (
      <span className="tag-line">
        {m.layers.map((layer) => (
          <LayerTag key={layer} layer={layer} />
        ))}
      </span>
    ),
  },
];

/** Columns of a campaign's accounts: what a result of an older version lacks has no column, nor have parts where there are none. */
export function memberColumns({ reading }: CampaignFinding): readonly Column<CampaignMember>[] {
  if (reading === undefined) return [ACCOUNT, MEMBERSHIP, ...REST];
  const parts = reading.subgroups.length === 0 ? [] : [PART];
  return [ACCOUNT, ROLE, MEMBERSHIP, HARVEST, ...parts, ...REST];
}
