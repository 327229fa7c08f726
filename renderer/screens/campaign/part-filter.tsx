import { HTMLSelect } from '@blueprintjs/core';
import type { ReactNode } from 'react';
import type { CampaignFinding } from '../../../main/engine/domain/campaign.ts';
import { count, plural } from '../../state/figures.ts';
import { inPart, type PartChoice } from './campaign-parts.ts';

interface PartFilterProps {
  readonly finding: CampaignFinding;
  readonly chosen: PartChoice;
  /** Accounts listed now. */
  readonly shown: number;
  readonly onChoose: (choice: PartChoice) => void;
}

/** Which accounts to list, where a campaign has parts that ask for different things. */
export function PartFilter({ finding, chosen, shown, onChoose }: PartFilterProps): ReactNode {
  const parts = finding.reading?.subgroups ?? [];
  if (parts.length === 0) return null;
  const apart = inPart(finding, 'none').length;
  return (
    <div className="part-filter">
      <HTMLSelect
        minimal
        aria-label="Part of the campaign"
        value={chosen}
        onChange={({ currentTarget: { value } }) => onChoose(value === 'all' || value === 'none' ? value : Number(value))}
      >
        <option value="all">All parts</option>
        {parts.map(({ accountCount }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
          <option key={i} value={i + 1}>
            Part {i + 1} ({count(accountCount)})
          </option>
        ))}
        {apart > 0 && <option value="none">In no part ({count(apart)})</option>}
      </HTMLSelect>
      <span className="muted">{chosen === 'all' ? 'that ask for different things' : `${plural(shown, 'account')} listed`}</span>
    </div>
  );
}
