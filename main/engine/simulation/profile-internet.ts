import type { RandomSource } from '../statistics/random.ts';
import { pick } from './draw.ts';
import { type Carrier, COUNTRY_HOURS, type Internet, type Region } from './network.ts';

/** Addresses for a log that shows none that can be read: a block that nobody on the internet has. */
const UNASSIGNED_BLOCK = '240.0';

/** The networks that the origins of a log come from: its countries and systems, with the /16 blocks seen there, as often as seen. */
export function createProfileInternet(
  origins: readonly { readonly address: string | null; readonly country: string | null; readonly asn: number | null }[],
  random: RandomSource,
): Internet {
  const sample = origins.length > 0 ? origins : [{ address: null, country: null, asn: null }];
  const blocks = new Map<string, string[]>();
  const key = (country: string | null, asn: number | null): string => `${country}/${asn}`;
  for (const { address, country, asn } of sample) {
    const block = /^(\d+\.\d+)\.\d+\.\d+$/.exec(address ?? '')?.[1];
    const known = blocks.get(key(country, asn)) ?? [];
    if (block !== undefined) known.push(block);
    blocks.set(key(country, asn), known);
  }
  const carriers = new Map(
    [...new Map(sample.map(({ country, asn }) => [key(country, asn), asn]))].map(([name, asn]): [string, Carrier] => {
      const seen = blocks.get(name) ?? [];
      return [name, { asn, kind: 'fixed', blocks: seen.length > 0 ? seen : [UNASSIGNED_BLOCK], neighbourhoods: [] }];
    }),
  );
  const carrierOf = (origin: { country: string | null; asn: number | null }): Carrier =>
    carriers.get(key(origin.country, origin.asn)) as Carrier;
  const regions = new Map(
    [...new Set(sample.map((origin) => origin.country))].map((country): [string | null, Region] => [
      country,
      {
        country,
        hoursFromUtc: COUNTRY_HOURS.get(country ?? '') ?? 0,
        carriers: sample.filter((o) => o.country === country).map(carrierOf),
      },
    ]),
  );
  const drawRegion = (source: RandomSource): Region => regions.get(pick(sample, source).country) as Region;
  return { drawRegion, clouds: [carrierOf(pick(sample, random)), carrierOf(pick(sample, random))], vpns: [] };
}
