import { CAPABILITIES } from '../domain/capability.ts';
import type { RandomSource } from '../statistics/random.ts';
import type { Origin, SimulatedAccount } from './account.ts';
import {
  type App,
  type CapabilityShares,
  type Client,
  createApps,
  createLibraries,
  createOwnClient,
  createTools,
  drawModel,
  INTEREST,
} from './clients.ts';
import { between, drawIndex, hex, lognormal, normal, pick, weightedIndex } from './draw.ts';
import { type Carrier, drawAddress, drawNeighbours, type Internet, pickCarrier, type Region } from './network.ts';
import { PERIOD_DAYS, type Scenario } from './scenario.ts';
import { writePhrase } from './text/writer.ts';

/** Accounts that look alike for an innocent reason, by what they share. */
export interface Control {
  readonly kind: 'popular-app' | 'campus' | 'company' | 'shared-card';
  readonly name: string;
  readonly accounts: readonly string[];
}

export interface Population {
  readonly accounts: readonly SimulatedAccount[];
  readonly controls: readonly Control[];
}

type Draft = Omit<SimulatedAccount, 'id' | 'operation'>;

const LATE_START_SHARE = 0.3;

/** Ordinary customers, `count` of them: individuals, app customers, companies, campuses and offices. */
export function createPopulation(count: number, scenario: Scenario, internet: Internet, random: RandomSource): Population {
  const libraries = createLibraries(random);
  const apps = createApps(random);
  const appRank = weightedIndex(apps.map((_, i) => 1 / (i + 1)));
  const drafts: Draft[] = [];
  const groups: { kind: Control['kind']; name: string; members: number[] }[] = [];
  const addGroup = (kind: Control['kind'], name: string, members: readonly Draft[]): void => {
    groups.push({ kind, name, members: members.map((draft) => drafts.push(draft) - 1) });
  };
  const individual = (): Draft =>
    createIndividual(internet, random, libraries.draw(random), random() < 0.35 ? (apps[drawIndex(appRank, random)] as App) : null);

  const large = (share: number): number => Math.min(Math.round(count * share), count - drafts.length);
  if (scenario.popularAppShare > 0) {
    const app = apps[0] as App;
    const wrapped = { ...app, name: 'everyday', wrapPrompt: wrapLike(random) };
    addGroup(
      'popular-app',
      wrapped.name,
      Array.from({ length: large(scenario.popularAppShare) }, () => createIndividual(internet, random, wrapped, wrapped)),
    );
  }
  if (scenario.campusShare > 0) addGroup('campus', 'campus', createCampus(large(scenario.campusShare), internet, random, individual));
  if (scenario.fleetShare > 0) addGroup('company', 'fleet', createCompany(large(scenario.fleetShare), internet, random, individual));

  while (drafts.length < count * 0.12)
    addGroup(
      'company',
      `company ${groups.length}`,
      createCompany(Math.min(between(3, 9, random), count - drafts.length), internet, random, individual),
    );
  while (drafts.length < count * 0.2)
    addGroup(
      'campus',
      `office ${groups.length}`,
      createCampus(Math.min(between(3, 25, random), count - drafts.length), internet, random, individual),
    );
  while (drafts.length < count) drafts.push(individual());

  shareCards(drafts, random, (members) => groups.push({ kind: 'shared-card', name: `card ${groups.length}`, members }));
  const accounts = drafts.map((draft): SimulatedAccount => ({ ...draft, id: `acct_${hex(12, random)}`, operation: null }));
  const controls = groups.map(({ kind, name, members }) => ({
    kind,
    name,
    accounts: members.map((i) => (accounts[i] as SimulatedAccount).id).sort(),
  }));
  return { accounts, controls };
}

function createIndividual(internet: Internet, random: RandomSource, client: Client, app: App | null): Draft {
  const region = internet.drawRegion(random);
  const models = app === null ? [drawModel(random), drawModel(random)] : app.models;
  const shares = app === null ? personalShares(random) : app.shares;
  const offered = CAPABILITIES.filter((capability) => (shares[capability] ?? 0) > 0);
  const startDay = random() < LATE_START_SHARE ? between(1, PERIOD_DAYS - 2, random) : 0;
  const endDay = random() < 0.12 ? between(startDay, PERIOD_DAYS - 1, random) : PERIOD_DAYS - 1;
  return {
    orgId: `org_${hex(10, random)}`,
    apiKeyId: `key_${hex(10, random)}`,
    paymentHash: `pm_${hex(16, random)}`,
    region,
    drawOrigin: personalOrigins(region, internet, random),
    client: app ?? client,
    app,
    firstVersion: between(0, 1, random),
    models,
    capabilities: offered,
    capabilityWeights: weightedIndex(offered.map((capability) => shares[capability] ?? 0)),
    volume: lognormal(1, 1.2, random),
    startDay,
    endDay,
    weekendFactor: random() < 0.6 ? 0.35 : 1.1,
    diligence: 0.25 + 0.7 * random(),
    peakHour: 14 + 3 * normal(random),
    roundTheClock: app === null && random() < 0.15 ? 0.8 : 0.08,
    followUpShare: 0.1 + 0.3 * random(),
  };
}

