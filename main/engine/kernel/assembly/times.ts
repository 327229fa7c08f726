const DAYS_BEFORE_MONTH: StaticArray<i32> = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAYS_IN_MONTH: StaticArray<i32> = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const FIRST_YEAR: i32 = 1970;
const LAST_YEAR: i32 = 2200;

const END_US: i64 = 7289654400000000;
const US: i64 = 1000000;
const MOST_DECIMALS: i32 = 12;
const NO_ZONE: i32 = 1 << 30;

const SPACE: u8 = 0x20;
const PLUS: u8 = 0x2b;
const DASH: u8 = 0x2d;
const POINT: u8 = 0x2e;
const COLON: u8 = 0x3a;
const UTC: u32 = 0x435455;

/** Bits of EXCHANGE_FLAGS. */
const IN_SECONDS: u32 = 1 << 2;
const ZONE_ASSUMED: u32 = 1 << 3;

/** Units of a count since 1970, as TIME_FORMATS of engine/formats/times.ts has them; 0: by its digits. */
const SECONDS: i32 = 1;
const MILLISECONDS: i32 = 2;
const MICROSECONDS: i32 = 3;
const NANOSECONDS: i32 = 4;
const NO_UNIT: i32 = 5;

let givenUnit: i32 = 0;
let fractionUs: i32 = 0;

/** Microseconds since 1970 of the time last read, and the flags that it adds. */
export let timeUs: f64 = 0;
export let timeFlags: u32 = 0;

/** Unit in which the source counts time: an index into TIME_FORMATS. */
export function setTimeUnit(unit: i32): void {
  givenUnit = unit;
}

// @ts-ignore: decorator
@inline
function digit(at: usize): i32 {
  return <i32>load<u8>(at) - 0x30;
}

/** Value of two digits at `at`, out of range (beyond 99) if they are not digits. */
function twoDigits(at: usize): i32 {
  const tens = digit(at);
  const ones = digit(at + 1);
  return <u32>tens > 9 || <u32>ones > 9 ? 1000000 : tens * 10 + ones;
}

/**
 * Reads a time of the years 1970 to 2200: `YYYY-MM-DD`, `T` or a space, `HH:MM:SS`, up to 12 decimals and a zone (`Z`, `UTC`, `+HH:MM` or none), or
 * a count of digits since 1970. False for any other form and for dates that do not exist.
 */
export function readTimeText(at: usize, end: usize): bool {
  return end - at >= 19 && load<u8>(at, 4) == DASH ? readIsoTime(at, end) : readTimeCount(at, end);
}

function readIsoTime(at: usize, end: usize): bool {
  if (!hasSeparators(at)) return false;
  const year = twoDigits(at) * 100 + twoDigits(at + 2);
  const month = twoDigits(at + 5);
  const day = twoDigits(at + 8);
  const hour = twoDigits(at + 11);
  const minute = twoDigits(at + 14);
  const second = twoDigits(at + 17);
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return false;
  const leap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0) ? 1 : 0;
  if (day < 1 || day > unchecked(DAYS_IN_MONTH[month - 1]) + (month == 2 ? leap : 0)) return false;
  const zone = endOfFraction(at + 19, end);
  if (zone == 0) return false;
  const leapDays = (year - 1969) / 4 - (year - 1901) / 100 + (year - 1601) / 400;
  const days = (year - 1970) * 365 + leapDays + unchecked(DAYS_BEFORE_MONTH[month - 1]) + (month > 2 ? leap : 0) + day - 1;
  const offset = zoneMinutes(zone, end);
  if (offset == NO_ZONE) return false;
  const seconds = <i64>days * 86400 + hour * 3600 + minute * 60 + second - <i64>offset * 60;
  const flags = (zone == at + 19 ? IN_SECONDS : 0) | (zone == end ? ZONE_ASSUMED : 0);
  return keep(seconds * US + fractionUs, flags);
}

function hasSeparators(at: usize): bool {
  const isDate = load<u8>(at, 4) == DASH && load<u8>(at, 7) == DASH && (load<u8>(at, 10) == 0x54 || load<u8>(at, 10) == SPACE);
  return isDate && load<u8>(at, 13) == COLON && load<u8>(at, 16) == COLON;
}

/** Passes `.digits` at `at`, if there, and notes their microseconds; finer ones are cut. 0 when malformed. */
function endOfFraction(at: usize, end: usize): usize {
  fractionUs = 0;
  if (at == end || load<u8>(at) != POINT) return at;
  const first = ++at;
  let scale = 100000;
  for (; at < end && <u32>digit(at) <= 9; at++) {
    fractionUs += digit(at) * scale;
    scale /= 10;
  }
  const decimals = <i32>(at - first);
  return decimals == 0 || decimals > MOST_DECIMALS ? 0 : at;
}

/** Minutes that the zone written in [at, end) is east of UTC; NO_ZONE when it is not understood. */
function zoneMinutes(at: usize, end: usize): i32 {
  if (at == end) return 0;
  if (load<u8>(at) == SPACE) at++;
  const length = <i32>(end - at);
  const first = load<u8>(at);
  if (length == 1) return first == 0x5a ? 0 : NO_ZONE;
  if (length == 3 && (load<u32>(at) & 0xffffff) == UTC) return 0;
  if (first != PLUS && first != DASH) return NO_ZONE;
  const hasColon = length == 6 && load<u8>(at, 3) == COLON;
  if (length != 3 && length != 5 && !hasColon) return NO_ZONE;
  const hours = twoDigits(at + 1);
  const minutes = length == 3 ? 0 : twoDigits(at + (hasColon ? 4 : 3));
  if (hours > 15 || minutes > 59) return NO_ZONE;
  return first == DASH ? -(hours * 60 + minutes) : hours * 60 + minutes;
}

/** Reads a whole number of units since 1970, without zeros before it. */
export function readTimeCount(at: usize, end: usize): bool {
  const digits = <i32>(end - at);
  if (digits < 1 || digits > 19 || load<u8>(at) == 0x30) return false;
  const unit = givenUnit == 0 ? unitOf(digits, load<u8>(at)) : givenUnit;
  if (unit == NO_UNIT || digits > 8 + 3 * unit) return false;
  let count: i64 = 0;
  for (; at < end; at++) {
    if (<u32>digit(at) > 9) return false;
    count = count * 10 + digit(at);
  }
  if (count < 0) return false;
  if (unit == SECONDS) return keep(count * US, IN_SECONDS);
  if (unit == MILLISECONDS) return keep(count * 1000, 0);
  return keep(unit == MICROSECONDS ? count : count / 1000, 0);
}

function unitOf(digits: i32, first: u8): i32 {
  if (digits == 9 || digits == 10) return SECONDS;
  if (digits == 12 || digits == 13) return MILLISECONDS;
  if (digits == 15 || digits == 16) return MICROSECONDS;
  return digits == 19 || (digits == 18 && first != 0x36) ? NANOSECONDS : NO_UNIT;
}

function keep(us: i64, flags: u32): bool {
  if (us < 0 || us >= END_US) return false;
  timeUs = <f64>us;
  timeFlags = flags;
  return true;
}
