import { setImmediate as nextTurn } from 'node:timers/promises';
import { Failure } from '../engine/domain/failure.ts';
import type { CaseStore } from '../storage/case-store.ts';
import { type FactsSegment, readSegmentFacts } from '../storage/facts-reader.ts';
import { TEXT_BATCH_ROWS } from '../storage/segment-files.ts';
import type { SegmentRecord } from '../storage/segments.ts';
import { readTextBatch, textBatchCount } from '../storage/text-reader.ts';
import { isOpen, type ResolvedFilter } from './query-filter.ts';
import { SEARCHED_COLUMNS, type TextSearch } from './query-text-search.ts';

/** Indices into a segment's unmasked rows, ascending. */
type Picked = Uint32Array;

/**
 * Case-wide rows that match, ascending; null when every row does. Gives way to other work between batches. Throws cancelled,
 * case-damaged. Cost: linear in the rows of the case, and with a text in the bytes of its prompts and completions.
 */
export async function selectRows(store: CaseStore, filter: ResolvedFilter, isCancelled: () => boolean): Promise<Uint32Array | null> {
  if (isOpen(filter)) return null;
  const columns = columnsOf(filter);
  const parts: Uint32Array[] = [];
  for (const segment of store.segments.list()) {
    await nextTurn();
    if (isCancelled()) throw new Failure('cancelled', 'a newer question replaced the search');
    const facts = readSegmentFacts(store, segment, columns, store.rows().firstRow(segment.segmentNo));
    let picked = pickByFacts(facts, filter);
    if (filter.search !== null && picked.length > 0) picked = await pickByText(store, segment, facts, picked, filter.search, isCancelled);
    parts.push(picked.map((index) => facts.firstRow + index));
  }
  const rows = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let filled = 0;
  for (const part of parts) {
    rows.set(part, filled);
    filled += part.length;
  }
  return rows;
}

function columnsOf({ accounts, capability, elicitation, model, timesUs }: ResolvedFilter): readonly string[] {
  const needed = { account_id: accounts, request_model: model, capability, elicitation, ts: timesUs };
  return Object.entries(needed).flatMap(([column, condition]) => (condition === null ? [] : [column]));
}

function pickByFacts(facts: FactsSegment, { accounts, capability, elicitation, model, timesUs }: ResolvedFilter): Picked {
  const codes = accounts === null ? null : facts.codes('account_id');
  const models = model === null ? null : facts.codes('request_model');
  const capabilities = capability === null ? null : facts.bytes('capability');
  const elicitations = elicitation === null ? null : facts.bytes('elicitation');
  const times = timesUs === null ? null : facts.timesUs();
  const picked = new Uint32Array(facts.rowCount);
  let count = 0;
  for (let index = 0; index < facts.rowCount; index += 1) {
    if (accounts !== null && codes !== null && accounts[codes[index] as number] !== 1) continue;
    if (capabilities !== null && capabilities[index] !== capability) continue;
    if (elicitations !== null && elicitations[index] !== elicitation) continue;
    if (models !== null && models[index] !== model) continue;
    if (times !== null && timesUs !== null && !((times[index] as number) >= timesUs[0] && (times[index] as number) < timesUs[1])) continue;
    picked[count++] = index;
  }
  return picked.slice(0, count);
}

async function pickByText(
  store: CaseStore,
  segment: SegmentRecord,
  facts: FactsSegment,
  candidates: Picked,
  search: TextSearch,
  isCancelled: () => boolean,
): Promise<Picked> {
  const fileRow = (index: number) => (facts.kept === null ? index : (facts.kept[index] as number));
  const picked: number[] = [];
  const marks = new Uint8Array(TEXT_BATCH_ROWS);
  let next = 0;
  for (let batchNo = 0; batchNo < textBatchCount(segment) && next < candidates.length; batchNo += 1) {
    const firstRow = batchNo * TEXT_BATCH_ROWS;
    const inBatch = (at: number) => at < candidates.length && fileRow(candidates[at] as number) < firstRow + TEXT_BATCH_ROWS;
    if (!inBatch(next)) continue;
    await nextTurn();
    if (isCancelled()) throw new Failure('cancelled', 'a newer question replaced the search');
    const batch = readTextBatch(store, segment.segmentNo, batchNo, SEARCHED_COLUMNS);
    marks.fill(0);
    for (const name of SEARCHED_COLUMNS) {
      const column = batch.column(name);
      if (column !== null) search.mark(column, batch.rowCount, marks);
    }
    for (; inBatch(next); next += 1) {
      const index = candidates[next] as number;
      if (marks[fileRow(index) - firstRow] === 1) picked.push(index);
    }
  }
  return Uint32Array.from(picked);
}
