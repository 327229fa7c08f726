import { create } from 'zustand';
import type { CaseSummary } from '../../main/engine/domain/case.ts';
import type { WindowState } from '../../preload/contract.ts';
import { call } from './bridge.ts';
import { showFault } from './dialogs-store.ts';
import { useNavigation } from './navigation-store.ts';

type WindowPhase = { readonly phase: 'loading' } | { readonly phase: 'ready'; readonly window: WindowState };

interface WindowStore {
  readonly state: WindowPhase;
  /** Grows whenever the open case changed; whoever shows something of the case reads it again. */
  readonly revision: number;
  reload(): Promise<void>;
  caseChanged(openCase: CaseSummary | null): void;
}

export const useWindow = create<WindowStore>((set, get) => ({
  state: { phase: 'loading' },
  revision: 0,
  reload: async () => {
    try {
      const window = await call('window.state', {});
      const before = openCaseOf(get().state);
      set({ state: { phase: 'ready', window } });
      followCase(before, window.openCase);
    } catch (error) {
      showFault(error, 'reading the state of the window');
    }
  },
  caseChanged: (openCase) => {
    const { state, revision, reload } = get();
    if (state.phase === 'ready') {
      set({ state: { phase: 'ready', window: { ...state.window, openCase } }, revision: revision + 1 });
      followCase(state.window.openCase, openCase);
    }
    void reload();
  },
}));

function openCaseOf(state: WindowPhase): CaseSummary | null {
  return state.phase === 'ready' ? state.window.openCase : null;
}

function followCase(before: CaseSummary | null, after: CaseSummary | null): void {
  if (before?.path === after?.path) return;
  const { restart, screen } = useNavigation.getState();
  if (after === null) restart({ name: 'start' });
  else if (after.exchanges > 0) restart({ name: 'overview' });
  else if (screen.name !== 'import') restart({ name: 'import' });
}

export function useOpenCase(): CaseSummary | null {
  return useWindow((store) => openCaseOf(store.state));
}
