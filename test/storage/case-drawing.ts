import type { AnalysisResult, CampaignFinding } from '../../main/engine/domain/campaign.ts';
import { type CaseSession, createCase } from '../../main/services/cases.ts';
import { DictionaryCoder } from '../../main/storage/dictionary-coder.ts';
import { writeSegment } from '../../main/storage/segment-writer.ts';
import { commitUnit } from '../../main/storage/unit-commit.ts';
import { drawSegment, type RowDrawing } from './segment-drawing.ts';

const ACCOUNT = 1;
const MODEL = 11;

export interface UnitDrawing {
  readonly unitNo: number;
  readonly rows: number;
  readonly masked?: readonly number[];
}

/** Writes and commits one unit of one segment, as an import would. */
export function drawUnit({ store }: CaseSession, sourceId: number, coder: DictionaryCoder, unit: UnitDrawing): void {
  const { unitNo } = unit;
  const accounts = coder.assign(
    ACCOUNT,
    Array.from({ length: unit.rows }, (_, i) => `acct-${unitNo}-${i % 7}`),
  );
  const models = coder.assign(MODEL, ['model-a', 'model-b']);
  const rows = Array.from(
    { length: unit.rows },
    (_, i): RowDrawing => ({
      exchangeId: unitNo * 100_000 + i,
      ts: 1_770_000_000_000_000 + unitNo * 1_000_000 + i,
      codes: { account_id: accounts[i] ?? 0, request_model: models[i % 2] ?? 0 },
      integers: { latency_ms: i },
      texts: { prompt_text: `question ${i} of unit ${unitNo}`, completion_text: `answer ${i}` },
    }),
  );
  const segmentNo = store.segments.nextNumber();
  const written = writeSegment(store.segmentsFolder, segmentNo, drawSegment(rows, sourceId));
  commitUnit(store, {
    sourceId,
    unitNo,
    startByte: unitNo * 1_000,
    endByte: (unitNo + 1) * 1_000,
    segments: [{ ...written, segmentNo, rowCount: unit.rows, maskedRows: Uint32Array.from(unit.masked ?? []) }],
    dictionary: coder.takePending(),
    quarantine: [{ position: unitNo * 1_000, length: 9, reason: 'not-json', detail: 'line 1', excerpt: '{"prompt' }],
  });
}

/** A small case with every table filled: `units` units of one source, and one analysis. */
export function drawCase(folder: string, units: readonly UnitDrawing[]): CaseSession {
  const session = createCase(folder, { program: 'test' });
  const { store } = session;
  const coder = new DictionaryCoder(store.dictionaries);
  const sourceId = store.transaction(() =>
    store.sources.begin({
      path: '/logs/export.jsonl',
      format: 'canonical-jsonl',
      mapping: null,
      bytes: 9_000,
      headSha256: 'ab'.repeat(32),
    }),
  );
  for (const unit of units) drawUnit(session, sourceId, coder, unit);
  store.transaction(() => {
    store.sources.setState(sourceId, 'complete', { sha256: 'cd'.repeat(32) });
    store.activity.append('import', { sourceId, exchanges: store.sources.totals().exchanges });
    store.analyses.append(drawAnalysis(3));
    store.activity.append('analysis', { campaigns: 3 });
  });
  return session;
}

function drawFinding(place: number): CampaignFinding {
  const accounts = Array.from({ length: 4 }, (_, i) => `acct-${place}-${i}`);
  return {
    campaign: {
      id: `c-${String(place).padStart(10, '0')}`,
      strength: place === 0 ? 'strong' : 'lead',
      score: 87.12345678901235 - place,
      accountCount: 4,
      exchangeCount: 40,
      firstSeen: '2026-02-02T02:40:00.000Z',
      lastSeen: null,
      layers: [{ layer: 'payment', links: 6, weight: 0.1 + 0.2, pValue: 5e-324, reasons: ['one card <b>'] }],
      accounts,
      targeting: [
        { capability: 'reasoning', share: 0.5, baselineShare: 0.1, ratio: 5, ratioLow: 3.3, ratioHigh: 7.7, qValue: 1e-9, flagged: true },
      ],
      elicitation: [],
      pivots: [{ at: '2026-02-10', kind: 'model', before: 0.1, after: 0.9, pValue: 0.001 }],
    },
    members: accounts.map((accountId, i) => ({
      accountId,
      exchangeCount: 10 + i,
      firstSeen: i === 0 ? null : '2026-02-02T02:40:00.000Z',
      lastSeen: null,
      membership: 1 / 3,
      layers: ['payment', 'template'],
    })),
    links: [
      {
        layer: 'payment',
        accountA: accounts[0] ?? '',
        accountB: accounts[1] ?? '',
        weight: 12.000000000000002,
        pValue: null,
        reasons: ['same card'],
      },
      { layer: 'template', accountA: accounts[1] ?? '', accountB: accounts[2] ?? '', weight: 1e-300, pValue: 0.04, reasons: [] },
    ],
    daily: [{ day: '2026-02-02', exchanges: 40, accounts: 4 }],
    innocentExplanations: [{ name: 'shared app', verdict: 'ruled out', reason: 'no shared agent' }],
    exampleRows: [0, 5, 7],
  };
}

export function drawAnalysis(campaigns: number): AnalysisResult {
  return {
    runDigest: `${campaigns}`.padStart(64, 'e'),
    programVersion: '0.1.0',
    settings: {
      seed: 1,
      layers: ['payment', 'template'],
      maxAccountsPerValue: 500,
      linkFalseDiscoveryRate: 0.01,
      resolution: 0.05,
      minAccounts: 3,
      bootstrapDraws: 2_000,
      flagRatio: 1.5,
      flagFalseDiscoveryRate: 0.05,
    },
    exchangeCount: 100,
    accountCount: 21,
    layers: [{ layer: 'payment', state: 'used', links: 6, valuesCapped: 0 }],
    findings: Array.from({ length: campaigns }, (_, place) => drawFinding(place)),
    daily: [{ day: '2026-02-02', exchanges: 100, accounts: 21 }],
  };
}
