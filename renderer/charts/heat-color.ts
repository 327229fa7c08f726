/** Log-odds at which a colour is at its deepest: twenty times the odds. */
export const DEEPEST_LOG_ODDS = 3;

/** How much of the hue is mixed into the panel, in percent: figures on it must stay legible in both themes. */
const MOST_HUE = 52;

/** Orange for more than the baseline, blue for less: told apart in every common form of colour blindness. Depth grows with distance from 0. */
export function heatColor(logOdds: number): string {
  const depth = Math.min(1, Math.abs(logOdds) / DEEPEST_LOG_ODDS);
  return `color-mix(in srgb, var(${logOdds < 0 ? '--less' : '--more'}) ${Math.round(depth * MOST_HUE)}%, var(--panel))`;
}
