import { EXCHANGE_COLUMNS } from '../engine/domain/exchange-columns.ts';
import type { SideTableConflict } from '../engine/domain/sources.ts';
import type { DictionaryCoder } from '../storage/dictionary-coder.ts';
import type { SideTableOutcome, SideTableRecord } from '../storage/side-tables.ts';
import { SIDE_FIELDS } from './side-tables-fields.ts';
import type { SideRow } from './side-tables-mapping.ts';

const EXAMPLES = 5;
const FIRST_ROWS = 1_024;

/** Counts conflicts by column and kind, with the keys of the first few. */
export class Conflicts {
  readonly #found = new Map<string, { column: string; kind: SideTableConflict['kind']; count: number; examples: Set<string> }>();

  add(column: string, kind: SideTableConflict['kind'], key: string): void {
    const name = `${column} ${kind}`;
    const conflict = this.#found.get(name) ?? { column, kind, count: 0, examples: new Set<string>() };
    this.#found.set(name, conflict);
    conflict.count += 1;
    if (key !== '' && conflict.examples.size < EXAMPLES) conflict.examples.add(key);
  }

  list(): SideTableConflict[] {
    return [...this.#found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { examples, ...rest }]) => ({ ...rest, examples: [...examples] }));
  }
}

/** What a side table gives for one column of exchanges: a number for each of its rows, 0 for none. */
export class SideColumn {
  readonly name: string;
  readonly #number: number;
  readonly #isCode: boolean;
  readonly #locals = new Map<string, number>();
  readonly #strings: string[] = [''];
  readonly #codes: number[] = [0];
  #rows = new Uint32Array(FIRST_ROWS);

  constructor(name: string) {
    const column = EXCHANGE_COLUMNS.find((candidate) => candidate.name === name);
    if (column === undefined) throw new TypeError(`no column ${name}`);
    this.name = name;
    this.#number = column.number;
    this.#isCode = column.home === 'dictionary';
  }

