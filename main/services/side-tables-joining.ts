import { Failure } from '../engine/domain/failure.ts';
import type { JobControl } from '../engine/domain/job.ts';
import type { CaseStore } from '../storage/case-store.ts';
import { DictionaryCoder } from '../storage/dictionary-coder.ts';
import { syncFolder } from '../storage/durable.ts';
import { readOwnFacts } from '../storage/facts-reader.ts';
import { writeJoinedFile } from '../storage/joined-file.ts';
import type { JoinedFile, SegmentRecord } from '../storage/segments.ts';
import { readSideTable } from '../storage/side-table-file.ts';
import type { AccountAttribute, SideTableOutcome, SideTableRecord } from '../storage/side-tables.ts';
import type { CaseSession } from './cases.ts';
import { KnownAccounts } from './imports-accounts.ts';
import { closeQueries } from './queries.ts';
import { SideFilling } from './side-tables-filling.ts';
import { SideIndex } from './side-tables-index.ts';
import { EdgeMatching } from './side-tables-matching.ts';
import { yieldToOthers } from './slices.ts';
import { UsedCodes } from './used-codes.ts';

/** What happens to the list of side tables in the same transaction. */
export interface SideTableChange {
  /** The side tables that are joined, in the order in which they were added. */
  readonly tables: readonly SideTableRecord[];
  readonly apply: () => void;
}

/** Requests first, because they are what an exchange itself came with; then keys, which may give accounts; then accounts. */
const KIND_ORDER = { edge: 0, 'api-keys': 1, accounts: 2 } as const;

/**
 * Joins all side tables to all exchanges anew and records the outcome, in one transaction with `change`. Runs in slices. Nothing happens when there are no
 * side tables and never were. Throws cancelled, case-damaged, disk-full.
 */
export async function joinSideTables(session: CaseSession, control: JobControl, change?: SideTableChange): Promise<void> {
  const { store } = session;
  const tables = change?.tables ?? store.sideTables.list();
  if (change === undefined && tables.length === 0) return;
  const joining = new Joining(store, control, tables);
  await joining.run();
  await closeQueries(session);
  store.erasing(() => joining.record(change));
  store.sweep();
}

/** Whether exchanges were imported that no side table was joined to. */
export function isJoinStale({ store }: CaseSession): boolean {
  const joined = store.totals.get('joined_segments');
  return store.sideTables.list().length > 0 && joined !== store.segments.nextNumber() - 1;
}

class Joining {
  readonly #store: CaseStore;
  readonly #control: JobControl;
  readonly #tables: readonly SideTableRecord[];
  readonly #coder: DictionaryCoder;
  readonly #accounts = new KnownAccounts();
  readonly #files: (JoinedFile & { readonly segmentNo: number })[] = [];
  readonly #indexes: SideIndex[] = [];
  readonly #used: { readonly name: string; readonly codes: Set<number> }[] = [];
  readonly #ownCodes: UsedCodes;
  #done = 0;
  #steps = 0;

  constructor(store: CaseStore, control: JobControl, tables: readonly SideTableRecord[]) {
    this.#store = store;
    this.#control = control;
    this.#tables = tables;
    this.#coder = new DictionaryCoder(store.dictionaries);
    this.#ownCodes = new UsedCodes(store);
  }

