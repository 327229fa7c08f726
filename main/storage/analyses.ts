import { createHash } from 'node:crypto';
import type {
  AnalysisResult,
  Campaign,
  CampaignFinding,
  CampaignMember,
  CampaignReading,
  DailyCount,
  InnocentExplanation,
  Link,
} from '../engine/domain/campaign.ts';
import { Failure } from '../engine/domain/failure.ts';
import { CaseTotals } from './case-totals.ts';
import type { CaseDatabase } from './database.ts';
import { type ChainedTable, type ChainValue, ChainWriter } from './row-chain.ts';

export const ANALYSIS_RUN_TABLE: ChainedTable = {
  name: 'analysis_run',
  key: 'run_no',
  columns: [
    'at',
    'run_digest',
    'program_version',
    'settings',
    'exchange_count',
    'account_count',
    'layers',
    'daily',
    'further',
    'findings_sha256',
  ],
};

/** What columns of their own, or tables, hold of each; the rest is in `further`. */
type RunColumn = 'runDigest' | 'programVersion' | 'settings' | 'exchangeCount' | 'accountCount' | 'layers' | 'findings' | 'daily';
type FindingColumn = 'campaign' | 'members' | 'links' | 'daily' | 'innocentExplanations' | 'exampleRows';
type MemberColumn = 'accountId' | 'exchangeCount' | 'firstSeen' | 'lastSeen' | 'membership' | 'layers';
type FurtherOf<T, Column extends keyof T> = Omit<T, Column>;

interface RunRow {
  runNo: number;
  at: string;
  runDigest: string;
  programVersion: string;
  settings: string;
  exchangeCount: number;
  accountCount: number;
  layers: string;
  daily: string;
  further: string;
}
interface CampaignRow {
  place: number;
  campaign: string;
  daily: string;
  innocentExplanations: string;
  exampleRows: string;
  further: string;
}

/** One run as a list shows it. */
export interface AnalysisRunSummary {
  readonly runNo: number;
  readonly at: string;
  readonly runDigest: string;
  readonly programVersion: string;
  readonly exchangeCount: number;
  readonly campaigns: number;
}

/** One campaign of a run, and how many exchanges each of its members has. */
export interface CampaignVolumes {
  readonly campaign: Campaign;
  /** Null in results of older versions. */
  readonly reading: CampaignReading | null;
  readonly exchangeCounts: readonly number[];
}

/** A table whose rows `findings_sha256` of their run covers. */
export interface FindingTable {
  readonly name: string;
  readonly order: string;
  readonly columns: string;
}

export const FINDING_TABLES: readonly FindingTable[] = [
  { name: 'campaign', order: 'place', columns: 'place, campaign_id, campaign, daily, innocent_explanations, example_rows, further' },
  {
    name: 'campaign_member',
    order: 'campaign_place, place',
    columns: 'campaign_place, place, account_id, exchange_count, first_seen, last_seen, membership, layers, further',
  },
  {
    name: 'campaign_link',
    order: 'campaign_place, place',
    columns: 'campaign_place, place, layer, account_a, account_b, weight, p_value, reasons',
  },
];

/** SHA-256 over the rows of one run, table after table. */
export function findingsDigest(database: CaseDatabase, runNo: number, tables: readonly FindingTable[]): string {
  const digest = createHash('sha256');
  for (const { name, order, columns } of tables) {
    digest.update(`${name}\n`);
    const select = database.prepare(`SELECT ${columns} FROM ${name} WHERE run_no = ? ORDER BY ${order}`).raw();
    for (const row of select.iterate(runNo) as IterableIterator<ChainValue[]>) digest.update(`${JSON.stringify(row)}\n`);
  }
  return digest.digest('hex');
}

/** JSON that reads back as it was: a number JSON cannot hold is misuse. */
function exactJson(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (typeof inner === 'number' && !Number.isFinite(inner)) throw new TypeError(`analysis result: ${key} is ${inner}`);
    return inner;
  });
}

/** What append() wrote. Throws case-damaged when it is not even JSON. */
function stored<T>(text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    throw new Failure('case-damaged', 'an analysis run holds what is not JSON', {}, { cause: error });
  }
}

/** Analysis runs with their campaigns, members and links. */
export class Analyses {
  readonly #database: CaseDatabase;

  constructor(database: CaseDatabase) {
    this.#database = database;
  }

