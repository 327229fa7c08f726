import type { RandomSource } from '../statistics/random.ts';
import { between, drawIndex, pick, weightedIndex } from './draw.ts';

/** A country with its clock, internet providers and share of customers. */
export interface Region {
  readonly country: string;
  readonly hoursFromUtc: number;
  readonly carriers: readonly Carrier[];
}

/** An access network: its number and its /16 blocks, all inside 240.0.0.0/4, which nobody on the internet has. */
export interface Carrier {
  readonly asn: number;
  readonly kind: 'fixed' | 'mobile' | 'cloud';
  readonly blocks: readonly number[];
}

export interface Internet {
  readonly regions: readonly Region[];
  readonly drawRegion: (random: RandomSource) => Region;
  readonly clouds: readonly Carrier[];
}

const COUNTRIES: readonly (readonly [string, number, number])[] = [
  ['US', -6, 26],
  ['IN', 5.5, 12],
  ['DE', 1, 8],
  ['GB', 0, 7],
  ['BR', -3, 7],
  ['FR', 1, 6],
  ['JP', 9, 6],
  ['CA', -5, 4],
  ['KR', 9, 4],
  ['ID', 7, 4],
  ['ES', 1, 3],
  ['MX', -6, 3],
  ['PL', 1, 3],
  ['AU', 10, 3],
  ['NL', 1, 2],
  ['VN', 7, 2],
  ['TR', 3, 2],
  ['NG', 1, 2],
];

/** An internet for a population of `accounts`: more accounts, more address blocks, so that neighbours stay about as rare. */
export function createInternet(accounts: number): Internet {
  let nextBlock = 0;
  const blocksFor = (weight: number): number[] => {
    const count = Math.min(40, 1 + Math.floor((accounts * weight) / 150_000));
    return Array.from({ length: count }, () => nextBlock++);
  };
  const regions = COUNTRIES.map(([country, hoursFromUtc, weight], index) => ({
    country,
    hoursFromUtc,
    carriers: [0, 1, 2, 3].map(
      (k): Carrier => ({ asn: 64_600 + index * 8 + k, kind: k === 3 ? 'mobile' : 'fixed', blocks: blocksFor(weight) }),
    ),
  }));
  const clouds = [0, 1, 2].map((k): Carrier => ({ asn: 65_400 + k, kind: 'cloud', blocks: blocksFor(10) }));
  const byWeight = weightedIndex(COUNTRIES.map(([, , weight]) => weight));
  return { regions, clouds, drawRegion: (random) => regions[drawIndex(byWeight, random)] as Region };
}

/** A random address of a carrier. Mobile carriers and clouds put many customers behind few addresses. */
export function drawAddress(carrier: Carrier, random: RandomSource): string {
  const block = pick(carrier.blocks, random);
  const third =
    carrier.kind === 'fixed' ? between(0, 255, random) : carrier.kind === 'mobile' ? between(0, 31, random) : between(0, 15, random);
  return `${240 + (block >> 8)}.${block & 255}.${third}.${between(1, 254, random)}`;
}

/** Addresses of one network segment: `count` neighbours in one /24, as an office or a campus has. */
export function drawNeighbours(carrier: Carrier, count: number, random: RandomSource): string[] {
  const prefix = drawAddress(carrier, random).replace(/\.\d+$/, '');
  const first = between(1, 254 - count, random);
  return Array.from({ length: count }, (_, i) => `${prefix}.${first + i}`);
}

export function pickCarrier(region: Region, kind: 'fixed' | 'mobile', random: RandomSource): Carrier {
  return pick(
    region.carriers.filter((carrier) => carrier.kind === kind),
    random,
  );
}
