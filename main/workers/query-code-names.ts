import type { Json } from '../engine/domain/exchange.ts';
import { EXCHANGE_COLUMNS, type ExchangeColumn } from '../engine/domain/exchange-columns.ts';
import { Failure } from '../engine/domain/failure.ts';
import type { CaseStore } from '../storage/case-store.ts';

const NUMBERS = new Map<string, number>(EXCHANGE_COLUMNS.map((column) => [column.name, column.number]));

/** Strings behind dictionary codes; each is looked up once for the life of this object. */
export class CodeNames {
  readonly #store: CaseStore;
  readonly #names = new Map<string, (string | null)[]>();
  readonly #parsed = new Map<string, Json[]>();

  constructor(store: CaseStore) {
    this.#store = store;
  }

  /** The string at any index of a column of codes; null for code 0. */
  reader(column: ExchangeColumn['name'], codes: Int32Array): (index: number) => string | null {
    const number = NUMBERS.get(column) ?? 0;
    const known = memory(this.#names, column);
    const { dictionaries } = this.#store;
    return (index) => {
      const code = codes[index] as number;
      let name = known[code];
      if (name === undefined) {
        name = code === 0 ? null : dictionaries.value(number, code);
        known[code] = name;
      }
      return name;
    };
  }

  /** The parsed JSON at any index of a column of codes. The returned function throws case-damaged. */
  jsonReader(column: ExchangeColumn['name'], codes: Int32Array): (index: number) => Json {
    const text = this.reader(column, codes);
    const known = memory(this.#parsed, column);
    return (index) => {
      const code = codes[index] as number;
      let value = known[code];
      if (value === undefined) {
        value = parseJson(text(index), column);
        known[code] = value;
      }
      return value;
    };
  }
}

/** Reads JSON that import wrote. Throws case-damaged. */
export function parseJson(text: string | null, column: string): Json {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Failure('case-damaged', `column ${column} holds text that is not JSON`, { column }, { cause: error });
  }
}

function memory<T>(memories: Map<string, T[]>, column: string): T[] {
  const known = memories.get(column) ?? [];
  memories.set(column, known);
  return known;
}
