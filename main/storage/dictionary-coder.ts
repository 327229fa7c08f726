import type { Dictionaries, NewDictionaryEntries } from './dictionaries.ts';

interface CoderColumn {
  readonly codes: Map<string, number>;
  /** Strings that have a code and are not committed, in code order. */
  pending: string[];
  committed: number;
}

/**
 * Gives case-wide codes to strings while an import runs. New codes are pending until takePending() hands them to commitUnit; an
 * import that stops drops its coder, and with it the codes that were never committed.
 */
export class DictionaryCoder {
  readonly #dictionaries: Dictionaries;
  readonly #columns = new Map<number, CoderColumn>();

  constructor(dictionaries: Dictionaries) {
    this.#dictionaries = dictionaries;
  }

  /** Codes of the strings of one column, in their order. */
  assign(columnNumber: number, values: readonly string[]): Int32Array {
    const column = this.#column(columnNumber);
    return Int32Array.from(values, (raw) => {
      const value = raw.toWellFormed();
      const known = column.codes.get(value);
      if (known !== undefined) return known;
      const code = column.codes.size + 1;
      column.codes.set(value, code);
      column.pending.push(value);
      return code;
    });
  }

  /** The entries assigned since the last call; commit them or drop the coder. */
  takePending(): NewDictionaryEntries[] {
    const taken: NewDictionaryEntries[] = [];
    for (const [columnNumber, column] of [...this.#columns].sort((a, b) => a[0] - b[0])) {
      if (column.pending.length === 0) continue;
      taken.push({ columnNumber, firstCode: column.committed + 1, values: column.pending });
      column.committed += column.pending.length;
      column.pending = [];
    }
    return taken;
  }

  #column(columnNumber: number): CoderColumn {
    let column = this.#columns.get(columnNumber);
    if (column === undefined) {
      const codes = new Map<string, number>();
      this.#dictionaries.values(columnNumber).forEach((value, code) => {
        if (value !== null) codes.set(value, code);
      });
      column = { codes, pending: [], committed: codes.size };
      this.#columns.set(columnNumber, column);
    }
    return column;
  }
}
