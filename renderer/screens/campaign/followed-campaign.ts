import { useEffect, useRef } from 'react';
import type { Campaign } from '../../../main/engine/domain/campaign.ts';
import type { CampaignPage } from '../../../preload/contract.ts';
import { call } from '../../state/bridge.ts';
import { useNavigation } from '../../state/navigation-store.ts';
import { type Resource, useResource } from '../../state/resource.ts';

/**
 * A campaign's page. When a new analysis has it under another id, because its members changed, the screen goes on to the campaign that holds most of the
 * accounts it had, if that is at least half.
 */
export function useFollowedCampaign(campaignId: string): Resource<CampaignPage> {
  const page = useResource('analysis.campaign', { campaignId });
  const known = useRef<readonly string[]>([]);
  if (page.phase === 'ready') known.current = page.value.finding.campaign.accounts;
  const isGone = page.phase === 'failed' && page.fault.kind === 'failure' && page.fault.failure.code === 'campaign-unknown';
  useEffect(() => {
    if (!isGone || known.current.length === 0) return;
    call('analysis.campaigns', {}).then(
      (campaigns) => {
        const heir = heirOf(known.current, campaigns);
        const { screen, replace } = useNavigation.getState();
        if (heir !== null && screen.name === 'campaign' && screen.campaignId === campaignId)
          replace({ name: 'campaign', campaignId: heir.id });
      },
      () => {}, // the screen says already that the campaign is gone
    );
  }, [isGone, campaignId]);
  return page;
}

/** The campaign with most of the accounts, at least half of them; the first of equal ones. */
export function heirOf(accounts: readonly string[], campaigns: readonly Campaign[]): Campaign | null {
  const wanted = new Set(accounts);
  let heir: Campaign | null = null;
  let most = wanted.size / 2;
  for (const campaign of campaigns) {
    const held = campaign.accounts.filter((account) => wanted.has(account)).length;
    if (held > most || (held === most && heir === null)) {
      heir = campaign;
      most = held;
    }
  }
  return heir;
}
