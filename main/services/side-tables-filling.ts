import type { CaseStore } from '../storage/case-store.ts';
import type { DictionaryCoder } from '../storage/dictionary-coder.ts';
import { readOwnFacts } from '../storage/facts-reader.ts';
import type { JoinedColumns } from '../storage/joined-file.ts';
import type { SegmentRecord } from '../storage/segments.ts';
import { hashedSecret } from './side-tables-fields.ts';
import type { SideColumn, SideIndex } from './side-tables-index.ts';
import { type EdgeMatching, isAmbiguous } from './side-tables-matching.ts';

/** Columns of exchanges that side tables can fill, and those by which they are joined. */
const CODE_COLUMNS = ['account_id', 'org_id', 'api_key_id', 'client_ip', 'user_agent', 'tls_fingerprint', 'payment_hash', 'country'];
const NONE = -1;

/** Fills what the log leaves open in the exchanges of one segment after the other, from side tables in the order in which they are given. */
export class SideFilling {
  readonly #store: CaseStore;
  readonly #coder: DictionaryCoder;
  readonly #edges: ReadonlyMap<SideIndex, EdgeMatching>;
  readonly #indexes: readonly SideIndex[];
  /** Row of a side table for each code of the column it is joined by. */
  readonly #rowOfCode = new Map<SideIndex, number[]>();
  readonly #names: ReadonlyMap<'account_id' | 'api_key_id' | 'client_ip', (string | null)[]>;

  constructor(store: CaseStore, coder: DictionaryCoder, indexes: readonly SideIndex[], edges: ReadonlyMap<SideIndex, EdgeMatching>) {
    this.#store = store;
    this.#coder = coder;
    this.#indexes = indexes;
    this.#edges = edges;
    this.#names = new Map([
      ['account_id', store.dictionaries.values(1)],
      ['api_key_id', store.dictionaries.values(3)],
      ['client_ip', store.dictionaries.values(5)],
    ]);
    for (const index of indexes) this.#rowOfCode.set(index, []);
  }

  /** What side tables add to a segment, all rows. Counts what they fill and where they contradict, of rows that are not masked. */
  fill(segment: SegmentRecord): JoinedColumns {
    const facts = readOwnFacts(this.#store, segment, [...CODE_COLUMNS, 'asn']);
    const own = new Map<string, ArrayLike<number>>(CODE_COLUMNS.map((name) => [name, facts.codes(name)]));
    const asn = facts.integers('asn');
    own.set('asn', asn.values);
    const added = new Map<string, Uint32Array>();
    const masked = new Uint8Array(segment.rowCount);
    for (const row of segment.maskedRows) masked[row] = 1;
    const has = (name: string, row: number): boolean => (name === 'asn' ? !asn.isNull(row) : (own.get(name)?.[row] as number) !== 0);
    for (const index of this.#indexes) {
      const matches = this.#matches(index, segment, own, added);
      for (const column of index.columns) {
        const target = added.get(column.name) ?? new Uint32Array(segment.rowCount);
        added.set(column.name, target);
        for (let row = 0; row < segment.rowCount; row++) {
          const match = matches[row] as number;
          if (match < 0 || column.localOf(match) === 0) continue;
          const isCounted = masked[row] === 0;
          if (has(column.name, row)) {
            if (isCounted && this.#differs(column, match, own.get(column.name)?.[row] as number))
              index.conflicts.add(column.name, 'log-differs', index.keyOf(match));
          } else if (target[row] !== 0) {
            if (isCounted && this.#differs(column, match, target[row] as number))
              index.conflicts.add(column.name, 'rows-differ', index.keyOf(match));
          } else {
            target[row] = column.value(match, this.#coder);
            if (isCounted) index.countFilled(column.name);
          }
        }
      }
      this.#mark(index, matches, masked);
    }
    return added;
  }

  #differs(column: SideColumn, match: number, value: number): boolean {
    return column.knownValue(match, this.#coder) !== value;
  }

  #matches(
    index: SideIndex,
    segment: SegmentRecord,
    own: ReadonlyMap<string, ArrayLike<number>>,
    added: ReadonlyMap<string, Uint32Array>,
  ): ArrayLike<number> {
    const edge = this.#edges.get(index);
    if (edge !== undefined) return edge.settle(segment);
    const name = index.table.kind === 'accounts' ? 'account_id' : 'api_key_id';
    const codes = own.get(name);
    const filled = added.get(name);
    const matches = new Int32Array(segment.rowCount);
    for (let row = 0; row < matches.length; row++)
      matches[row] = this.#rowOf(index, name, (codes?.[row] as number) || (filled?.[row] ?? 0));
    return matches;
  }

  #rowOf(index: SideIndex, name: 'account_id' | 'api_key_id', code: number): number {
    if (code === 0) return NONE;
    const rows = this.#rowOfCode.get(index) as number[];
    const known = rows[code];
    if (known !== undefined) return known;
    const text = this.#nameOf(name, code);
    const row = index.byKey.get(text) ?? (name === 'api_key_id' ? index.byKey.get(hashedSecret(text)) : undefined) ?? NONE;
    rows[code] = row;
    return row;
  }

  /** Codes above those of the dictionary were given to values of side tables just now. */
  #nameOf(name: 'account_id' | 'api_key_id', code: number): string {
    return this.#names.get(name)?.[code] ?? this.#coder.pendingValue(name === 'account_id' ? 1 : 3, code) ?? '';
  }

  #mark(index: SideIndex, matches: ArrayLike<number>, masked: Uint8Array): void {
    const isEdge = index.table.kind === 'edge';
    for (let row = 0; row < matches.length; row++) {
      const match = matches[row] as number;
      if (masked[row] === 1) continue;
      if (isAmbiguous(match)) index.conflicts.add('client_ip and ts', 'ambiguous', '');
      else if (match >= 0 && !isEdge) index.markMatched(match, index.table.kind === 'accounts' ? 'account_id' : 'api_key_id');
    }
  }
}
