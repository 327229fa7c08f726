/**
 * The bridge between the window and the program: every command and every event, with plain data both ways. Each method takes
 * one object and returns plain data; a failure arrives as `{ ok: false, failure }`, never as a thrown string.
 * Paths come only from the system's dialogs, from a drop, or from the recent list: a page cannot invent one.
 */
import type { SettingsState } from '../main/engine/domain/analysis-settings.ts';
import type { AnalysisSettings, Campaign, CampaignFinding, DailyCount, LayerReport, Link } from '../main/engine/domain/campaign.ts';
import type { EditList, EditRequest, FoundAccounts } from '../main/engine/domain/campaign-edit.ts';
import type { ActivityEntry, CaseSummary, LockHolder, QuarantineRecord, SourceSummary } from '../main/engine/domain/case.ts';
import type { DetectabilityOptions, DetectabilityOutlook } from '../main/engine/domain/detectability.ts';
import type { Exchange } from '../main/engine/domain/exchange.ts';
import type { SerializedFailure } from '../main/engine/domain/failure.ts';
import type { ImpactReport } from '../main/engine/domain/impact.ts';
import type { ImportReview, MappingPreview, ReviewedFile, TableLook } from '../main/engine/domain/import-review.ts';
import type { JobEvent } from '../main/engine/domain/job.ts';
import type { PriceHistory, PriceRow } from '../main/engine/domain/price-table.ts';
import type {
  CaseEvent,
  ColumnFill,
  EventKind,
  MappingShape,
  OriginalRecord,
  SideTableKind,
  SideTablePreview,
  SideTableSummary,
  SourceDetails,
} from '../main/engine/domain/sources.ts';
import type { TargetingBoard } from '../main/engine/domain/targeting-board.ts';
import type { Usage } from '../main/engine/domain/usage.ts';

export interface RecentCase {
  readonly path: string;
  readonly name: string;
  readonly openedAt: string;
  /** The file is still where it was. */
  readonly present: boolean;
}

/** What the start screen and the title bar show. */
export interface WindowState {
  readonly standin: boolean;
  readonly version: string;
  readonly platform: string;
  readonly openCase: CaseSummary | null;
  readonly recent: readonly RecentCase[];
}

export interface DailyStack {
  readonly days: readonly string[];
  /** Exchanges per day outside every campaign. */
  readonly rest: readonly number[];
  readonly campaigns: readonly { readonly id: string; readonly exchanges: readonly number[] }[];
}

/** The overview screen. */
export interface CaseOverview {
  readonly summary: CaseSummary;
  readonly sources: readonly SourceSummary[];
  readonly daily: DailyStack;
  /** Null until the case has been analysed; stale when exchanges were imported after the run. */
  readonly analysis: {
    readonly runDigest: string;
    readonly campaigns: number;
    readonly stale: boolean;
    readonly layers: readonly LayerReport[];
  } | null;
}

/** A campaign as the page shows it: the finding and, to compare with, the case's own daily volume and what exchanges of no campaign were. */
export interface CampaignPage {
  readonly finding: CampaignFinding;
  readonly caseDaily: readonly DailyCount[];
  /** Null in results of older versions. */
  readonly restUsage: Usage | null;
}

export interface ExchangeFilter {
  readonly campaignId?: string;
  readonly accountId?: string;
  /** True leaves only accounts that no campaign has: what campaigns are compared with. */
  readonly outsideCampaigns?: true;
  readonly capability?: string;
  readonly elicitation?: string;
  /** As requested, exactly as in the log. */
  readonly model?: string;
  /** First and last UTC day, `YYYY-MM-DD`. */
  readonly fromDay?: string;
  readonly toDay?: string;
  /** Literal text to find in prompt or completion, ASCII case ignored. */
  readonly text?: string;
}

/** One line of the exchanges table; texts are cut to a line. */
export interface ExchangeLine {
  readonly row: number;
  readonly ts: string | null;
  readonly accountId: string | null;
  readonly model: string | null;
  readonly capability: string;
  readonly elicitation: string;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly statusCode: number | null;
  readonly promptStart: string;
}

export interface ExchangePage {
  /** Exchanges that match the filter. */
  readonly total: number;
  readonly offset: number;
  readonly lines: readonly ExchangeLine[];
}

/** One exchange, whole, for the reader. Every string in it is untrusted text. */
export interface ExchangeReading {
  readonly row: number;
  readonly exchange: Exchange;
  readonly capability: string;
  readonly capabilityConfidence: number;
  readonly elicitation: string;
  /** ISO 639-1, `unknown` for code, numbers and what was imported before languages were read. */
  readonly language: string;
  readonly sourcePath: string;
  readonly sourcePosition: number;
  readonly campaignId: string | null;
}

/** What ties two accounts, and which layers do not. */
export interface AccountTie {
  readonly accountA: string;
  readonly accountB: string;
  readonly links: readonly Link[];
  readonly untied: readonly { readonly layer: string; readonly reason: string }[];
  readonly sharedCampaignId: string | null;
}

