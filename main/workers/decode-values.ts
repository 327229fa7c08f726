import type { JsonBytes } from './decode-json.ts';

/** Microseconds since 1970 from the raw value of a timestamp. */
export type TimeUnit = 'SECONDS' | 'MILLIS' | 'MICROS' | 'NANOS';
const MICROS_PER: Readonly<Record<TimeUnit, bigint>> = { SECONDS: 1_000_000n, MILLIS: 1_000n, MICROS: 1n, NANOS: 1n };
const DAY_SECONDS = 86_400;
/** Days from 1970 to 0001-01-01 and behind 9999-12-31: what four digits of a year can say. */
const [FIRST_DAY, LAST_DAY] = [-719_162, 2_932_896];

const dayTexts = new Map<number, string>();

/** `2026-03-02` of days since 1970; null outside the years 1 to 9999. */
export function dayText(days: number): string | null {
  if (!(days >= FIRST_DAY && days <= LAST_DAY)) return null;
  let text = dayTexts.get(days);
  if (text === undefined) {
    if (dayTexts.size > 10_000) dayTexts.clear();
    text = new Date(days * DAY_SECONDS * 1_000).toISOString().slice(0, 10);
    dayTexts.set(days, text);
  }
  return text;
}

/** A timestamp as ISO text with microseconds, finer parts cut off; `Z` where it is of UTC. Outside the years 1 to 9999 its digits. */
export function writeTimestamp(out: JsonBytes, value: bigint, unit: TimeUnit, utc: boolean): void {
  const us = unit === 'NANOS' ? floorDivide(value, 1_000n) : value * MICROS_PER[unit];
  const seconds = floorDivide(us, 1_000_000n);
  const whole = Number(seconds);
  const days = Math.floor(whole / DAY_SECONDS);
  const day = dayText(days);
  if (day === null) out.ascii(`"${value}"`);
  else out.ascii(`"${day}T${clockText(whole - days * DAY_SECONDS, Number(us - seconds * 1_000_000n))}${utc ? 'Z' : ''}"`);
}

export function writeDate(out: JsonBytes, days: number): void {
  out.ascii(`"${dayText(days) ?? days}"`);
}

/** A time of day in ticks of a unit as `09:14:07.125000`. */
export function writeTimeOfDay(out: JsonBytes, value: bigint, unit: TimeUnit): void {
  const us = unit === 'NANOS' ? floorDivide(value, 1_000n) : value * MICROS_PER[unit];
  const seconds = floorDivide(us, 1_000_000n);
  if (seconds < 0n || seconds > BigInt(DAY_SECONDS)) out.ascii(`"${value}"`);
  else out.ascii(`"${clockText(Number(seconds), Number(us - seconds * 1_000_000n))}"`);
}

function clockText(seconds: number, micros: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return `${twoDigits(hours)}:${twoDigits(minutes)}:${twoDigits(seconds % 60)}.${String(micros).padStart(6, '0')}`;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

function floorDivide(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  return value < 0n && quotient * divisor !== value ? quotient - 1n : quotient;
}

/** A finite number; JSON has no other. */
export function writeReal(out: JsonBytes, value: number): void {
  out.ascii(Number.isFinite(value) ? String(value) : 'null');
}

/** The shortest decimal that a 32-bit float is nearest to. */
export function writeSingle(out: JsonBytes, value: number): void {
  out.ascii(Number.isFinite(value) ? String(nearestDecimal(value)) : 'null');
}

function nearestDecimal(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const decimal = Number(value.toPrecision(digits));
    if (Math.fround(decimal) === value) return decimal;
  }
  return Number(value.toPrecision(9));
}

export function halfFloat(bits: number): number {
  const sign = bits >> 15 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * 2 ** -24 * fraction;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * 2 ** (exponent - 15) * (1 + fraction / 1024);
}

/** Most digits behind the point of a decimal; types of both formats allow fewer. */
const MAX_SCALE = 400;

/** A decimal as text, so that no digit is lost. */
export function writeDecimal(out: JsonBytes, unscaled: bigint, scale: number): void {
  if (!(Math.abs(scale) <= MAX_SCALE)) throw new RangeError(`a decimal of scale ${scale}`);
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString();
  const sign = unscaled < 0n ? '-' : '';
  const padded = digits.padStart(scale + 1, '0');
  const whole = scale <= 0 ? digits + (unscaled === 0n ? '' : '0'.repeat(-scale)) : padded.slice(0, -scale);
  out.ascii(`"${sign}${whole}${scale <= 0 ? '' : `.${padded.slice(-scale)}`}"`);
}

/** A signed integer from its bytes, most significant first. */
export function signedFromBytes(bytes: Uint8Array): bigint {
  if (bytes.length === 0) return 0n;
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(bytes.length * 8, value);
}