  set(row: number, text: string | undefined): void {
    if (row >= this.#rows.length) {
      const larger = new Uint32Array(Math.max(row + 1, this.#rows.length * 2));
      larger.set(this.#rows);
      this.#rows = larger;
    }
    this.#rows[row] = text === undefined ? 0 : this.#isCode ? this.#local(text) : Number(text);
  }

  /** Equal where the values are equal; 0 where the row has none. */
  localOf(row: number): number {
    return this.#rows[row] as number;
  }

  copy(from: number, to: number): void {
    this.#rows[to] = this.#rows[from] as number;
  }

  /** The row's value as the facts hold it, when the log may already know it; 0 when no row of the case has it. */
  knownValue(row: number, coder: DictionaryCoder): number {
    const local = this.localOf(row);
    return this.#isCode ? this.#codes[local] || coder.find(this.#number, this.#strings[local] as string) : local;
  }

  /** The row's value as the facts hold it; new strings get a code. */
  value(row: number, coder: DictionaryCoder): number {
    const local = this.localOf(row);
    if (!this.#isCode || local === 0) return local;
    this.#codes[local] ||= coder.assign(this.#number, [this.#strings[local] as string])[0] as number;
    return this.#codes[local] as number;
  }

  #local(text: string): number {
    const known = this.#locals.get(text);
    if (known !== undefined) return known;
    const local = this.#strings.length;
    this.#locals.set(text, local);
    this.#strings.push(text);
    this.#codes.push(0);
    return local;
  }
}

/** The rows of one side table in memory, by key, and what joining them does. */
export class SideIndex {
  readonly table: SideTableRecord;
  readonly columns: readonly SideColumn[];
  readonly conflicts = new Conflicts();
  readonly filled = new Map<string, number>();
  readonly #attributeNames: readonly string[];
  /** First row of each key: account id, API key or request id. */
  readonly byKey = new Map<string, number>();
  /** Rows by address, in order of time, that may be joined by address and time. */
  readonly byAddress = new Map<string, { us: number; row: number }[]>();
  /** The key of each first row, or its address, to name it by. */
  readonly #keys: string[] = [];
  readonly attributes = new Map<number, Map<string, string>>();
  /** The row that stands for each: the first of its key. */
  #owners = new Uint32Array(FIRST_ROWS);
  #matched = new Uint8Array(FIRST_ROWS);
  #rowCount = 0;
  readonly joinedBy = new Set<string>();

  constructor(table: SideTableRecord) {
    this.table = table;
    const fields = Object.entries(SIDE_FIELDS[table.kind]);
    this.columns = fields.filter(([, role]) => role === 'column').map(([name]) => new SideColumn(name));
    this.#attributeNames = fields.filter(([name, role]) => role === 'attribute' && name !== 'email').map(([name]) => name);
  }

  add(row: SideRow): void {
    const at = this.#rowCount++;
    this.#reserve(at);
    for (const column of this.columns) column.set(at, row.get(column.name));
    const key = row.get(keyField(this.table.kind));
    const first = key === undefined ? undefined : this.byKey.get(key);
    this.#keys[at] = key ?? row.get('client_ip') ?? '';
    this.#owners[at] = first ?? at;
    if (key !== undefined && first === undefined) this.byKey.set(key, at);
    if (key !== undefined && first !== undefined) this.#mergeInto(first, at, key);
    this.#keepAttributes(this.#owners[at] as number, row, key ?? '');
    if (this.table.kind === 'edge' && first === undefined) this.#placeInTime(at, row);
  }

  /** Call once all rows are added. */
  seal(): void {
    for (const rows of this.byAddress.values()) rows.sort((a, b) => a.us - b.us || a.row - b.row);
  }

  markMatched(row: number, joinedBy: string): void {
    this.#matched[row] = 1;
    this.joinedBy.add(joinedBy);
  }

  keyOf(row: number): string {
    return this.#keys[row] ?? '';
  }

  isMatched(row: number): boolean {
    return this.#matched[row] === 1;
  }

  countFilled(column: string): void {
    this.filled.set(column, (this.filled.get(column) ?? 0) + 1);
  }

  outcome(): SideTableOutcome {
    let matchedRows = 0;
    for (let row = 0; row < this.#rowCount; row++) if (this.#matched[this.#owners[row] as number] === 1) matchedRows += 1;
    return {
      joinedBy: [...this.joinedBy].sort().join(', ') || defaultKey(this),
      matchedRows,
      unmatchedRows: this.#rowCount - matchedRows,
      filled: Object.fromEntries([...this.filled].sort(([a], [b]) => (a < b ? -1 : 1))),
      conflicts: this.conflicts.list(),
    };
  }

  /** The earlier row stands; what it does not say is taken from the later one. */
  #mergeInto(first: number, at: number, key: string): void {
    for (const column of this.columns) {
      const [earlier, later] = [column.localOf(first), column.localOf(at)];
      if (earlier === 0) column.copy(at, first);
      else if (later !== 0 && later !== earlier) this.conflicts.add(column.name, 'rows-differ', key);
    }
  }

  #keepAttributes(owner: number, row: SideRow, key: string): void {
    for (const name of this.#attributeNames) {
      const value = row.get(name);
      if (value === undefined) continue;
      const known = this.attributes.get(owner) ?? new Map<string, string>();
      this.attributes.set(owner, known);
      const earlier = known.get(name);
      if (earlier === undefined) known.set(name, value);
      else if (earlier !== value) this.conflicts.add(name, 'rows-differ', key);
    }
  }

  #placeInTime(at: number, row: SideRow): void {
    const address = row.get('client_ip');
    const us = Number(row.get('ts') ?? Number.NaN);
    if (address === undefined || Number.isNaN(us)) return;
    const others = this.byAddress.get(address);
    if (others === undefined) this.byAddress.set(address, [{ us, row: at }]);
    else others.push({ us, row: at });
  }

  #reserve(at: number): void {
    if (at < this.#owners.length) return;
    const owners = new Uint32Array(this.#owners.length * 2);
    owners.set(this.#owners);
    this.#owners = owners;
    const matched = new Uint8Array(owners.length);
    matched.set(this.#matched);
    this.#matched = matched;
  }
}

function keyField(kind: SideTableRecord['kind']): string {
  if (kind === 'edge') return 'request_id';
  return kind === 'accounts' ? 'account_id' : 'api_key_id';
}

function defaultKey({ table: { kind }, byKey }: SideIndex): string {
  return kind === 'edge' && byKey.size === 0 ? 'client_ip and ts' : keyField(kind);
}
