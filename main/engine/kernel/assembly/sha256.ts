/** SHA-256 (FIPS 180-4) of short messages: exchange ids. Every row has one, so rounds are written out by eight and copies are short loops. */
const ROUND_CONSTANTS: usize = memory.data<u32>([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
  0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
  0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
  0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
  0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
  0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);
const STATE: usize = memory.data(32, 16);
const SCHEDULE: usize = memory.data(256, 16);
/** The block being filled, with room for a vector store past it. */
const BLOCK: usize = memory.data(80, 16);
let filled: i32 = 0;
let total: u64 = 0;

export function beginHash(): void {
  store<u32>(STATE, 0x6a09e667, 0);
  store<u32>(STATE, 0xbb67ae85, 4);
  store<u32>(STATE, 0x3c6ef372, 8);
  store<u32>(STATE, 0xa54ff53a, 12);
  store<u32>(STATE, 0x510e527f, 16);
  store<u32>(STATE, 0x9b05688c, 20);
  store<u32>(STATE, 0x1f83d9ab, 24);
  store<u32>(STATE, 0x5be0cd19, 28);
  filled = 0;
  total = 0;
}

/** The bytes are read in vectors: up to 15 more may be touched. */
export function addToHash(at: usize, length: i32): void {
  total += length;
  while (length > 0) {
    const taken = min(length, 64 - filled);
    for (let i = 0; i < taken; i += 16) v128.store(BLOCK + filled + i, v128.load(at + i));
    filled += taken;
    at += taken;
    length -= taken;
    if (filled == 64) mixBlock();
  }
}

/** Writes the first 16 bytes of the digest. */
export function endHash16(to: usize): void {
  store<u8>(BLOCK + filled++, 0x80);
  if (filled > 56) {
    clearFrom(filled);
    mixBlock();
  }
  clearFrom(filled);
  store<u64>(BLOCK, bswap<u64>(total << 3), 56);
  mixBlock();
  for (let i = 0; i < 4; i++) store<u32>(to + (i << 2), bswap<u32>(load<u32>(STATE + (i << 2))));
}

function clearFrom(at: i32): void {
  for (; at < 64; at += 16) v128.store(BLOCK + at, i32x4.splat(0));
}

// @ts-ignore: decorator
@inline
function word(i: i32): u32 {
  return load<u32>(SCHEDULE + (i << 2));
}

/** The schedule of a block, each word with its round constant added. */
function expandBlock(): void {
  for (let i = 0; i < 16; i++) store<u32>(SCHEDULE + (i << 2), bswap<u32>(load<u32>(BLOCK + (i << 2))));
  for (let i = 16; i < 64; i++) {
    const far = word(i - 15);
    const near = word(i - 2);
    const sigma0 = rotr(far, 7) ^ rotr(far, 18) ^ (far >> 3);
    const sigma1 = rotr(near, 17) ^ rotr(near, 19) ^ (near >> 10);
    store<u32>(SCHEDULE + (i << 2), word(i - 16) + sigma0 + word(i - 7) + sigma1);
  }
  for (let i = 0; i < 256; i += 16) {
    v128.store(SCHEDULE + i, i32x4.add(v128.load(SCHEDULE + i), v128.load(ROUND_CONSTANTS + i)));
  }
}

// @ts-ignore: decorator
@inline
function mixLow(e: u32, f: u32, g: u32, h: u32, i: i32): u32 {
  return h + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) + (g ^ (e & (f ^ g))) + word(i);
}

// @ts-ignore: decorator
@inline
function mixHigh(a: u32, b: u32, c: u32): u32 {
  return (rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + ((a & b) | (c & (a | b)));
}

function mixBlock(): void {
  filled = 0;
  expandBlock();
  let a = load<u32>(STATE, 0);
  let b = load<u32>(STATE, 4);
  let c = load<u32>(STATE, 8);
  let d = load<u32>(STATE, 12);
  let e = load<u32>(STATE, 16);
  let f = load<u32>(STATE, 20);
  let g = load<u32>(STATE, 24);
  let h = load<u32>(STATE, 28);
  for (let i = 0; i < 64; i += 8) {
    h = mixLow(e, f, g, h, i);
    d += h;
    h += mixHigh(a, b, c);
    g = mixLow(d, e, f, g, i + 1);
    c += g;
    g += mixHigh(h, a, b);
    f = mixLow(c, d, e, f, i + 2);
    b += f;
    f += mixHigh(g, h, a);
    e = mixLow(b, c, d, e, i + 3);
    a += e;
    e += mixHigh(f, g, h);
    d = mixLow(a, b, c, d, i + 4);
    h += d;
    d += mixHigh(e, f, g);
    c = mixLow(h, a, b, c, i + 5);
    g += c;
    c += mixHigh(d, e, f);
    b = mixLow(g, h, a, b, i + 6);
    f += b;
    b += mixHigh(c, d, e);
    a = mixLow(f, g, h, a, i + 7);
    e += a;
    a += mixHigh(b, c, d);
  }
  store<u32>(STATE, load<u32>(STATE, 0) + a, 0);
  store<u32>(STATE, load<u32>(STATE, 4) + b, 4);
  store<u32>(STATE, load<u32>(STATE, 8) + c, 8);
  store<u32>(STATE, load<u32>(STATE, 12) + d, 12);
  store<u32>(STATE, load<u32>(STATE, 16) + e, 16);
  store<u32>(STATE, load<u32>(STATE, 20) + f, 20);
  store<u32>(STATE, load<u32>(STATE, 24) + g, 24);
  store<u32>(STATE, load<u32>(STATE, 28) + h, 28);
}
