import { orderByKey, orderByPair } from './radix-order.ts';

/** Who acted on what, and when: n rows in any order. Rows with a negative code or without a time count for nothing. */
export interface Actions {
  readonly account: Int32Array;
  readonly object: Int32Array;
  /** Milliseconds since 1970, NaN for none. */
  readonly timeMs: Float64Array;
}

export interface CoActionSettings {
  /** Two actions belong together when they are at most this far apart. */
  readonly windowMs: number;
  /**
   * Accounts with fewer actions are left out, and so are pairs of accounts of which neither has this many actions that belong together with
   * another account's; 1 leaves out nobody.
   */
  readonly leastActions: number;
}

/** Pairs of accounts that acted together, sorted by accountA, then accountB; accountA < accountB, each pair once. */
export interface CoActions {
  readonly accountA: Int32Array;
  readonly accountB: Int32Array;
  /** Pairs of actions, one of either account, on one object within the window. */
  readonly actionPairs: Uint32Array;
  /** Distinct objects of these. */
  readonly objects: Uint32Array;
  /** Distinct actions of these by accountA and by accountB. */
  readonly actionsA: Uint32Array;
  readonly actionsB: Uint32Array;
}

/**
 * Repeated action of two accounts on the same object within a time window, as Righetti and Balluff define it for CooRTweet (detect_groups, 2023;
 * after Giglietto et al. 2020, "It takes a village to manipulate the media"): each pair of actions counts, so that `actionPairs` is their edge weight. Candidates come from a
 * walk over each object's actions in order of time, never from all pairs of accounts. O(actions + pairs of actions), in memory too.
 */
export function countCoActions(actions: Actions, settings: CoActionSettings): CoActions {
  const rows = orderActions(actions, settings.leastActions);
  const found = pairActions(actions, rows, settings.windowMs);
  const participating = countParticipation(actions, found);
  const isKept = (pair: number): boolean =>
    (participating[found.accountA[pair] as number] as number) >= settings.leastActions ||
    (participating[found.accountB[pair] as number] as number) >= settings.leastActions;
  return sumPairs(actions, found, orderByPair(found.accountA, found.accountB).filter(isKept));
}

/** Pairs of actions with the rows they stand in; accountA < accountB. */
interface ActionPairs {
  readonly accountA: Int32Array;
  readonly accountB: Int32Array;
  readonly rowA: Int32Array;
  readonly rowB: Int32Array;
}

/** Rows that count, sorted by object, then time to the microsecond. */
function orderActions({ account, object, timeMs }: Actions, leastActions: number): Uint32Array {
  const counts = new Uint32Array(account.reduce((most, code) => Math.max(most, code), -1) + 1);
  for (const code of account) if (code >= 0) counts[code] = (counts[code] as number) + 1;
  let start = Number.POSITIVE_INFINITY;
  for (const time of timeMs) if (time < start) start = time;
  const rows = Uint32Array.from(account.keys()).filter((row) => {
    const code = account[row] as number;
    return code >= 0 && (object[row] as number) >= 0 && !Number.isNaN(timeMs[row]) && (counts[code] as number) >= leastActions;
  });
  const since = timeMs.map((time) => Math.round((time - start) * 1000));
  const low = Uint32Array.from(since, (micros) => micros % 2 ** 32);
  const high = Uint32Array.from(since, (micros) => micros / 2 ** 32);
  return orderByKey(object, orderByKey(high, orderByKey(low, rows)));
}

function pairActions({ account, object, timeMs }: Actions, rows: Uint32Array, windowMs: number): ActionPairs {
  let columns = emptyPairs(1 << 12);
  let size = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    for (let j = i + 1; j < rows.length; j++) {
      const later = rows[j] as number;
      if (object[later] !== object[row] || (timeMs[later] as number) - (timeMs[row] as number) > windowMs) break;
      if (account[later] === account[row]) continue;
      if (size === columns.rowA.length) columns = copyPairs(columns, size * 2);
      const isOrdered = (account[row] as number) < (account[later] as number);
      columns.rowA[size] = isOrdered ? row : later;
      columns.rowB[size] = isOrdered ? later : row;
      columns.accountA[size] = account[columns.rowA[size] as number] as number;
      columns.accountB[size] = account[columns.rowB[size] as number] as number;
      size++;
    }
  }
  return copyPairs(columns, size);
}

/** Distinct actions of each account that belong together with another's. */
function countParticipation({ account }: Actions, { rowA, rowB }: ActionPairs): Uint32Array {
  const isSeen = new Uint8Array(account.length);
  for (const row of rowA) isSeen[row] = 1;
  for (const row of rowB) isSeen[row] = 1;
  const counts = new Uint32Array(account.reduce((most, code) => Math.max(most, code), -1) + 1);
  isSeen.forEach((seen, row) => {
    const code = account[row] as number;
    if (seen === 1) counts[code] = (counts[code] as number) + 1;
  });
  return counts;
}

/** One row for each pair of accounts; `order` sorts by accounts, and within them by object. */
function sumPairs({ object, account }: Actions, pairs: ActionPairs, order: Uint32Array): CoActions {
  const sums = {
    accountA: new Int32Array(order.length),
    accountB: new Int32Array(order.length),
    actionPairs: new Uint32Array(order.length),
    objects: new Uint32Array(order.length),
    actionsA: new Uint32Array(order.length),
    actionsB: new Uint32Array(order.length),
  };
  const lastPair = new Int32Array(account.length).fill(-1);
  let at = -1;
  let lastObject = -1;
  for (const pair of order) {
    const a = pairs.accountA[pair] as number;
    const b = pairs.accountB[pair] as number;
    if (at < 0 || sums.accountA[at] !== a || sums.accountB[at] !== b) {
      at++;
      sums.accountA[at] = a;
      sums.accountB[at] = b;
      lastObject = -1;
    }
    const rowA = pairs.rowA[pair] as number;
    const rowB = pairs.rowB[pair] as number;
    sums.actionPairs[at] = (sums.actionPairs[at] as number) + 1;
    if (object[rowA] !== lastObject) sums.objects[at] = (sums.objects[at] as number) + 1;
    lastObject = object[rowA] as number;
    if (lastPair[rowA] !== at) sums.actionsA[at] = (sums.actionsA[at] as number) + 1;
    if (lastPair[rowB] !== at) sums.actionsB[at] = (sums.actionsB[at] as number) + 1;
    lastPair[rowA] = at;
    lastPair[rowB] = at;
  }
  const count = at + 1;
  return {
    accountA: sums.accountA.slice(0, count),
    accountB: sums.accountB.slice(0, count),
    actionPairs: sums.actionPairs.slice(0, count),
    objects: sums.objects.slice(0, count),
    actionsA: sums.actionsA.slice(0, count),
    actionsB: sums.actionsB.slice(0, count),
  };
}

function emptyPairs(size: number): ActionPairs {
  return { accountA: new Int32Array(size), accountB: new Int32Array(size), rowA: new Int32Array(size), rowB: new Int32Array(size) };
}

/** The first pairs in columns of the given size. */
function copyPairs(pairs: ActionPairs, size: number): ActionPairs {
  const copy = emptyPairs(size);
  for (const name of ['accountA', 'accountB', 'rowA', 'rowB'] as const) copy[name].set(pairs[name].subarray(0, size));
  return copy;
}