/** Files that the user chose, looked at by a job; `import.review` tells what they are once it is done. */
export interface StartedLook {
  readonly selectionId: number;
  readonly jobId: string;
}

/** What becomes of a group of files; a group that is not named is imported, or left out when it needs a mapping. */
export interface GroupChoice {
  readonly groupId: number;
  readonly action: 'import' | 'join' | 'leave-out';
  /** In place of the one that was guessed. */
  readonly mapping?: MappingShape;
  readonly sideTableKind?: SideTableKind;
}

/** A table that may add to exchanges, as it was looked at. */
export interface SideTableCandidate extends SideTablePreview {
  /** Names the table to `sideTables.add`. */
  readonly selectionId: number;
  readonly path: string;
}

/** An event before it has a number. */
export interface EventText {
  /** A day or a time, ISO 8601 UTC. */
  readonly at: string;
  readonly kind: EventKind;
  readonly title: string;
  readonly note: string;
}

/** Commands: name, argument, answer. */
export interface Commands {
  'window.state': { argument: Record<never, never>; answer: WindowState };
  'window.setTheme': { argument: { theme: 'light' | 'dark' | 'system' }; answer: null };
  /** Asks where with the system's dialog; null when dismissed. */
  'case.create': { argument: Record<never, never>; answer: CaseSummary | null };
  'case.open': { argument: { recentPath?: string; readOnly?: boolean }; answer: CaseSummary | null };
  'case.close': { argument: Record<never, never>; answer: null };
  /** Who holds a case that could not be opened for writing. */
  'case.lockHolder': { argument: { recentPath: string }; answer: LockHolder | null };
  'case.overview': { argument: Record<never, never>; answer: CaseOverview };
  'case.activity': { argument: { offset: number; limit: number }; answer: { total: number; entries: readonly ActivityEntry[] } };
  'case.check': { argument: Record<never, never>; answer: { jobId: string } };
  /** Lets the user choose files or a folder, or takes what was dropped, and looks at every file in a job; null when dismissed. */
  'import.choose': { argument: { what: 'files' | 'folder' } | { droppedFiles: readonly string[] }; answer: StartedLook | null };
  /** Looks again at the file of a source; asks for it when it is not the file that was imported. */
  'import.again': { argument: { sourceId: number }; answer: StartedLook | null };
  'import.review': { argument: { selectionId: number }; answer: ImportReview };
  'import.files': {
    argument: { selectionId: number; groupId?: number; offset: number; limit: number };
    answer: { total: number; files: readonly ReviewedFile[] };
  };
  /** The beginning of a group's first file. */
  'import.table': { argument: { selectionId: number; groupId: number }; answer: TableLook };
  'import.preview': { argument: { selectionId: number; groupId: number; mapping: MappingShape }; answer: MappingPreview };
  /**
   * Starts a job that imports what was looked at; null when dismissed. Without an open case, asks where to create one first. `replaces` is the source
   * whose file is imported again: it is removed first, since its exchanges would be duplicates.
   */
  'import.start': {
    argument: { selectionId: number; choices: readonly GroupChoice[]; replaces?: number; workers?: number };
    answer: { jobId: string } | null;
  };
  'import.quarantine': {
    argument: { offset: number; limit: number; sourceId?: number };
    answer: { total: number; records: readonly QuarantineRecord[] };
  };
  /** Asks for a mapping file; null when dismissed. */
  'mapping.open': { argument: Record<never, never>; answer: { readonly path: string; readonly mapping: MappingShape } | null };
  /** Asks where to write it; null when dismissed. */
  'mapping.save': { argument: { mapping: MappingShape; name: string }; answer: { readonly path: string } | null };
  'sources.list': { argument: Record<never, never>; answer: readonly SourceDetails[] };
  /** Of one source, or of the whole case. */
  'sources.columns': { argument: { sourceId: number | null }; answer: readonly ColumnFill[] };
  /** Asks where to write the records, as JSON lines; null when dismissed. */
  'sources.exportQuarantine': {
    argument: { sourceId: number | null };
    answer: { readonly path: string; readonly records: number } | null;
  };
  'sources.remove': { argument: { sourceId: number }; answer: { jobId: string } };
  'sideTables.list': { argument: Record<never, never>; answer: readonly SideTableSummary[] };
  /** Asks for a table and looks at it; null when dismissed. */
  'sideTables.choose': { argument: Record<never, never>; answer: SideTableCandidate | null };
  /** Without a mapping the columns are taken by their names. */
  'sideTables.add': { argument: { selectionId: number; kind: SideTableKind; mapping: MappingShape | null }; answer: { jobId: string } };
  'sideTables.remove': { argument: { sideTableId: number }; answer: { jobId: string } };
  'events.list': { argument: Record<never, never>; answer: readonly CaseEvent[] };
  'events.add': { argument: { event: EventText }; answer: CaseEvent };
  'events.change': { argument: { eventId: number; event: EventText }; answer: CaseEvent };
  'events.remove': { argument: { eventId: number }; answer: null };
  /** Without settings, those of the newest analysis are used again. */
  'analysis.start': { argument: { settings?: Partial<AnalysisSettings> }; answer: { jobId: string } };
  /** What the next analysis runs with, and what may be changed about it. */
  'analysis.settings': { argument: Record<never, never>; answer: SettingsState };
  'analysis.campaigns': { argument: Record<never, never>; answer: readonly Campaign[] };
  'analysis.campaign': { argument: { campaignId: string }; answer: CampaignPage };
  /** What every campaign asks for against the baseline, and when it turned. */
  'analysis.targeting': { argument: Record<never, never>; answer: TargetingBoard };
  'analysis.tie': { argument: { accountA: string; accountB: string }; answer: AccountTie };
  /** What campaigns took and what that cost at a version of the price table, the newest when none is named; of one campaign, or of all. */
  'impact.read': { argument: { campaignId?: string; priceVersion?: number }; answer: ImpactReport };
  'prices.read': { argument: Record<never, never>; answer: PriceHistory };
  /** Keeps the rows as a new version; rows that are the newest version's change nothing. */
  'prices.save': { argument: { rows: readonly PriceRow[]; note: string }; answer: PriceHistory };
  /** Repeats an older version as a new one. */
  'prices.restore': { argument: { version: number }; answer: PriceHistory };
  /** Asks for a CSV or JSON file and reads its rows, for the analyst to look at and save; null when dismissed. */
  'prices.open': { argument: Record<never, never>; answer: { readonly path: string; readonly rows: readonly PriceRow[] } | null };
  /** Asks where to write a version, as CSV or JSON by the name; null when dismissed. */
  'prices.export': { argument: { version: number }; answer: { readonly path: string } | null };
  /** What was done to campaigns by hand, undone acts included. */
  'edits.list': { argument: Record<never, never>; answer: EditList };
  /** Keeps an act; the next analysis applies it. */
  'edits.make': { argument: { edit: EditRequest }; answer: null };
  'edits.undo': { argument: Record<never, never>; answer: null };
  'edits.redo': { argument: Record<never, never>; answer: null };
  /** What may be planted to see whether it is found, and how long that would take. */
  'detectability.outlook': { argument: Record<never, never>; answer: DetectabilityOutlook };
  /** Starts a job that plants campaigns into copies of the case; its result is a DetectabilityReport. The case stays as it is. */
  'detectability.start': { argument: { options: DetectabilityOptions }; answer: { jobId: string } };
  'accounts.search': { argument: { text: string; limit: number }; answer: FoundAccounts };
  'exchanges.page': { argument: { filter: ExchangeFilter; offset: number; limit: number }; answer: ExchangePage };
  'exchanges.read': { argument: { row: number }; answer: ExchangeReading };
  /** The record that an exchange was read from, as it lies in its file. */
  'exchanges.original': { argument: { row: number }; answer: OriginalRecord };
  /** Asks for a folder with the system's dialog and starts a job; null when dismissed. */
  'evidence.export': { argument: { campaignIds: readonly string[]; pseudonymise: boolean }; answer: { jobId: string } | null };
  'job.cancel': { argument: { jobId: string }; answer: null };
}
export type CommandName = keyof Commands;
export type CommandAnswer<N extends CommandName> =
  | { readonly ok: true; readonly value: Commands[N]['answer'] }
  | { readonly ok: false; readonly failure: SerializedFailure };

/** Events: name and payload. */
export interface Events {
  job: JobEvent;
  /** The open case changed (opened, closed, imported into, analysed): read again what is shown. */
  'case-changed': { readonly openCase: CaseSummary | null };
  /** A menu item asks the page for an action. */
  menu: { readonly action: 'new-case' | 'open-case' | 'close-case' | 'import' | 'import-folder' | 'analyse' | 'export' | 'find' | 'check' };
}
export type EventName = keyof Events;

/** What the page sees as `window.stillhunt`. */
export interface Bridge {
  call<N extends CommandName>(name: N, argument: Commands[N]['argument']): Promise<CommandAnswer<N>>;
  /** Returns the function that ends the subscription. */
  subscribe<N extends EventName>(name: N, listener: (payload: Events[N]) => void): () => void;
  /** The path of a dropped file, or folder; the program accepts it only while that drop is fresh. */
  pathOfDroppedFile(file: File): string;
}

export const COMMAND_CHANNEL = 'stillhunt:command';
export const EVENT_CHANNEL = 'stillhunt:event';
/** The preload tells the program the path it resolved for a dropped file; the page cannot reach this channel. */
export const DROP_CHANNEL = 'stillhunt:drop';
