import type { DetectabilityCell, DetectabilityReport, ShareEstimate } from '../../../main/engine/domain/detectability.ts';
import { count } from '../../state/figures.ts';
import { STYLE_WORDS } from '../../state/words.ts';

/** From this share of accounts on, in the interval's low end, a campaign counts as found whole. */
const WHOLE_FROM = 0.8;

/** `94–100 %`, never narrower than the interval. */
export function intervalText({ low, high }: Pick<ShareEstimate, 'low' | 'high'>): string {
  const [from, to] = [Math.floor(low * 100), Math.ceil(high * 100)];
  return from === to ? `${from} %` : `${from}–${to} %`;
}

const isFound = ({ recovered, runs }: DetectabilityCell): boolean => recovered === runs;
const isWhole = (cell: DetectabilityCell): boolean => isFound(cell) && cell.found.low >= WHOLE_FROM;

/** What "nothing found" means, a sentence for each style: which sizes would have been found whole, in part, or might have been missed. */
export function meaningOf(report: DetectabilityReport): string[] {
  const styles = [...new Set(report.cells.map(({ style }) => style))];
  return styles.map((style) => {
    const cells = report.cells.filter((cell) => cell.style === style).toSorted((a, b) => a.accounts - b.accounts);
    const whole = cells.filter(isWhole);
    const inPart = cells.filter((cell) => isFound(cell) && !isWhole(cell));
    const missed = cells.filter((cell) => !isFound(cell));
    const clauses = [
      whole.length === 0 ? '' : `${sizesText(whole)} would have been found, ${intervalText(rangeOf(whole))} of its accounts`,
      inPart.length === 0 ? '' : `${sizesText(inPart)} would have been found in part, ${intervalText(rangeOf(inPart))} of its accounts`,
      missed.length === 0 ? '' : `${sizesText(missed)} cannot be ruled out: ${missedText(missed)}`,
    ];
    return `${STYLE_WORDS[style].name}: a campaign ${clauses.filter((clause) => clause !== '').join('; one ')}.`;
  });
}

function sizesText(cells: readonly DetectabilityCell[]): string {
  const sizes = cells.map(({ accounts }) => count(accounts));
  return sizes.length === 1 ? `of ${sizes[0]} accounts` : `of ${sizes.slice(0, -1).join(', ')} or ${sizes.at(-1)} accounts`;
}

function rangeOf(cells: readonly DetectabilityCell[]): Pick<ShareEstimate, 'low' | 'high'> {
  return { low: Math.min(...cells.map(({ found }) => found.low)), high: Math.max(...cells.map(({ found }) => found.high)) };
}

function missedText(cells: readonly DetectabilityCell[]): string {
  const runs = cells.reduce((sum, cell) => sum + cell.runs, 0);
  const missed = runs - cells.reduce((sum, cell) => sum + cell.recovered, 0);
  const leads = cells.some(({ leadOnly }) => leadOnly > 0.005) ? ', some showing as leads' : '';
  return `${count(missed)} of ${count(runs)} planted ones ${missed === 1 ? 'was' : 'were'} missed${leads}`;
}
