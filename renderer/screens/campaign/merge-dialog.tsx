import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { Campaign } from '../../../main/engine/domain/campaign.ts';
import type { Column } from '../../parts/columns.ts';
import { Count, Instant } from '../../parts/figure.tsx';
import { Empty, Loaded } from '../../parts/panel.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { StrengthTag } from '../../parts/tags.tsx';
import { useResource } from '../../state/resource.ts';
import { STRENGTH_WORDS } from '../../state/words.ts';
import { EditDialog } from './edit-dialog.tsx';

interface MergeDialogProps {
  readonly campaign: Campaign;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Takes this campaign and others for one operator. */
export function MergeDialog({ campaign, onClose, onDone }: MergeDialogProps): ReactNode {
  const campaigns = useResource('analysis.campaigns', {});
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const toggle = useCallback(({ id }: Campaign): void => {
    setChosen((last) => (last.includes(id) ? last.filter((other) => other !== id) : [...last, id]));
  }, []);
  const columns = useMemo(() => [chooseColumn(chosen, toggle), ...CAMPAIGN_COLUMNS], [chosen, toggle]);
  return (
    <EditDialog
      title={`Merge ${campaign.id} with other campaigns`}
      action={chosen.length === 0 ? 'Merge' : `Merge ${chosen.length + 1} campaigns`}
      request={chosen.length === 0 ? null : { kind: 'merge', campaignIds: [campaign.id, ...chosen], accounts: [] }}
      wide
      onClose={onClose}
      onDone={onDone}
    >
      <p>They are one campaign in every analysis from the next on, and its strength is judged anew.</p>
      <div className="dialog-table">
        <Loaded resource={campaigns}>
          {(value) => (
            <RecordTable
              name="merge-campaigns"
              label="Other campaigns"
              columns={columns}
              records={value.filter(({ id }) => id !== campaign.id)}
              keyOf={idOf}
              onOpen={toggle}
              onMark={toggle}
              isMarked={({ id }) => chosen.includes(id)}
              empty={<Empty title="There is no other campaign" />}
            />
          )}
        </Loaded>
      </div>
    </EditDialog>
  );
}

const idOf = ({ id }: Campaign): string => id;

function chooseColumn(chosen: readonly string[], toggle: (campaign: Campaign) => void): Column<Campaign> {
  return {
    id: 'choose',
    title: 'Merge',
    width: 56,
    value: ({ id }) => (chosen.includes(id) ? 1 : 0),
    render: (campaign) => (
      <input
        type="checkbox"
        tabIndex={-1}
        checked={chosen.includes(campaign.id)}
        onChange={() => toggle(campaign)}
        aria-label={`Merge ${campaign.id}`}
      />
    ),
  };
}

const CAMPAIGN_COLUMNS: readonly Column<Campaign>[] = [
  { id: 'id', title: 'Campaign', width: 124, grows: true, value: (c) => c.id, render: (c) => <span className="mono">{c.id}</span> },
  {
    id: 'strength',
    title: 'Strength',
    width: 106,
    value: (c) => STRENGTH_WORDS[c.strength].rank,
    render: (c) => <StrengthTag strength={c.strength} />,
  },
  {
    id: 'accounts',
    title: 'Accounts',
    width: 84,
    align: 'right',
    value: (c) => c.accountCount,
    render: (c) => <Count value={c.accountCount} />,
  },
  { id: 'first', title: 'First seen', width: 96, value: (c) => c.firstSeen, render: (c) => <Instant iso={c.firstSeen} precision="day" /> },
  { id: 'last', title: 'Last seen', width: 96, value: (c) => c.lastSeen, render: (c) => <Instant iso={c.lastSeen} precision="day" /> },
];
