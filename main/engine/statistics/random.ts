/** A source of uniform numbers in [0, 1). */
export type RandomSource = () => number;

/**
 * Seeded generator: xoshiro128** seeded through splitmix32 (Blackman and Vigna 2021, "Scrambled linear pseudorandom number
 * generators", section 4.6 for the 32-bit engine). Same seed, same sequence, on any machine.
 */
export function seededRandom(seed: number): RandomSource {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let z = state ^ (state >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  let a = next();
  let b = next();
  let c = next();
  let d = next();
  return () => {
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return (result >>> 0) / 4294967296;
  };
}

/** A whole number in [0, bound), uniform up to 2^-32. */
export function randomBelow(random: RandomSource, bound: number): number {
  return Math.floor(random() * bound);
}

/** Fisher-Yates shuffle in place (Knuth, The Art of Computer Programming 2, algorithm P). */
export function shuffle<T extends { [index: number]: unknown; readonly length: number }>(items: T, random: RandomSource): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = randomBelow(random, i + 1);
    const kept = items[i];
    items[i] = items[j];
    items[j] = kept;
  }
}
