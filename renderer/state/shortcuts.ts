import { useEffect } from 'react';
import { chooseImport, closeCase, createCase, openCase, startAnalysis, startCheck } from './actions.ts';
import { redoEdit, undoEdit } from './campaign-edits.ts';
import { useDialogs } from './dialogs-store.ts';
import { useNavigation } from './navigation-store.ts';
import { nextChoice, useTheme } from './theme-store.ts';
import { useWindow } from './window-store.ts';

export interface Shortcut {
  /** Keys one after the other, as shown: `g o`, `Ctrl+1`, `?`. */
  readonly keys: readonly string[];
  readonly does: string;
  readonly needsCase: boolean;
  /** A text field has its own use for these keys. */
  readonly leavesText?: true;
  readonly run: () => void;
}

const go = useNavigation.getState().go;

export const SHORTCUTS: readonly Shortcut[] = [
  { keys: ['g s', 'Ctrl+1'], does: 'Go to Start', needsCase: false, run: () => go({ name: 'start' }) },
  { keys: ['g i', 'Ctrl+2'], does: 'Go to Import', needsCase: false, run: () => go({ name: 'import' }) },
  { keys: ['g o', 'Ctrl+3'], does: 'Go to Overview', needsCase: true, run: () => go({ name: 'overview' }) },
  { keys: ['g c', 'Ctrl+4'], does: 'Go to Campaigns', needsCase: true, run: () => go({ name: 'campaigns' }) },
  { keys: ['g e', 'Ctrl+5'], does: 'Go to Exchanges', needsCase: true, run: () => go({ name: 'exchanges', filter: {}, row: null }) },
  { keys: ['g f', 'Ctrl+6'], does: 'Go to Sources', needsCase: true, run: () => go({ name: 'sources', tab: 'sources' }) },
  { keys: ['g d', 'Ctrl+7'], does: 'Go to Detectability', needsCase: true, run: () => go({ name: 'detectability' }) },
  { keys: ['g t', 'Ctrl+8'], does: 'Go to Targeting', needsCase: true, run: () => go({ name: 'targeting' }) },
  { keys: ['Escape'], does: 'Back to the screen before', needsCase: false, run: () => useNavigation.getState().back() },
  { keys: ['n'], does: 'New case', needsCase: false, run: () => void createCase() },
  { keys: ['o'], does: 'Open a case', needsCase: false, run: () => void openCase(null) },
  { keys: ['i'], does: 'Import log files', needsCase: false, run: () => void chooseImport('files') },
  { keys: ['I'], does: 'Import a folder', needsCase: false, run: () => void chooseImport('folder') },
  { keys: ['a'], does: 'Analyse the case', needsCase: true, run: () => void startAnalysis() },
  { keys: ['Ctrl+Z'], does: 'Undo the last change to a campaign', needsCase: true, leavesText: true, run: () => void undoEdit() },
  {
    keys: ['Ctrl+Shift+Z', 'Ctrl+Y'],
    does: 'Redo the change to a campaign',
    needsCase: true,
    leavesText: true,
    run: () => void redoEdit(),
  },
  { keys: ['x'], does: 'Export evidence', needsCase: true, run: () => useDialogs.getState().show({ phase: 'export', campaignIds: [] }) },
  { keys: ['k'], does: 'Check the case for damage', needsCase: true, run: () => void startCheck() },
  { keys: ['/', 'Ctrl+F'], does: 'Find text in exchanges', needsCase: true, run: findInExchanges },
  { keys: ['w'], does: 'Close the case', needsCase: true, run: () => void closeCase() },
  { keys: ['t'], does: 'Switch theme: system, light, dark', needsCase: false, run: switchTheme },
  { keys: ['?'], does: 'Show these shortcuts', needsCase: false, run: () => useDialogs.getState().show({ phase: 'shortcuts' }) },
];

/** What moves inside a table or chart, listed beside the shortcuts; the table and chart themselves act on them. */
export const LOCAL_KEYS: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ['↑', '↓', 'Page Up', 'Page Down', 'Home', 'End'], does: 'Move through the rows of a table' },
  { keys: ['Enter'], does: 'Open the selected row' },
  { keys: ['Space', 'Shift+↑', 'Shift+↓', 'Ctrl+A'], does: 'Mark accounts, to compare two or to change the campaign' },
  { keys: ['←', '→'], does: 'Move through the days of a chart' },
  { keys: ['↑', '↓', '←', '→', 'Enter'], does: 'Move through figures by campaign or day, and open their exchanges' },
  { keys: ['Ctrl+C'], does: 'Copy the selected row' },
  { keys: ['Ctrl+Z', 'Ctrl+Y'], does: 'Undo and redo in the mapping' },
  { keys: ['Ctrl+Enter'], does: 'Use the mapping' },
];

export const FIND_FIELD_ID = 'exchange-find';

export function findInExchanges(): void {
  if (useNavigation.getState().screen.name !== 'exchanges') go({ name: 'exchanges', filter: {}, row: null });
  requestAnimationFrame(() => document.getElementById(FIND_FIELD_ID)?.focus());
}

function switchTheme(): void {
  const { choice, choose } = useTheme.getState();
  choose(nextChoice(choice));
}

export function shortcutFor(does: string): string | null {
  return SHORTCUTS.find((shortcut) => shortcut.does === does)?.keys[0] ?? null;
}

const SEQUENCE_MS = 1200;

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement && target.type === 'checkbox') return false;
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
}

function chordOf(event: KeyboardEvent): string {
  const control = event.ctrlKey || event.metaKey;
  const key = event.key.length === 1 && control ? event.key.toUpperCase() : event.key;
  return `${control ? 'Ctrl+' : ''}${control && event.shiftKey ? 'Shift+' : ''}${key}`;
}

/** Listens for shortcuts on the whole window; keys typed into a field, or while a dialog is open, are left alone. */
export function useShortcuts(): void {
  useEffect(() => {
    let begun = '';
    let begunAtMs = 0;
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey || useDialogs.getState().dialog.phase !== 'none') return;
      const chord = chordOf(event);
      if (isTyping(event.target) && !chord.startsWith('Ctrl+')) return;
      if (document.querySelector('.bp6-overlay-open, .bp6-popover') !== null && !chord.startsWith('Ctrl+')) return;
      const sequence = event.timeStamp - begunAtMs < SEQUENCE_MS && begun !== '' ? `${begun} ${chord}` : chord;
      const found = SHORTCUTS.find((shortcut) => shortcut.keys.includes(sequence));
      begun = SHORTCUTS.some((shortcut) => shortcut.keys.some((keys) => keys.startsWith(`${sequence} `))) ? sequence : '';
      begunAtMs = event.timeStamp;
      if (found === undefined || (found.leavesText === true && isTyping(event.target))) return;
      const { state } = useWindow.getState();
      if (found.needsCase && (state.phase !== 'ready' || state.window.openCase === null)) return;
      event.preventDefault();
      found.run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
