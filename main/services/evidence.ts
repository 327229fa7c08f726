import { createHmac, randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { AnalysisResult, CampaignFinding } from '../engine/domain/campaign.ts';
import { EXCHANGE_COLUMNS } from '../engine/domain/exchange-columns.ts';
import { Failure } from '../engine/domain/failure.ts';
import type { JobControl } from '../engine/domain/job.ts';
import { compareBag, SIGNATURE_FILE } from '../engine/evidence/bag.ts';
import type { EvidenceContent, Quotation } from '../engine/evidence/content.ts';
import { findIdentity, pseudonymiseContent } from '../engine/evidence/pseudonyms.ts';
import { readAnalysis } from './analyses.ts';
import { requireOutsideCase } from './case-boundary.ts';
import type { CaseSession } from './cases.ts';
import { renderPayload, requireEmptyTarget, writeBag } from './evidence-bundle.ts';
import { listBag, readTagFile } from './evidence-listing.ts';
import { readSigningKey, signerOf } from './evidence-signing.ts';
import { readExchange } from './queries.ts';

export interface ExportOptions {
  readonly campaignIds?: readonly string[];
  readonly pseudonymise?: boolean;
  readonly signKeyFile?: string;
  /** The time that bag-info.txt states; now when left out. */
  readonly at?: Date;
}

export interface ExportSummary {
  readonly folder: string;
  readonly files: number;
  readonly report: string;
  readonly campaigns: number;
  /** The key to the pseudonyms, beside the bundle and never in it. */
  readonly pseudonymKeyFile: string | null;
  readonly signed: boolean;
}

const QUOTATIONS_PER_CAMPAIGN = 3;
const IDENTIFYING_COLUMNS: ReadonlySet<string> = new Set([
  'account_id',
  'org_id',
  'api_key_id',
  'end_user_id',
  'client_ip',
  'payment_hash',
]);

/**
 * Writes an evidence bundle of the newest analysis into a new or empty folder. Throws analysis-missing, campaign-unknown,
 * folder-not-empty, cancelled; file-missing, file-unreadable and file-malformed for the signing key.
 */
export async function exportBundle(
  session: CaseSession,
  folder: string,
  options: ExportOptions,
  control: JobControl,
): Promise<ExportSummary> {
  const target = resolve(folder);
  requireOutsideCase(session, target);
  await requireEmptyTarget(target);
  const signingKey = options.signKeyFile === undefined ? null : await readSigningKey(options.signKeyFile);
  const analysis = readAnalysis(session);
  if (analysis === null) throw new Failure('analysis-missing', `${basename(session.path)} has not been analysed`, { path: session.path });
  const step = (stage: string, done: number): void => {
    if (control.isCancelled()) throw new Failure('cancelled', 'the export was cancelled');
    control.report({ stage, done, total: 3, unit: 'steps', exchanges: null, quarantined: null, file: null });
  };
  step('gathering', 0);
  const gathered = await gatherContent(session, analysis, selectFindings(analysis, options.campaignIds), options.pseudonymise !== true);
  const key = options.pseudonymise === true ? randomBytes(32) : null;
  const content = key === null ? gathered : withoutIdentity(gathered, key, identifyingValues(session));
  step('rendering', 1);
  const payload = renderPayload(content);
  step('writing', 2);
  const agent = `Stillhunt ${analysis.programVersion}`;
  const pseudonymKeyFile = key === null ? null : await writeKey(`${target}.pseudonym-key`, key);
  const { files } = await writeBag(target, payload, { agent, at: options.at ?? new Date(), signingKey }).catch(async (error: unknown) => {
    if (pseudonymKeyFile !== null) await rm(pseudonymKeyFile, { force: true });
    throw error;
  });
  if (!session.readOnly) {
    session.store.transaction(() => {
      session.store.activity.append('evidence-exported', {
        runDigest: analysis.runDigest,
        campaigns: gathered.findings.map(({ campaign }) => campaign.id),
        pseudonymised: key !== null,
        signed: signingKey !== null,
      });
    });
  }
  return {
    folder: target,
    files,
    report: join(target, 'data', 'report.html'),
    campaigns: content.findings.length,
    pseudonymKeyFile,
    signed: signingKey !== null,
  };
}

export interface BundleVerdict {
  readonly ok: boolean;
  readonly problems: readonly string[];
  readonly files: number;
  /** Fingerprint of the key that signed it; whether that key is to be trusted is for the reader to know. Null when unsigned. */
  readonly signer: string | null;
}

/** Checks that a bundle is complete and unchanged. Throws file-missing, file-unreadable, bundle-malformed where there is nothing to check. */
export async function verifyBundle(folder: string): Promise<BundleVerdict> {
  const target = resolve(folder);
  const listing = await listBag(target);
  const [declaration, info, manifest, tagManifest] = await Promise.all(
    ['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt', 'tagmanifest-sha256.txt'].map((path) => readTagFile(target, listing, path)),
  );
  if (typeof manifest !== 'string' || typeof tagManifest !== 'string') {
    throw new Failure('bundle-malformed', `${target} has no readable manifest-sha256.txt and tagmanifest-sha256.txt`, { path: target });
  }
  const problems = compareBag(listing, { declaration: declaration ?? '', info: info ?? '', manifest, tagManifest });
  let signer: string | null = null;
  if (listing.files.some((file) => file.path === SIGNATURE_FILE)) {
    signer = signerOf((await readTagFile(target, listing, SIGNATURE_FILE)) ?? '', Buffer.from(tagManifest));
    if (signer === null) problems.push(`${SIGNATURE_FILE}: does not sign this tagmanifest-sha256.txt`);
  }
  return { ok: problems.length === 0, problems, files: listing.files.length, signer };
}

/** The campaigns asked for; unasked, all but leads: accounts that may be innocent are not named by default. */
function selectFindings(analysis: AnalysisResult, ids: readonly string[] | undefined): readonly CampaignFinding[] {
  if (ids === undefined || ids.length === 0) return analysis.findings.filter(({ campaign }) => campaign.strength !== 'lead');
  for (const id of ids) {
    if (!analysis.findings.some(({ campaign }) => campaign.id === id))
      throw new Failure('campaign-unknown', `no campaign ${id} in this case`, { campaignId: id });
  }
  return analysis.findings.filter(({ campaign }) => ids.includes(campaign.id));
}

async function gatherContent(
  session: CaseSession,
  analysis: AnalysisResult,
  findings: readonly CampaignFinding[],
  quotes: boolean,
): Promise<EvidenceContent> {
  const summary = session.summary();
  const sources = session.store.sources.list().map(({ sourceId, path, sha256, format, bytes, exchanges, quarantined, duplicates }) => ({
    sourceId,
    name: path.split(/[\\/]/).at(-1) ?? path,
    sha256,
    format,
    bytes,
    exchanges,
    quarantined,
    duplicates,
  }));
  const quotations = new Map<string, Quotation[]>();
  if (quotes) {
    for (const { campaign, exampleRows } of findings) {
      quotations.set(campaign.id, await Promise.all(exampleRows.slice(0, QUOTATIONS_PER_CAMPAIGN).map((row) => quoteRow(session, row))));
    }
  }
  const campaignsLeftOut = analysis.findings.length - findings.length;
  return {
    caseName: summary.name,
    caseId: summary.caseId,
    analysis,
    findings,
    campaignsLeftOut,
    sources,
    prices: session.store.priceTables.newest(),
    quotations,
    isPseudonymised: false,
  };
}

async function quoteRow(session: CaseSession, row: number): Promise<Quotation> {
  const reading = await readExchange(session, row);
  return {
    row,
    at: reading.exchange.ts,
    accountId: reading.exchange.account_id ?? '',
    capability: reading.capability,
    elicitation: reading.elicitation,
    prompt: reading.exchange.prompt_text,
    completion: reading.exchange.completion_text,
    sourceName: reading.sourcePath.split(/[\\/]/).at(-1) ?? '',
    sourcePosition: reading.sourcePosition,
  };
}

function pseudonymUnder(key: Buffer): (value: string) => string {
  return (value) => `p-${createHmac('sha256', key).update(value).digest('hex').slice(0, 20)}`;
}

function identifyingValues(session: CaseSession): ReadonlySet<string> {
  const values = new Set<string>();
  for (const { name, number } of EXCHANGE_COLUMNS) {
    if (!IDENTIFYING_COLUMNS.has(name)) continue;
    for (const value of session.store.dictionaries.values(number)) if (value !== null && value.length >= 4) values.add(value);
  }
  return values;
}

/** A bundle that promises pseudonyms must not hold one original name: that would be a bug, and no bundle is written. */
function withoutIdentity(gathered: EvidenceContent, key: Buffer, identifying: ReadonlySet<string>): EvidenceContent {
  const content = pseudonymiseContent(gathered, pseudonymUnder(key), identifying);
  const left = findIdentity(content, identifying);
  if (left !== null) throw new Error(`${left} in a pseudonymised bundle is not a pseudonym`);
  return content;
}

async function writeKey(path: string, key: Buffer): Promise<string> {
  const file = await open(path, 'wx', 0o600).catch((cause: NodeJS.ErrnoException) => {
    throw new Failure('folder-not-empty', `${path} exists or cannot be written`, { path }, { cause });
  });
  try {
    await file.writeFile(`${key.toString('hex')}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  return path;
}