  /** Stores a result and returns its run number; call in one transaction with its activity entry. */
  append(result: AnalysisResult, at = new Date().toISOString()): number {
    const last = this.#database.prepare('SELECT coalesce(max(run_no), 0) AS last FROM analysis_run').get() as { last: number };
    const runNo = last.last + 1;
    this.#database.pragma('defer_foreign_keys = ON');
    new CaseTotals(this.#database).set('joined_anew', null);
    const { runDigest, programVersion, settings, exchangeCount, accountCount, layers, daily, findings, ...further } = result;
    findings.forEach((finding, place) => {
      this.#appendFinding(runNo, place, finding);
    });
    new ChainWriter(this.#database, ANALYSIS_RUN_TABLE).append([
      [
        runNo,
        at,
        runDigest,
        programVersion,
        exactJson(settings),
        exchangeCount,
        accountCount,
        exactJson(layers),
        exactJson(daily),
        exactJson(further),
        findingsDigest(this.#database, runNo, FINDING_TABLES),
      ],
    ]);
    return runNo;
  }

  /** Forgets every run; returns their digests. Call in a transaction. */
  removeAll(): string[] {
    const digests = this.list().map((run) => run.runDigest);
    for (const table of ['campaign_link', 'campaign_member', 'campaign', 'analysis_run'])
      this.#database.prepare(`DELETE FROM ${table}`).run();
    new ChainWriter(this.#database, ANALYSIS_RUN_TABLE).rechain();
    return digests;
  }

  /** Newest first. */
  list(): AnalysisRunSummary[] {
    return this.#database
      .prepare(
        `SELECT run_no AS runNo, at, run_digest AS runDigest, program_version AS programVersion, exchange_count AS exchangeCount,
         (SELECT count(*) FROM campaign c WHERE c.run_no = r.run_no) AS campaigns FROM analysis_run r ORDER BY run_no DESC`,
      )
      .all() as AnalysisRunSummary[];
  }

  /** The newest result whole, or null. */
  latest(): AnalysisResult | null {
    const run = this.#latestRun();
    if (run === null) return null;
    const members = this.#members(run.runNo, null);
    const links = this.#links(run.runNo, null);
    const findings = this.#campaignRows(run.runNo).map((row) => toFinding(row, members.get(row.place) ?? [], links.get(row.place) ?? []));
    return {
      runDigest: run.runDigest,
      programVersion: run.programVersion,
      settings: stored<AnalysisResult['settings']>(run.settings),
      exchangeCount: run.exchangeCount,
      accountCount: run.accountCount,
      layers: stored<AnalysisResult['layers']>(run.layers),
      findings,
      daily: stored<DailyCount[]>(run.daily),
      ...stored<FurtherOf<AnalysisResult, RunColumn>>(run.further),
    };
  }

  /** The newest result without members and links: its campaigns and what describes the run. */
  latestOverview():
    | (Omit<AnalysisResult, 'findings'> & {
        readonly at: string;
        readonly campaigns: readonly Campaign[];
        readonly campaignDaily: readonly (readonly DailyCount[])[];
      })
    | null {
    const run = this.#latestRun();
    if (run === null) return null;
    const rows = this.#campaignRows(run.runNo);
    return {
      runDigest: run.runDigest,
      programVersion: run.programVersion,
      settings: stored<AnalysisResult['settings']>(run.settings),
      exchangeCount: run.exchangeCount,
      accountCount: run.accountCount,
      layers: stored<AnalysisResult['layers']>(run.layers),
      daily: stored<DailyCount[]>(run.daily),
      at: run.at,
      campaigns: rows.map((row) => stored<Campaign>(row.campaign)),
      campaignDaily: rows.map((row) => stored<DailyCount[]>(row.daily)),
      ...stored<FurtherOf<AnalysisResult, RunColumn>>(run.further),
    };
  }

  /** One campaign of the newest run, or null. */
  findCampaign(campaignId: string): CampaignFinding | null {
    const run = this.#latestRun();
    if (run === null) return null;
    const row = this.#campaignRows(run.runNo, campaignId)[0];
    if (row === undefined) return null;
    const members = this.#members(run.runNo, row.place).get(row.place) ?? [];
    return toFinding(row, members, this.#links(run.runNo, row.place).get(row.place) ?? []);
  }

  /** Campaigns of the newest run with what each member exchanged, without links; none when there is no run. */
  latestVolumes(): CampaignVolumes[] {
    const run = this.#latestRun();
    if (run === null) return [];
    const members = this.#database
      .prepare('SELECT exchange_count FROM campaign_member WHERE run_no = ? AND campaign_place = ? ORDER BY place')
      .pluck();
    return this.#campaignRows(run.runNo).map((row) => ({
      campaign: stored<Campaign>(row.campaign),
      reading: stored<FurtherOf<CampaignFinding, FindingColumn>>(row.further).reading ?? null,
      exchangeCounts: members.all(run.runNo, row.place) as number[],
    }));
  }