  async run(): Promise<void> {
    const segments = this.#store.segments.list();
    const ordered = [...this.#tables].sort((a, b) => KIND_ORDER[a.kind] - KIND_ORDER[b.kind] || a.sideTableId - b.sideTableId);
    this.#steps = ordered.length + segments.length * (1 + 2 * ordered.filter(({ kind }) => kind === 'edge').length);
    for (const table of ordered) this.#indexes.push(await this.#load(table));
    const edges = new Map<SideIndex, EdgeMatching>();
    for (const index of this.#indexes) if (index.table.kind === 'edge') edges.set(index, await this.#matchEdge(index, segments));
    const filling = new SideFilling(this.#store, this.#coder, this.#indexes, edges);
    const generation = this.#store.segments.nextGeneration();
    for (const segment of segments) {
      await this.#step('joining');
      const columns = filling.fill(segment);
      const file = writeJoinedFile(this.#store.segmentsFolder, segment.segmentNo, generation, columns);
      if (file !== null) this.#files.push({ segmentNo: segment.segmentNo, ...file });
      this.#ownCodes.add(this.#store, { ...segment, joined: null });
      for (const [name, codes] of columns) if (name !== 'asn') this.#note(name, codes);
      this.#countAccounts(segment, columns.get('account_id'));
    }
    syncFolder(this.#store.segmentsFolder);
  }

  /** Call in a transaction. */
  record(change: SideTableChange | undefined): void {
    const { sideTables, segments, dictionaries, totals } = this.#store;
    dictionaries.append(this.#coder.takePending());
    const before = segments.list().map(({ joined }) => joined?.sha256);
    segments.replaceJoined(this.#files);
    const after = segments.list().map(({ joined }) => joined?.sha256);
    if (before.join() !== after.join()) totals.set('joined_anew', 1);
    sideTables.replaceAttributes([]);
    change?.apply();
    const attributes = this.#attributes();
    const outcomes = new Map<number, SideTableOutcome>();
    for (const index of this.#indexes) outcomes.set(index.table.sideTableId, index.outcome());
    sideTables.setOutcomes(outcomes);
    sideTables.replaceAttributes(attributes);
    totals.set('accounts', this.#accounts.size);
    totals.set('joined_segments', segments.nextNumber() - 1);
    const used = new UsedCodes(this.#store);
    used.addAll(this.#ownCodes);
    for (const { name, codes } of this.#used) used.addCodes(name, [...codes]);
    used.blankOthers(this.#store);
  }

  async #load(table: SideTableRecord): Promise<SideIndex> {
    const index = new SideIndex(table);
    for (const rows of readSideTable(this.#store.segmentsFolder, table)) {
      for (const row of rows) index.add(row);
      this.#refuseCancelled();
      await yieldToOthers();
    }
    index.seal();
    await this.#step('joining');
    return index;
  }

  async #matchEdge(index: SideIndex, segments: readonly SegmentRecord[]): Promise<EdgeMatching> {
    const matching = new EdgeMatching(index);
    const addresses = this.#store.dictionaries.values(5);
    for (const segment of segments) {
      await this.#step('joining');
      matching.matchIds(this.#store, segment);
    }
    for (const segment of segments) {
      await this.#step('joining');
      matching.matchTimes(this.#store, segment, addresses);
    }
    return matching;
  }

  #note(name: string, codes: Uint32Array): void {
    let used = this.#used.find((column) => column.name === name);
    if (used === undefined) {
      used = { name, codes: new Set() };
      this.#used.push(used);
    }
    for (const code of codes) if (code !== 0) used.codes.add(code);
  }

  #countAccounts(segment: SegmentRecord, added: Uint32Array | undefined): void {
    const codes = readOwnFacts(this.#store, segment, ['account_id']).codes('account_id');
    if (added !== undefined) for (let row = 0; row < codes.length; row++) if (codes[row] === 0) codes[row] = added[row] as number;
    this.#accounts.addSegment({ accountCodes: codes, rowCount: segment.rowCount }, segment.maskedRows);
  }

  /** Attributes of the accounts that have exchanges; where tables differ the earlier stands. */
  #attributes(): AccountAttribute[] {
    const found = new Map<string, AccountAttribute>();
    for (const index of this.#indexes) {
      for (const [accountId, row] of index.byKey) {
        if (!index.isMatched(row)) continue;
        for (const [name, value] of index.attributes.get(row) ?? []) {
          const key = `${accountId}\0${name}`;
          const earlier = found.get(key);
          if (earlier === undefined) found.set(key, { sideTableId: index.table.sideTableId, accountId, name, value });
          else if (earlier.value !== value) index.conflicts.add(name, 'rows-differ', accountId);
        }
      }
    }
    return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, attribute]) => attribute);
  }

  async #step(stage: string): Promise<void> {
    this.#refuseCancelled();
    const place = { exchanges: null, quarantined: null, file: null };
    this.#control.report({ stage, done: this.#done++, total: this.#steps, unit: 'steps', ...place });
    await yieldToOthers();
  }

  #refuseCancelled(): void {
    if (this.#control.isCancelled()) throw new Failure('cancelled', 'joining side tables was cancelled');
  }
}
