import { CAMPAIGN_EDIT_KINDS, type CampaignEditKind, type NamedCampaign, type RecordedEdit } from '../engine/domain/campaign-edit.ts';
import { Failure } from '../engine/domain/failure.ts';
import type { CaseDatabase } from './database.ts';
import { type ChainedTable, ChainWriter } from './row-chain.ts';

export const CAMPAIGN_EDIT_TABLE: ChainedTable = {
  name: 'campaign_edit',
  key: 'edit_no',
  columns: ['at', 'made_by', 'kind', 'campaigns', 'accounts', 'reason', 'undone_at', 'undone_in'],
};

interface EditRow {
  readonly sequence: number;
  readonly at: string;
  readonly madeBy: string;
  readonly kind: string;
  readonly campaigns: string;
  readonly accounts: string;
  readonly reason: string;
  readonly undoneAt: string | null;
}

const SELECT =
  'SELECT edit_no AS sequence, at, made_by AS madeBy, kind, campaigns, accounts, reason, undone_at AS undoneAt FROM campaign_edit';

/** Acts by hand on campaigns. Rows are only ever added; undoing marks one, redoing takes the mark away. */
export class CampaignEdits {
  readonly #database: CaseDatabase;

  constructor(database: CaseDatabase) {
    this.#database = database;
  }

  /** All of them, in order. Throws case-damaged. */
  list(): RecordedEdit[] {
    return (this.#database.prepare(`${SELECT} ORDER BY edit_no`).all() as EditRow[]).map(toEdit);
  }

  /** Those that are not undone, in order. Throws case-damaged. */
  active(): RecordedEdit[] {
    return this.list().filter(({ undoneAt }) => undoneAt === null);
  }

  /** The act that undoing would undo: the newest that is not undone. */
  nextToUndo(): RecordedEdit | null {
    return this.#find('undone_in IS NULL ORDER BY edit_no DESC');
  }

  /**
   * The act that redoing would take up again: the one undone last, unless a newer act stands: what was undone before a newer act was made is given up.
   */
  nextToRedo(): RecordedEdit | null {
    return this.#find(
      `undone_in IS NOT NULL AND edit_no > (SELECT coalesce(max(edit_no), 0) FROM campaign_edit WHERE undone_in IS NULL)
       ORDER BY undone_in DESC`,
    );
  }

  /** Call in a transaction, as everything below. */
  append(edit: Omit<RecordedEdit, 'sequence' | 'undoneAt'>): RecordedEdit {
    const sequence = this.#database.prepare('SELECT coalesce(max(edit_no), 0) + 1 FROM campaign_edit').pluck().get() as number;
    const { at, madeBy, kind, campaigns, accounts, reason } = edit;
    new ChainWriter(this.#database, CAMPAIGN_EDIT_TABLE).append([
      [sequence, at, madeBy, kind, JSON.stringify(campaigns), JSON.stringify(accounts), reason, null, null],
    ]);
    return { ...edit, sequence, undoneAt: null };
  }

  /** `activity` is the number of the entry of the activity log that records the undoing: it puts undone acts in order. */
  undo(sequence: number, at: string, activity: number): void {
    this.#mark(sequence, at, activity);
  }

  redo(sequence: number): void {
    this.#mark(sequence, null, null);
  }

  #mark(sequence: number, at: string | null, activity: number | null): void {
    this.#database.prepare('UPDATE campaign_edit SET undone_at = ?, undone_in = ? WHERE edit_no = ?').run(at, activity, sequence);
    new ChainWriter(this.#database, CAMPAIGN_EDIT_TABLE).rechainFrom(sequence);
  }

  #find(condition: string): RecordedEdit | null {
    const row = this.#database.prepare(`${SELECT} WHERE ${condition} LIMIT 1`).get() as EditRow | undefined;
    return row === undefined ? null : toEdit(row);
  }
}

function toEdit({ campaigns, accounts, ...row }: EditRow): RecordedEdit {
  const named = parsed(campaigns);
  const listed = parsed(accounts);
  if (!isKind(row.kind) || !isNamed(named) || !isTexts(listed))
    throw new Failure('case-damaged', `table campaign_edit, edit_no ${row.sequence}: not an act that this program knows`);
  return { ...row, kind: row.kind, campaigns: named, accounts: listed };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isKind(kind: string): kind is CampaignEditKind {
  return CAMPAIGN_EDIT_KINDS.some((known) => known === kind);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isNamed(value: unknown): value is NamedCampaign[] {
  return Array.isArray(value) && value.every((item) => isRecord(item) && typeof item.id === 'string' && isTexts(item.anchors));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
