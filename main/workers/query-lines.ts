import { CAPABILITIES, ELICITATIONS, LANGUAGES } from '../engine/domain/capability.ts';
import type { CaseStore } from '../storage/case-store.ts';
import { type FactsSegment, readSegmentFacts } from '../storage/facts-reader.ts';
import { readTextRows } from '../storage/text-reader.ts';
import { CodeNames } from './query-code-names.ts';
import { isoTime } from './query-exchange.ts';

/** One line of the exchanges table; the prompt is cut to a line. */
export interface ExchangeLine {
  readonly row: number;
  readonly ts: string | null;
  readonly accountId: string | null;
  readonly model: string | null;
  readonly capability: string;
  readonly elicitation: string;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly statusCode: number | null;
  readonly promptStart: string;
}

const LINE_FACTS = [
  'ts',
  'account_id',
  'request_model',
  'response_model',
  'capability',
  'elicitation',
  'input_tokens',
  'output_tokens',
  'status_code',
];
const LINE_CHARACTERS = 240;

export function capabilityName(code: number): string {
  return CAPABILITIES[code] ?? 'other';
}
export function elicitationName(code: number): string {
  return ELICITATIONS[code] ?? 'plain';
}
export function languageName(code: number): string {
  return LANGUAGES[code] ?? 'unknown';
}

/** Lines of the given case-wide rows, ascending. Throws row-unknown, case-damaged. */
export function readLines(store: CaseStore, rows: Uint32Array): ExchangeLine[] {
  const index = store.rows();
  const names = new CodeNames(store);
  const lines: ExchangeLine[] = [];
  let from = 0;
  while (from < rows.length) {
    const { segmentNo } = index.locate(rows[from] as number);
    const segment = store.segments.find(segmentNo);
    if (segment === null) break;
    const firstRow = index.firstRow(segmentNo);
    const end = firstRow + segment.rowCount - segment.maskedRows.length;
    let to = from;
    while (to < rows.length && (rows[to] as number) < end) to += 1;
    const line = lineReader(readSegmentFacts(store, segment, LINE_FACTS, firstRow), names);
    const prompts = promptReader(store, segmentNo);
    for (const row of rows.subarray(from, to)) lines.push(line(row, prompts(index.locate(row).rowInSegment)));
    from = to;
  }
  return lines;
}

function promptReader(store: CaseStore, segmentNo: number): (rowInSegment: number) => string {
  return (rowInSegment) => lineOf(readTextRows(store, segmentNo, rowInSegment, 1, ['prompt_text'])[0]?.texts.get('prompt_text') ?? '');
}

function lineOf(text: string): string {
  return text
    .slice(0, 4 * LINE_CHARACTERS)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LINE_CHARACTERS)
    .toWellFormed();
}

function lineReader(facts: FactsSegment, names: CodeNames): (row: number, promptStart: string) => ExchangeLine {
  const numberOf = (column: string) => {
    const integers = facts.integers(column);
    return (index: number) => (integers.isNull(index) ? null : (integers.values[index] as number));
  };
  const times = facts.timesUs();
  const account = names.reader('account_id', facts.codes('account_id'));
  const requestModel = names.reader('request_model', facts.codes('request_model'));
  const responseModel = names.reader('response_model', facts.codes('response_model'));
  const capabilities = facts.bytes('capability');
  const elicitations = facts.bytes('elicitation');
  const inputTokens = numberOf('input_tokens');
  const outputTokens = numberOf('output_tokens');
  const statusCode = numberOf('status_code');
  return (row, promptStart) => {
    const index = row - facts.firstRow;
    return {
      row,
      ts: isoTime(times[index] as number),
      accountId: account(index),
      model: responseModel(index) ?? requestModel(index),
      capability: capabilityName(capabilities[index] as number),
      elicitation: elicitationName(elicitations[index] as number),
      inputTokens: inputTokens(index),
      outputTokens: outputTokens(index),
      statusCode: statusCode(index),
      promptStart,
    };
  };
}
