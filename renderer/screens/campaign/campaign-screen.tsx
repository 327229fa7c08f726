import { Button } from '@blueprintjs/core';
import { ArrowLeft, Chat, Export } from '@blueprintjs/icons';
import { lazy, type ReactNode, Suspense } from 'react';
import type { CampaignPage } from '../../../preload/contract.ts';
import { ActionButton } from '../../parts/action-button.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { EditsBar } from '../../parts/edits-bar.tsx';
import { Instant, Stat } from '../../parts/figure.tsx';
import { Loaded } from '../../parts/panel.tsx';
import { StrengthTag } from '../../parts/tags.tsx';
import { useDialogs } from '../../state/dialogs-store.ts';
import { count, days, plural } from '../../state/figures.ts';
import { showExchanges, useNavigation } from '../../state/navigation-store.ts';
import { useOpenCase } from '../../state/window-store.ts';
import { STRENGTH_WORDS } from '../../state/words.ts';
import { byHandSentence, campaignSentence } from './campaign-sentence.ts';
import { useFollowedCampaign } from './followed-campaign.ts';
import { HowPanels } from './how-panels.tsx';
import { TakenPanels } from './taken-panels.tsx';
import { TurnedPanel } from './turned-panel.tsx';
import { WhatPanels } from './what-panels.tsx';
import { WhenPanel } from './when-panel.tsx';
import { WhoPanel } from './who-panel.tsx';
import { WhyPanels } from './why-panels.tsx';

const NetworkPanel = lazy(() => import('./network-panel.tsx'));

const SECTIONS = [
  { id: 'why', title: 'Why' },
  { id: 'how', title: 'How sure' },
  { id: 'what', title: 'What' },
  { id: 'when', title: 'When' },
  { id: 'turned', title: 'Turned' },
  { id: 'taken', title: 'Taken' },
  { id: 'who', title: 'Who' },
  { id: 'network', title: 'Network' },
] as const;

/** Why these accounts, how sure that is, what they were after, when, and who they are. */
export function CampaignScreen({ campaignId }: { readonly campaignId: string }): ReactNode {
  const page = useFollowedCampaign(campaignId);
  return (
    <div className="screen campaign-screen">
      <Loaded resource={page}>{(value) => <CampaignOf page={value} />}</Loaded>
    </div>
  );
}

function CampaignOf({ page }: { readonly page: CampaignPage }): ReactNode {
  const { campaign } = page.finding;
  const go = useNavigation((store) => store.go);
  const caseAccounts = useOpenCase()?.accounts ?? 0;
  const sentence = campaignSentence(campaign, caseAccounts, page.finding.reading);
  const byHand = byHandSentence(page.finding.editedByHand);
  return (
    <>
      <div className="campaign-head">
        <div className="screen-head">
          <ActionButton does="Go to Campaigns" variant="minimal" icon={<ArrowLeft />} onClick={() => go({ name: 'campaigns' })} />
          <h1 className="mono">{campaign.id}</h1>
          <StrengthTag strength={campaign.strength} />
          {byHand !== null && (
            <span className="by-hand" title={byHand}>
              edited by hand
            </span>
          )}
          <CopyButton
            what="the summary"
            text={() => `${campaign.id}: ${STRENGTH_WORDS[campaign.strength].name}. ${sentence}${byHand === null ? '' : ` ${byHand}`}\n`}
          />
          <nav className="section-links" aria-label="Parts of this page">
            {SECTIONS.map((section) => (
              <Button key={section.id} variant="minimal" size="small" text={section.title} onClick={() => scrollToSection(section.id)} />
            ))}
          </nav>
          <span className="spring" />
          <Button
            icon={<Chat />}
            text={plural(campaign.exchangeCount, 'exchange')}
            title="Show the exchanges of this campaign"
            onClick={() => showExchanges({ campaignId: campaign.id })}
          />
          <ActionButton
            does="Export evidence"
            icon={<Export />}
            text="Export"
            onClick={() => useDialogs.getState().show({ phase: 'export', campaignIds: [campaign.id] })}
          />
        </div>
        <EditsBar />
      </div>
      <div className="campaign-summary panel padded">
        <p className="sentence">
          {sentence} {byHand !== null && <span>{byHand} </span>}
          <span className="muted">{STRENGTH_WORDS[campaign.strength].means}</span>
        </p>
        <div className="stats">
          <Stat label="Accounts">{count(campaign.accountCount)}</Stat>
          <Stat label="Exchanges">{count(campaign.exchangeCount)}</Stat>
          <Stat label="Score" title={`${campaign.score}; sum over kinds of evidence, 0 to 100`}>
            {campaign.score.toFixed(1)}
          </Stat>
          <Stat label="First seen">
            <Instant iso={campaign.firstSeen} />
          </Stat>
          <Stat label="Last seen">
            <Instant iso={campaign.lastSeen} />
          </Stat>
          <Stat label="Span">
            {campaign.firstSeen === null || campaign.lastSeen === null ? '–' : plural(days(campaign.firstSeen, campaign.lastSeen), 'day')}
          </Stat>
        </div>
      </div>
      <WhyPanels finding={page.finding} />
      <HowPanels finding={page.finding} />
      <WhatPanels finding={page.finding} />
      <WhenPanel page={page} />
      <TurnedPanel page={page} />
      <TakenPanels finding={page.finding} />
      <WhoPanel finding={page.finding} />
      <Suspense fallback={<div className="panel loading" />}>
        <NetworkPanel finding={page.finding} />
      </Suspense>
    </>
  );
}

function scrollToSection(id: string): void {
  const section = document.getElementById(id);
  section?.scrollIntoView({ block: 'start' });
  section?.querySelector<HTMLElement>('[tabindex="0"], button')?.focus({ preventScroll: true });
}
