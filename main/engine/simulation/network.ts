import type { RandomSource } from '../statistics/random.ts';
import { between, drawIndex, pick, weightedIndex } from './draw.ts';

/** Where an exchange came from, as the log sees it. */
export interface Origin {
  readonly address: string;
  readonly asn: number | null;
  readonly country: string | null;
}

/** A country with its clock and internet providers. */
export interface Region {
  readonly country: string | null;
  readonly hoursFromUtc: number;
  readonly carriers: readonly Carrier[];
}

/** An access network: its number and its /16 blocks as text ("240.12"). */
export interface Carrier {
  readonly asn: number | null;
  readonly kind: 'fixed' | 'mobile' | 'cloud';
  readonly blocks: readonly string[];
  /** /24 prefixes whose addresses are leased to one customer after the other. */
  readonly neighbourhoods: readonly string[];
}

export interface Internet {
  readonly drawRegion: (random: RandomSource) => Region;
  readonly clouds: readonly Carrier[];
  /** Exits of each commercial VPN, shared by all who subscribe to it. */
  readonly vpns: readonly (readonly Origin[])[];
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
/** Hours from UTC of the simulated countries. */
export const COUNTRY_HOURS: ReadonlyMap<string, number> = new Map(COUNTRIES.map(([country, hours]) => [country, hours]));
const VPN_PROVIDERS = 4;

/**
 * An internet for a population of `accounts`: more accounts, more address blocks, so that neighbours stay about as rare. Every address
 * lies in 240.0.0.0/4, which nobody on the internet has.
 */
export function createInternet(accounts: number, random: RandomSource): Internet {
  let nextBlock = 0;
  const carrier = (asn: number, kind: Carrier['kind'], weight: number): Carrier => {
    const count = Math.min(40, 1 + Math.floor((accounts * weight) / 150_000));
    const blocks = Array.from({ length: count }, () => `${240 + (nextBlock >> 8)}.${nextBlock++ & 255}`);
    const leased = kind === 'fixed' ? Math.max(2, Math.round((accounts * weight) / 3_000)) : 0;
    return {
      asn,
      kind,
      blocks,
      neighbourhoods: Array.from({ length: leased }, () => `${pick(blocks, random)}.${between(0, 255, random)}`),
    };
  };
  const regions = COUNTRIES.map(
    ([country, hoursFromUtc, weight], index): Region => ({
      country,
      hoursFromUtc,
      carriers: [0, 1, 2, 3].map((k) => carrier(64_600 + index * 8 + k, k === 3 ? 'mobile' : 'fixed', weight)),
    }),
  );
  const clouds = [0, 1, 2].map((k) => carrier(65_400 + k, 'cloud', 10));
  const byWeight = weightedIndex(COUNTRIES.map(([, , weight]) => weight));
  const drawRegion = (source: RandomSource): Region => regions[drawIndex(byWeight, source)] as Region;
  const vpns = Array.from({ length: VPN_PROVIDERS }, () => {
    const exits = Math.max(6, Math.min(400, Math.round(accounts / 60)));
    return Array.from({ length: exits }, (): Origin => {
      const host = pick(clouds, random);
      return { address: drawAddress(host, random), asn: host.asn, country: drawRegion(random).country };
    });
  });
  return { drawRegion, clouds, vpns };
}

/** A random address of a carrier. Mobile carriers and clouds put many customers behind few addresses. */
export function drawAddress(carrier: Carrier, random: RandomSource): string {
  const third =
    carrier.kind === 'fixed' ? between(0, 255, random) : carrier.kind === 'mobile' ? between(0, 3, random) : between(0, 31, random);
  return `${pick(carrier.blocks, random)}.${third}.${between(1, 254, random)}`;
}

/** Addresses of one network segment: `count` neighbours in one /24, as an office or a campus has. */
export function drawNeighbours(carrier: Carrier, count: number, random: RandomSource): string[] {
  const prefix = drawAddress(carrier, random).replace(/\.\d+$/, '');
  const first = between(1, 254 - count, random);
  return Array.from({ length: count }, (_, i) => `${prefix}.${first + i}`);
}

/** A carrier of that kind; any of the region's where it has none. */
export function pickCarrier(region: Region, kind: 'fixed' | 'mobile', random: RandomSource): Carrier {
  const ofKind = region.carriers.filter((carrier) => carrier.kind === kind);
  return pick(ofKind.length === 0 ? region.carriers : ofKind, random);
}
