import type { Cost, Money } from '../../main/engine/domain/impact.ts';
import { count, percent } from './figures.ts';

/** `41.2 G`, `612 M`, `8.40 k`: three digits and a unit of thousands. */
export function brief(value: number): string {
  const units = ['', ' k', ' M', ' G', ' T'];
  let scaled = value;
  let unit = 0;
  while (scaled >= 999.5 && unit < units.length - 1) {
    scaled /= 1000;
    unit++;
  }
  if (unit === 0) return count(value);
  return `${scaled >= 100 ? scaled.toFixed(0) : scaled >= 10 ? scaled.toFixed(1) : scaled.toFixed(2)}${units[unit] ?? ''}`;
}

/** `USD 612 000`; with cents below a thousand, and with all that is known below a cent. */
export function money({ currency, amount }: Money): string {
  const figure = amount >= 1000 ? count(amount) : amount === 0 || amount >= 0.01 ? amount.toFixed(2) : amount.toPrecision(2);
  return `${currency} ${figure}`;
}

export function moneys({ amounts }: Cost): string {
  return amounts.map(money).join(' + ');
}

/** How much of it has no price; null where all of it has one, or nothing was counted. */
export function pricedNote({ pricedShare, amounts }: Cost): string | null {
  if (pricedShare === null || pricedShare >= 1) return null;
  return amounts.length === 0 ? 'no price' : `${percent(pricedShare)} of tokens priced`;
}
