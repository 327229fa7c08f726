import { CAPABILITIES, ELICITATIONS } from '../../domain/capability.ts';
import { countedNoun, countText, percentText } from '../../links/wording.ts';
import type { PivotPanel, ShareAxis } from './pivot-panel.ts';

const LONGEST_NAME = 100;

/** What a column of an axis counts, as results name it. */
export function columnName(panel: PivotPanel, axis: ShareAxis, column: number): string {
  switch (axis) {
    case 'capability':
      return CAPABILITIES[column] ?? 'other';
    case 'elicitation':
      return ELICITATIONS[column] ?? 'plain';
    case 'model': {
      const code = panel.models[column];
      return code === undefined ? 'other models' : (panel.traffic.models[code] ?? '').slice(0, LONGEST_NAME);
    }
  }
}

export interface ChangeFacts {
  readonly before: number;
  readonly after: number;
  readonly matchedBefore: number | null;
  readonly matchedAfter: number | null;
}

/** "of its exchanges 5 % before and 61 % after; of those of matched accounts 6 % and 7 %" */
function sharesText({ before, after, matchedBefore, matchedAfter }: ChangeFacts): string {
  const own = `${percentText(before)} of its exchanges before and ${percentText(after)} after`;
  if (matchedBefore === null || matchedAfter === null) return `${own}; too few accounts to compare with`;
  return `${own}; of those of matched accounts ${percentText(matchedBefore)} and ${percentText(matchedAfter)}`;
}

/** What members did after a model came up, and when comparable others that use it did. */
export interface Delays {
  readonly members: number;
  readonly medianHours: number;
  readonly matchedAccounts: number;
  readonly matchedMedianHours: number;
}

export function modelReason(facts: ChangeFacts, delays: Delays, after: string): string {
  const { members, medianHours, matchedAccounts, matchedMedianHours } = delays;
  const others =
    matchedAccounts === 0
      ? 'no matched account did'
      : `half of the ${countedNoun(matchedAccounts, 'matched account')} that took it up did within ${hoursText(matchedMedianHours)}`;
  return `half of its ${countedNoun(members, 'member')} that took up the model did so within ${hoursText(medianHours)} of ${after} (${others}): ${sharesText(facts)}`;
}

export function shareReason(facts: ChangeFacts, day: string, name: string, instead: string | null, after: string | null): string {
  const what = facts.after >= facts.before ? `more ${words(name)}` : `less ${words(name)}`;
  const changed = instead === null ? what : `${words(name)} instead of ${words(instead)}`;
  return `from ${day} on${after === null ? '' : `, after ${after}`}, ${changed}: ${sharesText(facts)}`;
}

export function volumeReason({ before, after, matchedBefore, matchedAfter }: ChangeFacts, day: string): string {
  const others = `${countText(matchedAfter ?? 0)} after ${countText(matchedBefore ?? 0)}`;
  return `from ${day} on, ${countText(after)} exchanges a day after ${countText(before)}; accounts in no campaign ${others}`;
}

function words(name: string): string {
  return name.replaceAll('_', ' ');
}

function hoursText(hours: number): string {
  return hours < 48 ? countedNoun(Math.max(1, Math.ceil(hours)), 'hour') : countedNoun(Math.round(hours / 24), 'day');
}
