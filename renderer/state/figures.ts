/** Numbers and times as text. Groups are split by a narrow no-break space, so that a figure never reads as a decimal. */
const THIN = '\u202f';
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

export function count(value: number): string {
  return whole.format(value).replaceAll(',', THIN);
}

/** `1.4 GB`, decimal units, three significant digits. */
export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let scaled = value;
  let unit = 0;
  while (scaled >= 1000 && unit < units.length - 1) {
    scaled /= 1000;
    unit++;
  }
  return `${unit === 0 ? scaled : significant(scaled)} ${units[unit] ?? ''}`;
}

function significant(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

export function percent(share: number): string {
  const value = share * 100;
  return `${value !== 0 && Math.abs(value) < 0.1 ? value.toPrecision(1) : value.toFixed(1)} %`;
}

export function ratio(value: number): string {
  if (Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return '∞';
  return value >= 100 ? count(value) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** A p- or q-value: two digits, and a bound where a double has no more to say. */
export function probability(value: number | null): string {
  if (value === null) return '–';
  if (value < 1e-99) return '< 1e-99';
  return value >= 0.001 ? value.toFixed(3) : value.toExponential(1).replace('e-', 'e−');
}

export function weight(value: number): string {
  return value.toFixed(2);
}

/** `4 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

/** `2026-03-01 12:34:56` of an ISO time in UTC, without a change of zone. */
export function utc(iso: string, precision: 'day' | 'second' | 'full' = 'second'): string {
  const plain = iso.replace('T', ' ').replace(/Z$/, '');
  return precision === 'full' ? plain : plain.slice(0, precision === 'day' ? 10 : 19);
}

export function localTime(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'long' });
}

export function days(firstIso: string, lastIso: string): number {
  return Math.floor((Date.parse(lastIso) - Date.parse(firstIso)) / 86_400_000) + 1;
}

export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}
