import type { Actions } from '../../../main/engine/links/co-action.ts';

/** One row of a table as CooRTweet reads it. */
export interface Share {
  readonly objectId: string;
  readonly accountId: string;
  readonly contentId: string;
  readonly seconds: number;
}

export interface SharePair {
  readonly weight: number;
  readonly objects: number;
  readonly contents: readonly [number, number];
}

/**
 * CooRTweet's published definition, row by row with every pair of rows of an object and nothing clever: accounts with fewer than `minParticipation` rows go first;
 * two shares of one object by two accounts at most `timeWindow` seconds apart are coordinated; then pairs stay where either share is by an account with
 * `minParticipation` coordinated shares. Keys are both accounts, sorted, with a space between; the weight is the number of pairs of shares.
 */
export function coordinatedPairs(shares: readonly Share[], timeWindow: number, minParticipation: number): ReadonlyMap<string, SharePair> {
  const rowsOf = countBy(shares.map(({ accountId }) => accountId));
  const active = shares.filter(({ accountId }) => (rowsOf.get(accountId) ?? 0) >= minParticipation);
  const ofObject = new Map<string, Share[]>();
  for (const share of active) ofObject.set(share.objectId, [...(ofObject.get(share.objectId) ?? []), share]);
  const pairs: (readonly [Share, Share])[] = [];
  for (const own of ofObject.values()) {
    for (const one of own) {
      for (const other of own) {
        if (one.accountId < other.accountId && Math.abs(one.seconds - other.seconds) <= timeWindow) pairs.push([one, other]);
      }
    }
  }
  const coordinated = new Set(pairs.flat());
  const participation = countBy([...coordinated].map(({ accountId }) => accountId));
  const isActive = ({ accountId }: Share): boolean => (participation.get(accountId) ?? 0) >= minParticipation;
  const kept = Map.groupBy(
    pairs.filter(([one, other]) => isActive(one) || isActive(other)),
    ([one, other]) => `${one.accountId} ${other.accountId}`,
  );
  return new Map(
    [...kept].map(([key, own]) => [
      key,
      {
        weight: own.length,
        objects: new Set(own.map(([one]) => one.objectId)).size,
        contents: [new Set(own.map(([one]) => one)).size, new Set(own.map(([, other]) => other)).size],
      },
    ]),
  );
}

/** The same shares as columns, with the names behind their account codes. */
export function actionsOf(shares: readonly Share[]): { readonly actions: Actions; readonly accountIds: readonly string[] } {
  const accountIds = [...new Set(shares.map(({ accountId }) => accountId))].sort();
  const objectIds = [...new Set(shares.map(({ objectId }) => objectId))].sort();
  const accountCode = new Map(accountIds.map((id, code) => [id, code]));
  const objectCode = new Map(objectIds.map((id, code) => [id, code]));
  return {
    accountIds,
    actions: {
      account: Int32Array.from(shares, ({ accountId }) => accountCode.get(accountId) ?? -1),
      object: Int32Array.from(shares, ({ objectId }) => objectCode.get(objectId) ?? -1),
      timeMs: Float64Array.from(shares, ({ seconds }) => seconds * 1000),
    },
  };
}

/** A table in CooRTweet's columns. */
export function readShares(csv: string): readonly Share[] {
  const [head, ...lines] = csv.replaceAll('"', '').trim().split(/\r?\n/);
  if (head !== 'object_id,account_id,content_id,timestamp_share')
    throw new Error(`these are not CooRTweet's columns: ${head ?? 'nothing'}`);
  return lines.map((line) => {
    const [objectId = '', accountId = '', contentId = '', seconds = ''] = line.split(',');
    return { objectId, accountId, contentId, seconds: Number(seconds) };
  });
}

function countBy(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
