import type { Exchange } from '../engine/domain/exchange.ts';
import type { CaseStore } from '../storage/case-store.ts';
import { readSegmentFacts } from '../storage/facts-reader.ts';
import { TEXT_BATCH_ROWS } from '../storage/segment-files.ts';
import { readTextRows, type TextRow } from '../storage/text-reader.ts';
import { CodeNames } from './query-code-names.ts';
import { EXCHANGE_FACTS, exchangeReader } from './query-exchange.ts';
import { type ExchangeFilter, resolveFilter } from './query-filter.ts';
import { SegmentMessages } from './query-messages.ts';
import { selectRows } from './query-selection.ts';

/** Matching exchanges in import order, read a batch at a time. Throws what resolving a filter throws, case-damaged. */
export async function* streamRows(store: CaseStore, filter: ExchangeFilter): AsyncGenerator<Exchange> {
  const rows = await selectRows(store, resolveFilter(store, filter), () => false);
  const names = new CodeNames(store);
  const index = store.rows();
  let next = 0;
  for (const segment of store.segments.list()) {
    const firstRow = index.firstRow(segment.segmentNo);
    const end = firstRow + segment.rowCount - segment.maskedRows.length;
    if (rows !== null && (next >= rows.length || (rows[next] as number) >= end)) continue;
    const facts = readSegmentFacts(store, segment, EXCHANGE_FACTS, firstRow);
    const exchange = exchangeReader(facts, names, new SegmentMessages(store, segment.segmentNo));
    const textOf = textReader(store, segment.segmentNo);
    for (let at = 0; at < facts.rowCount; at += 1) {
      if (rows !== null) {
        if (rows[next] !== firstRow + at) continue;
        next += 1;
      }
      yield exchange(at, textOf(facts.kept === null ? at : (facts.kept[at] as number)));
    }
  }
}

/** Texts of ascending rows of one segment; a batch is decoded when the first of its rows is asked for. */
function textReader(store: CaseStore, segmentNo: number): (rowInSegment: number) => TextRow['texts'] {
  let batch = -1;
  let byRow = new Map<number, TextRow['texts']>();
  return (rowInSegment) => {
    const wanted = Math.floor(rowInSegment / TEXT_BATCH_ROWS);
    if (wanted !== batch) {
      const read = readTextRows(store, segmentNo, wanted * TEXT_BATCH_ROWS, TEXT_BATCH_ROWS);
      byRow = new Map(read.map((row) => [row.rowInSegment, row.texts]));
      batch = wanted;
    }
    const texts = byRow.get(rowInSegment);
    if (texts === undefined) throw new TypeError(`row ${rowInSegment} of segment ${segmentNo} has no texts`);
    return texts;
  };
}
