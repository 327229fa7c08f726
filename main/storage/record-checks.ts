import { ANALYSIS_RUN_TABLE } from './analyses.ts';
import { CAMPAIGN_EDIT_TABLE } from './campaign-edits.ts';
import type { CaseStore } from './case-store.ts';
import { DICTIONARY_BLOCK_TABLE } from './dictionaries.ts';
import { EVENT_TABLE } from './events.ts';
import { PRICE_TABLE } from './price-tables.ts';
import { QUARANTINE_TABLE } from './quarantine.ts';
import { verifyChain } from './row-chain.ts';
import { JOINED_FILE_TABLE, SEGMENT_TABLE } from './segments.ts';
import { ACCOUNT_ATTRIBUTE_TABLE, SIDE_TABLE_TABLE } from './side-tables.ts';
import { SOURCE_TABLE, UNIT_TABLE } from './sources.ts';

const CHAINED_TABLES = [
  SOURCE_TABLE,
  UNIT_TABLE,
  SEGMENT_TABLE,
  JOINED_FILE_TABLE,
  SIDE_TABLE_TABLE,
  ACCOUNT_ATTRIBUTE_TABLE,
  EVENT_TABLE,
  DICTIONARY_BLOCK_TABLE,
  QUARANTINE_TABLE,
  ANALYSIS_RUN_TABLE,
  CAMPAIGN_EDIT_TABLE,
  PRICE_TABLE,
];

/** Checks of what the database records, apart from its files: each answers with everything that it finds wrong. */
export const RECORD_CHECKS: readonly ((store: CaseStore) => readonly string[])[] = [
  checkCaseFacts,
  ...CHAINED_TABLES.map((table) => (store: CaseStore) => found(verifyChain(store.database, table))),
  (store) => found(store.activity.verify()),
  (store) => store.dictionaries.verify(),
  (store) => store.analyses.verify(),
  checkCounts,
];

function found(problem: string | null): readonly string[] {
  return problem === null ? [] : [problem];
}

/** The facts about the case are vouched for by the first entry of its activity log. */
function checkCaseFacts({ facts, activity }: CaseStore): readonly string[] {
  const first = activity.page(Math.max(activity.count() - 1, 0), 1)[0];
  const expected = JSON.stringify({ caseId: facts.get('case_id'), name: facts.get('name'), program: facts.get('program') });
  const sound = first?.details === expected && first.at === facts.get('created_at');
  return sound ? [] : ['table case_fact: the facts do not match the first entry of the activity log'];
}

function checkCounts({ database }: CaseStore): string[] {
  const problems: string[] = [];
  const units = database
    .prepare(
      `SELECT source_id AS sourceId, unit_no AS unitNo, exchanges + duplicates AS expected, quarantined,
       (SELECT coalesce(sum(row_count), 0) FROM segment s WHERE s.source_id = u.source_id AND s.unit_no = u.unit_no) AS rows
       FROM unit u ORDER BY commit_no`,
    )
    .all() as { sourceId: number; unitNo: number; expected: number; quarantined: number; rows: number }[];
  const quarantined = new Map(
    (
      database
        .prepare("SELECT source_id || '/' || unit_no AS unit, count(*) AS records FROM quarantine GROUP BY source_id, unit_no")
        .all() as {
        unit: string;
        records: number;
      }[]
    ).map(({ unit, records }) => [unit, records]),
  );
  for (const unit of units) {
    const place = `source ${unit.sourceId}, unit ${unit.unitNo}`;
    if (unit.rows !== unit.expected) problems.push(`${place}: segments hold ${unit.rows} rows where ${unit.expected} are recorded`);
    const records = quarantined.get(`${unit.sourceId}/${unit.unitNo}`) ?? 0;
    if (records !== unit.quarantined) problems.push(`${place}: ${records} records in quarantine where ${unit.quarantined} are recorded`);
  }
  const stray = database
    .prepare(
      'SELECT count(*) FROM segment s WHERE NOT EXISTS (SELECT 1 FROM unit u WHERE u.source_id = s.source_id AND u.unit_no = s.unit_no)',
    )
    .pluck()
    .get() as number;
  if (stray > 0) problems.push(`table segment: ${stray} segments of no recorded unit`);
  return problems;
}
