import { EXCHANGE_FLAGS } from '../domain/exchange.ts';
import type { Microseconds } from '../domain/units.ts';

export const TIME_FORMATS = ['auto', 'seconds', 'milliseconds', 'microseconds', 'nanoseconds', 'dotnet-ticks'] as const;
export type TimeFormat = (typeof TIME_FORMATS)[number];

export interface TimeReading {
  readonly us: Microseconds;
  /** Bits of EXCHANGE_FLAGS: zone assumed, whole seconds. */
  readonly flags: number;
}

const ZONE_ASSUMED = 1 << EXCHANGE_FLAGS.timeZoneAssumedUtc;
const WHOLE_SECONDS = 1 << EXCHANGE_FLAGS.timeInSeconds;
const FIRST_YEAR = 1970;
const LAST_YEAR = 2200;
const END_US = Date.UTC(LAST_YEAR + 1, 0, 1) * 1000;
const TICKS_AT_EPOCH = 621_355_968_000_000_000n;

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,12}))?)?(?: ?(Z|z|UTC|GMT)| ?([+-])(\d\d)(?::?(\d\d))?)?)?$/;
const DIGITS = /^(\d{1,20})(?:\.(\d*))?$/;

/**
 * Reads a time of the years 1970 to 2200 as microseconds UTC: ISO 8601 (a missing zone is taken as UTC and flagged), or a count
 * since 1970 whose unit follows from its digits (9-10 s, 12-13 ms, 15-16 µs, 18-19 ns, 18 digits from 63 on .NET ticks).
 * Finer digits than microseconds are cut. Null for anything else and for dates that do not exist.
 */
export function readTime(value: string | number, format: TimeFormat): TimeReading | null {
  const text = typeof value === 'number' ? plainDigits(value) : value.trim();
  const reading = DIGITS.test(text) ? readCount(text, format) : readIso(text);
  return reading !== null && reading.us >= 0 && reading.us < END_US ? reading : null;
}

function plainDigits(value: number): string {
  if (!Number.isFinite(value) || value < 0 || value >= 1e20) return '';
  return Number.isInteger(value) ? BigInt(value).toString() : String(value);
}

function readIso(text: string): TimeReading | null {
  const match = ISO.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, fraction, utc, sign, zoneHour, zoneMinute] = match;
  const y = Number(year);
  const mo = Number(month);
  const d = Number(day);
  const h = Number(hour ?? 0);
  const mi = Number(minute ?? 0);
  const s = Number(second ?? 0);
  if (y < FIRST_YEAR || y > LAST_YEAR || mo < 1 || mo > 12 || d < 1 || d > daysInMonth(y, mo) || h > 23 || mi > 59 || s > 59) return null;
  const zh = Number(zoneHour ?? 0);
  const zm = Number(zoneMinute ?? 0);
  if (zh > 15 || zm > 59) return null;
  const offsetMinutes = (zh * 60 + zm) * (sign === '-' ? -1 : 1);
  const us = (Date.UTC(y, mo - 1, d, h, mi, s) - offsetMinutes * 60_000) * 1000 + fractionUs(fraction);
  const zoned = utc !== undefined || sign !== undefined;
  return { us, flags: (zoned ? 0 : ZONE_ASSUMED) | (fraction === undefined ? WHOLE_SECONDS : 0) };
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function fractionUs(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Number(fraction.slice(0, 6).padEnd(6, '0'));
}

function unitOf(digits: string): TimeFormat | null {
  switch (digits.length) {
    case 9:
    case 10:
      return 'seconds';
    case 12:
    case 13:
      return 'milliseconds';
    case 15:
    case 16:
      return 'microseconds';
    case 18:
      return digits.startsWith('6') ? 'dotnet-ticks' : 'nanoseconds';
    case 19:
      return 'nanoseconds';
    default:
      return null;
  }
}

function readCount(text: string, format: TimeFormat): TimeReading | null {
  const match = DIGITS.exec(text);
  if (match === null) return null;
  const digits = (match[1] ?? '').replace(/^0+(?=\d)/, '');
  const fraction = match[2] === '' ? undefined : match[2];
  const unit = format === 'auto' ? unitOf(digits) : format;
  switch (unit) {
    case 'seconds':
      return { us: Number(digits) * 1_000_000 + fractionUs(fraction), flags: fraction === undefined ? WHOLE_SECONDS : 0 };
    case 'milliseconds':
      return { us: Number(digits) * 1000 + Math.floor(fractionUs(fraction) / 1000), flags: 0 };
    case 'microseconds':
      return { us: Number(digits), flags: 0 };
    case 'nanoseconds':
      return { us: Number(BigInt(digits) / 1000n), flags: 0 };
    case 'dotnet-ticks':
      return { us: Number((BigInt(digits) - TICKS_AT_EPOCH) / 10n), flags: 0 };
    default:
      return null;
  }
}
