import type { RandomSource } from '../statistics/random.ts';
import { between, pick } from './draw.ts';
import { type Carrier, drawAddress, type Internet, type Origin, pickCarrier, type Region } from './network.ts';

/** Address and network of an exchange at a day of the period. */
export type DrawOrigin = (day: number, random: RandomSource) => Origin;

const CLOUD_SHARE = 0.14;
const VPN_SHARE = 0.06;
const PHONE_SHARE = 0.45;

/**
 * Where an ordinary customer comes from: a home line whose address lasts weeks or is leased anew every day or few days (and was
 * somebody else's before), often a phone behind a shared gateway, sometimes a commercial VPN, or a cloud machine only.
 */
export function createPersonalOrigins(region: Region, internet: Internet, days: number, random: RandomSource): DrawOrigin {
  if (random() < CLOUD_SHARE) {
    const cloud = pick(internet.clouds, random);
    const fixed = random() < 0.5 ? drawAddress(cloud, random) : null;
    return (_day, source) => ({ address: fixed ?? drawAddress(cloud, source), asn: cloud.asn, country: region.country });
  }
  const line = createHomeLine(region, days, random);
  const phone = pickCarrier(region, 'mobile', random);
  const phoneShare = random() < PHONE_SHARE ? 0.5 * random() : 0;
  const vpn = random() < VPN_SHARE && internet.vpns.length > 0 ? pick(internet.vpns, random) : null;
  const vpnExits = vpn === null ? [] : Array.from({ length: Math.min(6, vpn.length) }, () => pick(vpn, random));
  const vpnShare = 0.3 + 0.7 * random();
  return (day, source) => {
    if (vpnExits.length > 0 && source() < vpnShare) return vpnExits[(day + (source() < 0.1 ? 1 : 0)) % vpnExits.length] as Origin;
    return source() < phoneShare ? { address: drawAddress(phone, source), asn: phone.asn, country: region.country } : line(day, source);
  };
}

/** A fixed line at home with the addresses it is leased over the days. */
export function createHomeLine(region: Region, days: number, random: RandomSource): DrawOrigin {
  const home = pickCarrier(region, 'fixed', random);
  const leaseDays = pick([1, 4, 30, 30, 30], random);
  const neighbourhood = home.neighbourhoods.length > 0 && leaseDays < 30 ? pick(home.neighbourhoods, random) : null;
  const addresses = Array.from({ length: Math.ceil(days / leaseDays) + 1 }, () =>
    neighbourhood === null ? drawAddress(home, random) : `${neighbourhood}.${between(10, 229, random)}`,
  );
  return (day) => ({ address: addresses[Math.floor(day / leaseDays)] as string, asn: home.asn, country: region.country });
}

/** One of the addresses of a shared place for `share` of the exchanges, the customer's own otherwise. */
export function createSharedOrigins(
  addresses: readonly string[],
  carrier: Carrier,
  region: Region,
  own: DrawOrigin,
  share: number,
): DrawOrigin {
  return (day, source) =>
    source() < share ? { address: pick(addresses, source), asn: carrier.asn, country: region.country } : own(day, source);
}