  /** Everything wrong between the runs and the rows beneath them; the chain of analysis_run is verified apart. */
  verify(): string[] {
    const runs = this.#database.prepare('SELECT run_no AS runNo, findings_sha256 AS digest FROM analysis_run ORDER BY run_no').all() as {
      runNo: number;
      digest: string;
    }[];
    const problems = runs
      .filter((run) => findingsDigest(this.#database, run.runNo, FINDING_TABLES) !== run.digest)
      .map((run) => `tables campaign, campaign_member, campaign_link, run ${run.runNo}: rows do not match their hash`);
    const known = new Set(runs.map((run) => run.runNo));
    for (const { name } of FINDING_TABLES) {
      const stray = (this.#database.prepare(`SELECT DISTINCT run_no FROM ${name}`).pluck().all() as number[]).filter((n) => !known.has(n));
      if (stray.length > 0) problems.push(`table ${name}: rows of ${stray.length} unknown runs`);
    }
    return problems;
  }

  #appendFinding(runNo: number, place: number, finding: CampaignFinding): void {
    const { campaign, members, links, daily, innocentExplanations, exampleRows, ...further } = finding;
    const parts = [campaign, daily, innocentExplanations, exampleRows, further].map(exactJson);
    this.#database.prepare('INSERT INTO campaign VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(runNo, place, campaign.id, ...parts);
    const member = this.#database.prepare('INSERT INTO campaign_member VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    members.forEach(({ accountId, exchangeCount, firstSeen, lastSeen, membership, layers, ...more }, at) => {
      member.run(runNo, place, at, accountId, exchangeCount, firstSeen, lastSeen, membership, JSON.stringify(layers), exactJson(more));
    });
    const link = this.#database.prepare('INSERT INTO campaign_link VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
    links.forEach((l, at) => {
      link.run(runNo, place, at, l.layer, l.accountA, l.accountB, l.weight, l.pValue, JSON.stringify(l.reasons));
    });
  }

  #latestRun(): RunRow | null {
    const row = this.#database
      .prepare(
        `SELECT run_no AS runNo, at, run_digest AS runDigest, program_version AS programVersion, settings, exchange_count AS exchangeCount,
         account_count AS accountCount, layers, daily, further FROM analysis_run ORDER BY run_no DESC LIMIT 1`,
      )
      .get();
    return (row as RunRow | undefined) ?? null;
  }

  #campaignRows(runNo: number, campaignId: string | null = null): CampaignRow[] {
    return this.#database
      .prepare(
        `SELECT place, campaign, daily, innocent_explanations AS innocentExplanations, example_rows AS exampleRows, further
         FROM campaign WHERE run_no = ? AND (? IS NULL OR campaign_id = ?) ORDER BY place`,
      )
      .all(runNo, campaignId, campaignId) as CampaignRow[];
  }

  #members(runNo: number, campaignPlace: number | null): Map<number, CampaignMember[]> {
    const rows = this.#database
      .prepare(
        `SELECT campaign_place, account_id, exchange_count, first_seen, last_seen, membership, layers, further
         FROM campaign_member WHERE run_no = ? AND (? IS NULL OR campaign_place = ?) ORDER BY campaign_place, place`,
      )
      .raw()
      .all(runNo, campaignPlace, campaignPlace) as [number, string, number, string | null, string | null, number, string, string][];
    return byPlace(rows, ([, accountId, exchangeCount, firstSeen, lastSeen, membership, layers, further]) => ({
      accountId,
      exchangeCount,
      firstSeen,
      lastSeen,
      membership,
      layers: stored<CampaignMember['layers']>(layers),
      ...stored<FurtherOf<CampaignMember, MemberColumn>>(further),
    }));
  }

  #links(runNo: number, campaignPlace: number | null): Map<number, Link[]> {
    const rows = this.#database
      .prepare(
        `SELECT campaign_place, layer, account_a, account_b, weight, p_value, reasons
         FROM campaign_link WHERE run_no = ? AND (? IS NULL OR campaign_place = ?) ORDER BY campaign_place, place`,
      )
      .raw()
      .all(runNo, campaignPlace, campaignPlace) as [number, Link['layer'], string, string, number, number | null, string][];
    return byPlace(rows, ([, layer, accountA, accountB, weight, pValue, reasons]) => ({
      layer,
      accountA,
      accountB,
      weight,
      pValue,
      reasons: stored<string[]>(reasons),
    }));
  }
}

function byPlace<Row extends readonly [number, ...unknown[]], Item>(rows: readonly Row[], read: (row: Row) => Item): Map<number, Item[]> {
  const groups = new Map<number, Item[]>();
  for (const row of rows) {
    const group = groups.get(row[0]);
    if (group === undefined) groups.set(row[0], [read(row)]);
    else group.push(read(row));
  }
  return groups;
}

function toFinding(row: CampaignRow, members: readonly CampaignMember[], links: readonly Link[]): CampaignFinding {
  return {
    campaign: stored<Campaign>(row.campaign),
    members,
    links,
    daily: stored<DailyCount[]>(row.daily),
    innocentExplanations: stored<InnocentExplanation[]>(row.innocentExplanations),
    exampleRows: stored<number[]>(row.exampleRows),
    ...stored<FurtherOf<CampaignFinding, FindingColumn>>(row.further),
  };
}
