import { SHARE_CATEGORIES, type ShareTable } from './share-table.ts';

/**
 * The table in which the given accounts have the cells of another table, and no others. Strata of both are numbered anew, sorted as ever; their codes of models and
 * channels must mean the same.
 *
 * @param accounts codes, ascending
 */
export function replaceAccounts(table: ShareTable, other: ShareTable, accounts: Int32Array): ShareTable {
  const replaced = new Set(accounts);
  const sources = [...cellsOf(table, (account) => !replaced.has(account)), ...cellsOf(other, (account) => replaced.has(account))];
  const strata = new Map<string, number>();
  for (const cell of sources) strata.set(keyOf(cell), 0);
  const sorted = [...strata.keys()].map(parseKey).sort((x, y) => x.model - y.model || x.channel - y.channel || x.week - y.week);
  sorted.forEach((stratum, number) => {
    strata.set(stratum.key, number);
  });
  const stratumOf = (cell: Cell): number => strata.get(keyOf(cell)) as number;
  sources.sort((x, y) => x.account - y.account || stratumOf(x) - stratumOf(y));
  const accountCodes: number[] = [];
  const cellStart: number[] = [];
  const cellCounts = new Float64Array(sources.length * SHARE_CATEGORIES);
  sources.forEach(({ account, from, place }, i) => {
    if (accountCodes.at(-1) !== account) {
      accountCodes.push(account);
      cellStart.push(i);
    }
    cellCounts.set(from.cellCounts.subarray(place * SHARE_CATEGORIES, (place + 1) * SHARE_CATEGORIES), i * SHARE_CATEGORIES);
  });
  cellStart.push(sources.length);
  return {
    accounts: Int32Array.from(accountCodes),
    cellStart: Uint32Array.from(cellStart),
    cellStratum: Int32Array.from(sources, stratumOf),
    cellTotal: Float64Array.from(sources, ({ from, place }) => from.cellTotal[place] as number),
    cellCounts,
    stratumModel: Int32Array.from(sorted, ({ model }) => model),
    stratumChannel: Int32Array.from(sorted, ({ channel }) => channel),
    stratumWeek: Int32Array.from(sorted, ({ week }) => week),
  };
}

interface Cell {
  readonly account: number;
  readonly from: ShareTable;
  readonly place: number;
}

function cellsOf(from: ShareTable, isTaken: (account: number) => boolean): Cell[] {
  const cells: Cell[] = [];
  from.accounts.forEach((account, i) => {
    if (!isTaken(account)) return;
    for (let place = from.cellStart[i] as number; place < (from.cellStart[i + 1] as number); place++) cells.push({ account, from, place });
  });
  return cells;
}

function keyOf({ from, place }: Cell): string {
  const stratum = from.cellStratum[place] as number;
  return `${from.stratumModel[stratum]} ${from.stratumChannel[stratum]} ${from.stratumWeek[stratum]}`;
}

function parseKey(key: string): { key: string; model: number; channel: number; week: number } {
  const [model = 0, channel = 0, week = 0] = key.split(' ').map(Number);
  return { key, model, channel, week };
}
