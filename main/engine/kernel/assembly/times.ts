const DAYS_BEFORE_MONTH: StaticArray<i32> = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAYS_IN_MONTH: StaticArray<i32> = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const FIRST_YEAR: i32 = 1970;
const LAST_YEAR: i32 = 2200;

/** Microseconds since 1970 of the time last read, and whether it was given in whole seconds. */
export let timeUs: f64 = 0;
export let isWholeSecond: bool = false;

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

/** Reads `YYYY-MM-DDTHH:MM:SSZ` with 0 to 6 decimals, of the years 1970 to 2200. False for any other form and for dates that do not exist. */
export function readIsoTime(at: usize, end: usize): bool {
  const length = <i32>(end - at);
  if (length < 20 || length > 27 || load<u8>(end - 1) != 0x5a || !hasSeparators(at)) return false;
  const year = twoDigits(at) * 100 + twoDigits(at + 2);
  const month = twoDigits(at + 5);
  const day = twoDigits(at + 8);
  const hour = twoDigits(at + 11);
  const minute = twoDigits(at + 14);
  const second = twoDigits(at + 17);
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return false;
  const leap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0) ? 1 : 0;
  if (day < 1 || day > unchecked(DAYS_IN_MONTH[month - 1]) + (month == 2 ? leap : 0)) return false;
  const fraction = fractionUs(at + 19, end - 1);
  if (fraction < 0) return false;
  const leapDays = (year - 1969) / 4 - (year - 1901) / 100 + (year - 1601) / 400;
  const days = (year - 1970) * 365 + leapDays + unchecked(DAYS_BEFORE_MONTH[month - 1]) + (month > 2 ? leap : 0) + day - 1;
  const seconds = <i64>days * 86400 + hour * 3600 + minute * 60 + second;
  timeUs = <f64>(seconds * 1000000 + fraction);
  isWholeSecond = length == 20;
  return true;
}

function hasSeparators(at: usize): bool {
  const isDate = load<u8>(at, 4) == 0x2d && load<u8>(at, 7) == 0x2d && load<u8>(at, 10) == 0x54;
  return isDate && load<u8>(at, 13) == 0x3a && load<u8>(at, 16) == 0x3a;
}

/** Microseconds of `.digits` in [at, end), 0 when it is empty, -1 when malformed. */
function fractionUs(at: usize, end: usize): i32 {
  if (at == end) return 0;
  if (load<u8>(at) != 0x2e || at + 1 == end) return -1;
  let fraction = 0;
  for (let i: usize = 1; i <= 6; i++) {
    let next = 0;
    if (at + i < end) {
      next = digit(at + i);
      if (<u32>next > 9) return -1;
    }
    fraction = fraction * 10 + next;
  }
  return fraction;
}
