import {
  DICTIONARY_COLUMNS,
  EXCHANGE_COLUMNS,
  INTEGER_COLUMNS,
  MESSAGE_FORM,
  REAL_COLUMNS,
  TEXT_COLUMNS,
} from '../engine/domain/exchange-columns.ts';
import { Failure } from '../engine/domain/failure.ts';
import type { ColumnFill, MappingShape, SourceDetails } from '../engine/domain/sources.ts';
import { readSegmentFacts } from '../storage/facts-reader.ts';
import type { SegmentRecord } from '../storage/segments.ts';
import type { SourceRecord } from '../storage/sources.ts';
import { countTexts } from '../storage/text-reader.ts';
import type { CaseSession } from './cases.ts';
import { yieldToOthers } from './slices.ts';

/** Sources of the case in order of import, without those that were removed. */
export function listSources({ store }: CaseSession): SourceDetails[] {
  const spans = store.segments.timeSpans();
  return store.sources.list().map((source) => {
    const span = spans.get(source.sourceId);
    const { headSha256: _, mapping, ...details } = source;
    return { ...details, mapping: shapeOf(mapping), firstSeen: isoOf(span?.firstUs), lastSeen: isoOf(span?.lastUs) };
  });
}

/** The source, unless it was removed. Throws entry-unknown. */
export function requireSource({ store }: CaseSession, sourceId: number): SourceRecord {
  const source = store.sources.find(sourceId);
  if (source === null) throw new Failure('entry-unknown', `the case has no source ${sourceId}`, { sourceId });
  return source;
}

function shapeOf(mapping: string | null): MappingShape | null {
  if (mapping === null) return null;
  try {
    return JSON.parse(mapping) as MappingShape;
  } catch (cause) {
    throw new Failure('case-damaged', 'table source: a mapping is not JSON', {}, { cause });
  }
}

function isoOf(us: number | null | undefined): string | null {
  return us === null || us === undefined ? null : new Date(us / 1000).toISOString();
}

const FACT_COLUMNS = EXCHANGE_COLUMNS.filter((column) => column.home !== 'text').map((column) => column.name as string);
const counted = new WeakMap<CaseSession, Map<string, ReadonlyMap<string, number>>>();

/**
 * In how many exchanges each canonical column has a value, over one source or, for null, the whole case; what side tables add counts. Reads the facts of
 * every segment once in a session, in slices, and no texts. Throws entry-unknown, case-damaged.
 */
export async function columnFill(session: CaseSession, sourceId: number | null): Promise<ColumnFill[]> {
  const { segments } = session.store;
  if (sourceId !== null) requireSource(session, sourceId);
  const known = counted.get(session) ?? new Map<string, ReadonlyMap<string, number>>();
  counted.set(session, known);
  const filled = new Map<string, number>();
  let exchanges = 0;
  for (const segment of sourceId === null ? segments.list() : segments.listOf(sourceId)) {
    const key = `${segment.factsSha256} ${segment.joined?.sha256 ?? ''} ${segment.maskedRows.join()}`;
    let counts = known.get(key);
    if (counts === undefined) {
      counts = countSegment(session, segment);
      known.set(key, counts);
      await yieldToOthers();
    }
    exchanges += segment.rowCount - segment.maskedRows.length;
    for (const [name, count] of counts) filled.set(name, (filled.get(name) ?? 0) + count);
  }
  return EXCHANGE_COLUMNS.map(({ name }) => ({ column: name, filled: filled.get(name) ?? 0, exchanges }));
}

function countSegment({ store }: CaseSession, segment: SegmentRecord): ReadonlyMap<string, number> {
  const facts = readSegmentFacts(store, segment, [...FACT_COLUMNS, 'message_form'], 0);
  const counts = new Map<string, number>();
  for (const { name } of DICTIONARY_COLUMNS)
    counts.set(
      name,
      countWhere(facts.codes(name), (code) => code !== 0),
    );
  for (const { name } of INTEGER_COLUMNS) counts.set(name, facts.rowCount - facts.integers(name).nullCount);
  for (const { name } of REAL_COLUMNS) counts.set(name, facts.rowCount - facts.reals(name).nullCount);
  counts.set(
    'ts',
    countWhere(facts.timesUs(), (us) => !Number.isNaN(us)),
  );
  const texts = countTexts(store, segment);
  for (const { name } of TEXT_COLUMNS) counts.set(name, texts.get(name) ?? 0);
  const forms = facts.integers('message_form').values;
  counts.set(
    'input_messages',
    countWhere(forms, (form) => (form & 3) !== MESSAGE_FORM.absent),
  );
  counts.set(
    'output_messages',
    countWhere(forms, (form) => form >> 2 !== MESSAGE_FORM.absent),
  );
  return counts;
}

function countWhere(values: ArrayLike<number>, fits: (value: number) => boolean): number {
  let count = 0;
  for (let row = 0; row < values.length; row++) if (fits(values[row] as number)) count += 1;
  return count;
}