function personalShares(random: RandomSource): CapabilityShares {
  const shares: CapabilityShares = {};
  for (const capability of CAPABILITIES) shares[capability] = INTEREST[capability] * lognormal(1, 1.3, random);
  return shares;
}

/** Home line with an address for some weeks or days, often a phone beside it, sometimes a cloud machine only. */
function personalOrigins(region: Region, internet: Internet, random: RandomSource): (day: number, random: RandomSource) => Origin {
  if (random() < 0.14) {
    const cloud = pick(internet.clouds, random);
    const fixed = random() < 0.5 ? drawAddress(cloud, random) : null;
    return (_day, source) => ({ address: fixed ?? drawAddress(cloud, source), asn: cloud.asn, country: region.country });
  }
  const home = pickCarrier(region, 'fixed', random);
  const leaseDays = pick([1, 4, 30, 30, 30], random);
  const addresses = Array.from({ length: Math.ceil(PERIOD_DAYS / leaseDays) + 1 }, () => drawAddress(home, random));
  const phone = pickCarrier(region, 'mobile', random);
  const phoneShare = random() < 0.45 ? 0.5 * random() : 0;
  return (day, source) =>
    source() < phoneShare
      ? { address: drawAddress(phone, source), asn: phone.asn, country: region.country }
      : { address: addresses[Math.floor(day / leaseDays)] as string, asn: home.asn, country: region.country };
}

function sharedOrigins(
  addresses: readonly string[],
  carrier: Carrier,
  region: Region,
  own: Draft['drawOrigin'],
  share: number,
): Draft['drawOrigin'] {
  return (day, source) =>
    source() < share ? { address: pick(addresses, source), asn: carrier.asn, country: region.country } : own(day, source);
}

/** Unrelated customers behind one translated address range: a university, a hotel, a shared office. */
function createCampus(size: number, internet: Internet, random: RandomSource, individual: () => Draft): Draft[] {
  const region = internet.drawRegion(random);
  const carrier = pickCarrier(region, 'fixed', random);
  const addresses = drawNeighbours(carrier, Math.max(1, Math.min(16, Math.round(size / 8))), random);
  return Array.from({ length: size }, () => {
    const member = individual();
    return { ...member, region, drawOrigin: sharedOrigins(addresses, carrier, region, member.drawOrigin, 0.6) };
  });
}

/** One declared customer with several accounts: one organisation, one card, office addresses, and an internal tool that most use. */
function createCompany(size: number, internet: Internet, random: RandomSource, individual: () => Draft): Draft[] {
  const region = internet.drawRegion(random);
  const carrier = pickCarrier(region, 'fixed', random);
  const addresses = drawNeighbours(carrier, between(1, 3, random), random);
  const orgId = `org_${hex(10, random)}`;
  const paymentHash = `pm_${hex(16, random)}`;
  const subject = pick(['software_engineering', 'data_analysis', 'summarization_extraction', 'other'] as const, random);
  const tool: App = {
    ...createOwnClient(`${writePhrase('noun', random)}-internal`, 2, random),
    name: 'internal tool',
    systemPrompt: `You help the staff of a ${writePhrase('adj', random)} ${writePhrase('noun', random)} company. ${writePhrase('directive', random)}`,
    toolDefinitions:
      random() < 0.4 ? createTools([`get_${writePhrase('noun', random)}`, `find_${writePhrase('noun', random)}`], random) : null,
    wrapPrompt: random() < 0.5 ? wrapLike(random) : null,
    shares: { [subject]: 70, other: 20, knowledge_qa: 10 },
    models: [drawModel(random)],
    temperature: null,
    maxTokens: null,
  };
  const offered = CAPABILITIES.filter((capability) => (tool.shares[capability] ?? 0) > 0);
  return Array.from({ length: size }, () => {
    const member = individual();
    const common = {
      ...member,
      orgId,
      paymentHash,
      region,
      weekendFactor: 0.15,
      drawOrigin: sharedOrigins(addresses, carrier, region, member.drawOrigin, 0.7),
    };
    if (random() < 0.25) return common;
    return {
      ...common,
      client: tool,
      app: tool,
      models: tool.models,
      capabilities: offered,
      capabilityWeights: weightedIndex(offered.map((c) => tool.shares[c] ?? 0)),
    };
  });
}

function wrapLike(random: RandomSource): (text: string) => string {
  const before = `${writePhrase('directive', random)} ${writePhrase('directive', random)}`;
  const after = writePhrase('directive', random);
  return (text) => `${before}\n\nRequest:\n${text}\n\n${after}`;
}

/** A few families and prepaid resellers: customers with nothing in common but a card. */
function shareCards(drafts: Draft[], random: RandomSource, record: (members: number[]) => void): void {
  const cards = Math.round(drafts.length * 0.015);
  for (let card = 0; card < cards; card++) {
    const size = random() < 0.75 ? 2 : between(3, 5, random);
    const members = [...new Set(Array.from({ length: size }, () => between(0, drafts.length - 1, random)))].sort((a, b) => a - b);
    if (members.length < 2) continue;
    const paymentHash = `pm_${hex(16, random)}`;
    for (const i of members) drafts[i] = { ...(drafts[i] as Draft), paymentHash };
    record(members);
  }
}
