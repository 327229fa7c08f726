import { create } from 'zustand';
import type { ExchangeFilter } from '../../preload/contract.ts';

export type Screen =
  | { readonly name: 'start' }
  | { readonly name: 'import' }
  | { readonly name: 'sources'; readonly tab: SourcesTab }
  | { readonly name: 'overview' }
  | { readonly name: 'campaigns' }
  | { readonly name: 'campaign'; readonly campaignId: string }
  | { readonly name: 'targeting' }
  | { readonly name: 'detectability' }
  | { readonly name: 'exchanges'; readonly filter: ExchangeFilter; readonly row: number | null };

export type SourcesTab = 'sources' | 'side-tables' | 'events';
export type ScreenName = Screen['name'];

interface NavigationStore {
  readonly screen: Screen;
  readonly trail: readonly Screen[];
  go(screen: Screen): void;
  /** Changes the present screen without a step back to what it was: a filter, a selected row. */
  replace(screen: Screen): void;
  back(): void;
  /** Forgets the trail: another case has other screens. */
  restart(screen: Screen): void;
}

const TRAIL_LENGTH = 50;

export const useNavigation = create<NavigationStore>((set) => ({
  screen: { name: 'start' },
  trail: [],
  go: (screen) => set((state) => ({ screen, trail: [...state.trail, state.screen].slice(-TRAIL_LENGTH) })),
  replace: (screen) => set({ screen }),
  back: () =>
    set((state) => {
      const previous = state.trail.at(-1);
      return previous === undefined ? state : { screen: previous, trail: state.trail.slice(0, -1) };
    }),
  restart: (screen) => set({ screen, trail: [] }),
}));

export function showExchanges(filter: ExchangeFilter, row: number | null = null): void {
  useNavigation.getState().go({ name: 'exchanges', filter, row });
}
