import { create } from 'zustand';
import { call } from './bridge.ts';
import { showFault } from './dialogs-store.ts';

export type ThemeChoice = 'system' | 'light' | 'dark';
export type Theme = 'light' | 'dark';

const STORED_AS = 'stillhunt.theme';
const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');

interface ThemeStore {
  readonly choice: ThemeChoice;
  readonly theme: Theme;
  choose(choice: ThemeChoice): void;
}

function resolve(choice: ThemeChoice): Theme {
  return choice === 'system' ? (prefersDark.matches ? 'dark' : 'light') : choice;
}

function storedChoice(): ThemeChoice {
  const stored = localStorage.getItem(STORED_AS);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

function apply(theme: Theme): void {
  document.body.classList.toggle('bp6-dark', theme === 'dark');
  document.documentElement.style.colorScheme = theme;
}

export const useTheme = create<ThemeStore>((set) => ({
  choice: storedChoice(),
  theme: resolve(storedChoice()),
  choose: (choice) => {
    localStorage.setItem(STORED_AS, choice);
    set({ choice, theme: resolve(choice) });
    call('window.setTheme', { theme: choice }).catch((error: unknown) => showFault(error, 'changing the theme'));
  },
}));

/** Applies the stored theme and follows the system from now on. */
export function startTheme(): void {
  apply(useTheme.getState().theme);
  useTheme.subscribe((state) => apply(state.theme));
  prefersDark.addEventListener('change', () => {
    const { choice } = useTheme.getState();
    useTheme.setState({ theme: resolve(choice) });
  });
  const { choice } = useTheme.getState();
  if (choice !== 'system') void window.stillhunt.call('window.setTheme', { theme: choice });
}

/** System, then the opposite of what the system shows, then back. */
export function nextChoice(choice: ThemeChoice): ThemeChoice {
  return choice === 'system' ? 'light' : choice === 'light' ? 'dark' : 'system';
}
