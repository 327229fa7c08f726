import type { Theme } from '../state/theme-store.ts';

/** Eight hues that stay apart for colour-blind readers, one set for each theme; the rest of the traffic is grey. */
const HUES: Readonly<Record<Theme, readonly string[]>> = {
  light: ['#2d72d2', '#d9822b', '#0d8050', '#9d3f9d', '#c23030', '#00788c', '#7a6200', '#5642a6'],
  dark: ['#6aa5f2', '#f2b366', '#43bf8b', '#d69fd6', '#ff8080', '#53c5d6', '#d4bb4a', '#a697f0'],
};

export interface ChartInk {
  readonly axis: string;
  readonly grid: string;
  readonly rest: string;
  readonly mark: string;
  /** A line drawn over bars. */
  readonly line: string;
}

const INK: Readonly<Record<Theme, ChartInk>> = {
  light: { axis: '#5f6b7c', grid: '#e5e8eb', rest: '#c5cbd3', mark: '#c23030', line: '#1c2127' },
  dark: { axis: '#abb3bf', grid: '#2f343c', rest: '#5f6b7c', mark: '#ff8080', line: '#f6f7f9' },
};

export function chartInk(theme: Theme): ChartInk {
  return INK[theme];
}

export function hue(theme: Theme, index: number): string {
  const hues = HUES[theme];
  return hues[index % hues.length] ?? INK[theme].rest;
}
