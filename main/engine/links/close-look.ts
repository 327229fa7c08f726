import { SKETCH_BINS } from '../domain/exchange-columns.ts';
import { chooseEntries, entryOf } from './close-look-choice.ts';
import type { ReadRows, Traffic, TrafficRows } from './traffic.ts';
import type { ValueTable } from './value-table.ts';

/**
 * Rows of accounts that send the template families which the members of some group share. Rows are kept by slot: one slot for an account and a family,
 * rows start[s] .. start[s + 1).
 */
export interface CloseLook {
  /** Who sends which template family; null when nobody looked. */
  readonly templates: ValueTable | null;
  /** Slot of each entry of templates.accountValues, -1 where no rows were kept. */
  readonly slotOf: Int32Array;
  readonly start: Uint32Array;
  /** Milliseconds since 1970, ascending within a slot; rows without a time come last as NaN. */
  readonly timeMs: Float64Array;
  /**
   * What was asked, ascending within a slot: 32-bit hashes of skeleton, sketch and token count. Fillings that masking takes out (numbers, code, quotations) do not tell
   * items apart unless they change the count, as facts hold no hash of the whole prompt.
   */
  readonly items: Uint32Array;
}

export const NOTHING_SEEN: CloseLook = {
  templates: null,
  slotOf: new Int32Array(0),
  start: new Uint32Array(1),
  timeMs: new Float64Array(0),
  items: new Uint32Array(0),
};

/**
 * Goes through the rows once more and keeps those that layers which look closely need of these groups. Which ones is decided by how often accounts send families, so
 * that neither the order of rows nor that of groups matters. Does not read when no group shares a family; rows of skeletons that the census left out are not seen.
 */
export function lookClosely(traffic: Traffic, groups: readonly Int32Array[], readRows: ReadRows): CloseLook {
  const templates = traffic.tables.get('template');
  if (templates === undefined) return NOTHING_SEEN;
  const isWanted = chooseEntries(groups, templates);
  const slotOf = new Int32Array(isWanted.length).fill(-1);
  const isWantedAccount = new Uint8Array(templates.accountCount);
  const starts = [0];
  for (let account = 0; account < templates.accountCount; account++) {
    for (let entry = templates.accountStart[account] as number; entry < (templates.accountStart[account + 1] as number); entry++) {
      if (isWanted[entry] === 0) continue;
      isWantedAccount[account] = 1;
      slotOf[entry] = starts.length - 1;
      starts.push((starts[starts.length - 1] as number) + (templates.accountValueCounts[entry] as number));
    }
  }
  const rowCount = starts[starts.length - 1] as number;
  if (rowCount === 0) return NOTHING_SEEN;
  const start = Uint32Array.from(starts);
  const next = start.slice();
  const timeMs = new Float64Array(rowCount).fill(Number.NaN);
  const items = new Uint32Array(rowCount);
  readRows(['skeleton', 'sketch'], 'rows of members', (rows) => {
    const chosen = rowsOf(rows, isWantedAccount);
    const families = familiesOf(rows, chosen, traffic);
    chosen.forEach((row, i) => {
      const entry = entryOf(templates, rows.account[row] as number, families[i] as number);
      const slot = entry < 0 ? -1 : (slotOf[entry] as number);
      if (slot < 0) return;
      const at = next[slot] as number;
      if (at >= (start[slot + 1] as number)) throw new TypeError('more rows of an account and template than were counted');
      next[slot] = at + 1;
      timeMs[at] = rows.timeMs[row] as number;
      items[at] = itemHash(rows, row);
    });
  });
  return closeUp({ templates, slotOf, timeMs, items, start }, next);
}

/** Closes the gaps of rows that were counted but not seen again, and sorts each slot. */
function closeUp(look: CloseLook, next: Uint32Array): CloseLook {
  const { timeMs, items } = look;
  const start = new Uint32Array(look.start.length);
  for (let slot = 0; slot + 1 < start.length; slot++) {
    const [from, to, at] = [look.start[slot] as number, next[slot] as number, start[slot] as number];
    timeMs.copyWithin(at, from, to);
    items.copyWithin(at, from, to);
    const end = at + to - from;
    timeMs.subarray(at, end).sort();
    items.subarray(at, end).sort();
    start[slot + 1] = end;
  }
  return { ...look, start };
}

function rowsOf({ rowCount, account }: TrafficRows, isWantedAccount: Uint8Array): Int32Array {
  const chosen = new Int32Array(rowCount);
  let count = 0;
  for (let row = 0; row < rowCount; row++) {
    if ((account[row] as number) >= 0 && isWantedAccount[account[row] as number] === 1) chosen[count++] = row;
  }
  return chosen.subarray(0, count);
}

/** Template family of each chosen row, -1 for none. */
function familiesOf({ skeletonHash, tokenCount }: TrafficRows, chosen: Int32Array, traffic: Traffic): Int32Array {
  const families = new Int32Array(chosen.length).fill(-1);
  if (skeletonHash === undefined || tokenCount === undefined) return families;
  const keys = { skeletonHash: new BigUint64Array(chosen.length), tokenCount: new Uint16Array(chosen.length) };
  chosen.forEach((row, i) => {
    keys.skeletonHash[i] = skeletonHash[row] as bigint;
    keys.tokenCount[i] = tokenCount[row] as number;
  });
  traffic.skeletons.find(keys, chosen.length, families);
  return families.map((skeleton) => (skeleton < 0 ? -1 : (traffic.familyOf[skeleton] as number)));
}

function itemHash({ skeletonHash, tokenCount, sketch }: TrafficRows, row: number): number {
  const skeleton = skeletonHash?.[row] ?? 0n;
  let hash = mix(Number(skeleton & 0xffffffffn) | 0, Number(skeleton >> 32n) | 0);
  hash = mix(hash, tokenCount?.[row] ?? 0);
  for (let bin = 0; sketch !== undefined && bin < SKETCH_BINS; bin++) hash = mix(hash, sketch[row * SKETCH_BINS + bin] as number);
  return hash >>> 0;
}

function mix(hash: number, value: number): number {
  const mixed = Math.imul(hash ^ value ^ (hash >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 12);
}
