/** Whether [at, end) is valid UTF-8 (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF). ASCII goes 64 or 16 bytes at a time. */
export function isUtf8(at: usize, end: usize): bool {
  while (at < end) {
    const first = v128.or(v128.load(at), v128.load(at, 16));
    const second = v128.or(v128.load(at, 32), v128.load(at, 48));
    if (i8x16.bitmask(v128.or(first, second)) == 0) {
      at += 64;
      continue;
    }
    if (i8x16.bitmask(v128.load(at)) == 0) {
      at += 16;
      continue;
    }
    const stop = min(at + 16, end);
    while (at < stop) {
      const length = characterLength(at, end);
      if (length == 0) return false;
      at += length;
    }
  }
  return true;
}

/** Bytes of the character at `at`, 0 if there is none. */
function characterLength(at: usize, end: usize): usize {
  const lead = load<u8>(at);
  if (lead < 0x80) return 1;
  const second = load<u8>(at, 1);
  if (lead >= 0xc2 && lead <= 0xdf) return at + 2 <= end && isContinuation(second) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) {
    if (at + 3 > end || !isContinuation(second) || !isContinuation(load<u8>(at, 2))) return 0;
    if (lead == 0xe0 && second < 0xa0) return 0;
    return lead == 0xed && second > 0x9f ? 0 : 3;
  }
  if (lead < 0xf0 || lead > 0xf4 || at + 4 > end) return 0;
  if (!isContinuation(second) || !isContinuation(load<u8>(at, 2)) || !isContinuation(load<u8>(at, 3))) return 0;
  if (lead == 0xf0 && second < 0x90) return 0;
  return lead == 0xf4 && second > 0x8f ? 0 : 4;
}

// @ts-ignore: decorator
@inline
function isContinuation(byte: u8): bool {
  return (byte & 0xc0) == 0x80;
}
