import { Button, Checkbox, Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { type ReactNode, useState } from 'react';
import { startExport } from '../state/actions.ts';
import { plural } from '../state/figures.ts';
import { useResource } from '../state/resource.ts';
import { Loaded } from './panel.tsx';
import { StrengthTag } from './tags.tsx';

interface ExportDialogProps {
  /** Chosen at first; none means all. */
  readonly campaignIds: readonly string[];
  readonly onClose: () => void;
}

/** Which campaigns go into an evidence bundle, and whether account names do. */
export function ExportDialog({ campaignIds, onClose }: ExportDialogProps): ReactNode {
  const campaigns = useResource('analysis.campaigns', {});
  const [excluded, setExcluded] = useState<readonly string[]>([]);
  const [pseudonymise, setPseudonymise] = useState(true);
  const all = campaigns.phase === 'ready' ? campaigns.value.map((campaign) => campaign.id) : [];
  const offered = campaignIds.length === 0 ? all : all.filter((id) => campaignIds.includes(id));
  const chosen = offered.filter((id) => !excluded.includes(id));
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
                {value
                  .filter((campaign) => offered.includes(campaign.id))
                  .map((campaign) => (
                    <Checkbox
                      key={campaign.id}
                      checked={!excluded.includes(campaign.id)}
                      onChange={() =>
                        setExcluded((last) =>
                          last.includes(campaign.id) ? last.filter((id) => id !== campaign.id) : [...last, campaign.id],
                        )
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
