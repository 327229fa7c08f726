import type { Dictionaries, NewDictionaryEntries } from './dictionaries.ts';

interface CoderColumn {
  readonly codes: Map<string, number>;
  /** Strings that have a code and are not committed, in code order. */
  pending: string[];
  committed: number;
  next: number;
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
    const codes = new Int32Array(values.length);
    for (let i = 0; i < values.length; i++) {
      const value = (values[i] as string).toWellFormed();
      let code = column.codes.get(value);
      if (code === undefined) {
        code = column.next++;
        column.codes.set(value, code);
        column.pending.push(value);
      }
      codes[i] = code;
    }
    return codes;
  }

  /** The code of a string of one column; 0 when it has none. */
  find(columnNumber: number, value: string): number {
    return this.#column(columnNumber).codes.get(value.toWellFormed()) ?? 0;
  }

  /** A string that got its code since the last call of takePending(); null for any other code. */
  pendingValue(columnNumber: number, code: number): string | null {
    const column = this.#column(columnNumber);
    return column.pending[code - column.committed - 1] ?? null;
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
      const values = this.#dictionaries.values(columnNumber);
      values.forEach((value, code) => {
        if (value !== null) codes.set(value, code);
      });
      // Strings that were taken away left an empty one behind in each place: codes are more than strings.
      column = { codes, pending: [], committed: values.length - 1, next: values.length };
      this.#columns.set(columnNumber, column);
    }
    return column;
  }
}
