/** Digits that a double holds exactly, whatever they are. */
const EXACT_DIGITS: i32 = 15;

/** Of the number last read: its value, whether it is a whole number in plain digits, and whether JSON.stringify would print its very bytes. */
export let numberValue: f64 = 0;
export let isWhole: bool = false;
export let isPlain: bool = false;

// @ts-ignore: decorator
@inline
function isDigit(byte: u8): bool {
  return <u8>(byte - 0x30) < 10;
}

/**
 * Reads a JSON number of at most EXACT_DIGITS digits without exponent, so that digits / 10^decimals is correctly rounded. Gives the
 * address after it; 0 for what is no number or not understood, negative zero among it.
 */
export function readNumber(at: usize, end: usize): usize {
  const isNegative = load<u8>(at) == 0x2d;
  if (isNegative) at++;
  const first = at;
  let digits: i64 = 0;
  while (at < end && isDigit(load<u8>(at))) digits = digits * 10 + (load<u8>(at++) - 0x30);
  const whole = <i32>(at - first);
  if (whole == 0 || whole > EXACT_DIGITS || (whole > 1 && load<u8>(first) == 0x30)) return 0;
  let scale: f64 = 1;
  let decimals = 0;
  if (at < end && load<u8>(at) == 0x2e) {
    at++;
    for (; at < end && isDigit(load<u8>(at)) && decimals < EXACT_DIGITS; decimals++) {
      digits = digits * 10 + (load<u8>(at++) - 0x30);
      scale *= 10;
    }
    if (decimals == 0 || whole + decimals > EXACT_DIGITS) return 0;
  }
  if (at < end && (isDigit(load<u8>(at)) || load<u8>(at) == 0x2e || (load<u8>(at) | 0x20) == 0x65)) return 0;
  if (digits == 0 && isNegative) return 0;
  const value = <f64>digits / scale;
  numberValue = isNegative ? -value : value;
  isWhole = decimals == 0;
  isPlain = isWhole || (load<u8>(at - 1) != 0x30 && value >= 1e-6);
  return at;
}

/** Passes any JSON number; gives the address after it, 0 for what is no number. */
export function endOfNumber(at: usize, end: usize): usize {
  if (load<u8>(at) == 0x2d) at++;
  if (at < end && load<u8>(at) == 0x30) at++;
  else at = endOfDigits(at, end);
  if (at == 0) return 0;
  if (at < end && load<u8>(at) == 0x2e) {
    at = endOfDigits(at + 1, end);
    if (at == 0) return 0;
  }
  if (at < end && (load<u8>(at) | 0x20) == 0x65) {
    at++;
    if (at < end && (load<u8>(at) == 0x2b || load<u8>(at) == 0x2d)) at++;
    at = endOfDigits(at, end);
  }
  return at;
}

/** Passes one digit or more, 0 if there is none. */
function endOfDigits(at: usize, end: usize): usize {
  const first = at;
  while (at < end && isDigit(load<u8>(at))) at++;
  return at == first ? 0 : at;
}
