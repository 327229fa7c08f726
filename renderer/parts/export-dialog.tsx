import { Button, Checkbox, Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { type ReactNode, useState } from 'react';
import type { Campaign } from '../../main/engine/domain/campaign.ts';
import { startExport } from '../state/actions.ts';
import { plural } from '../state/figures.ts';
import { useResource } from '../state/resource.ts';
import { Loaded } from './panel.tsx';
import { StrengthTag } from './tags.tsx';

interface ExportDialogProps {
  /** Offered and chosen at first; none offers all and chooses those above lead. */
  readonly campaignIds: readonly string[];
  readonly onClose: () => void;
}

/** Which campaigns go into an evidence bundle, and whether account names do. */
export function ExportDialog({ campaignIds, onClose }: ExportDialogProps): ReactNode {
  const campaigns = useResource('analysis.campaigns', {});
  const [toggled, setToggled] = useState<readonly string[]>([]);
  const [pseudonymise, setPseudonymise] = useState(true);
  const all = campaigns.phase === 'ready' ? campaigns.value : [];
  const offered = campaignIds.length === 0 ? all : all.filter(({ id }) => campaignIds.includes(id));
  const isChosen = ({ id, strength }: Campaign): boolean => (campaignIds.length > 0 || strength !== 'lead') !== toggled.includes(id);
  const chosen = offered.filter(isChosen).map(({ id }) => id);
  return (
    <Dialog isOpen title="Export evidence" onClose={onClose}>
      <DialogBody>
        <p>A self-contained folder with report, accounts, links and a manifest of SHA-256, which can be verified without Stillhunt.</p>
        <Loaded resource={campaigns}>
          {(value) =>
            value.length === 0 ? (
              <p>There is no campaign to export. Analyse the case first.</p>
            ) : (
              <div className="export-list">
                {offered.map((campaign) => (
                  <Checkbox
                    key={campaign.id}
                    checked={isChosen(campaign)}
                    onChange={() =>
                      setToggled((last) => (last.includes(campaign.id) ? last.filter((id) => id !== campaign.id) : [...last, campaign.id]))
                    }
                  >
                    <span className="mono">{campaign.id}</span> <StrengthTag strength={campaign.strength} />{' '}
                    <span className="muted">{plural(campaign.accountCount, 'account')}</span>
                  </Checkbox>
                ))}
              </div>
            )
          }
        </Loaded>
        <Checkbox checked={pseudonymise} label="Replace account names by pseudonyms" onChange={() => setPseudonymise((last) => !last)} />
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button text="Cancel" onClick={onClose} />
            <Button
              intent="primary"
              text="Choose folder and export"
              disabled={chosen.length === 0}
              onClick={() => {
                onClose();
                void startExport(chosen, pseudonymise);
              }}
            />
          </>
        }
      />
    </Dialog>
  );
}
