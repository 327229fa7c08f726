/** Schema version 3, word for word: what a case of that version is checked against before it is upgraded. */
export const SCHEMA_V3: readonly string[] = [
  `CREATE TABLE case_fact (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE chain_head (
  table_name TEXT PRIMARY KEY,
  row_count INTEGER NOT NULL,
  row_hash BLOB NOT NULL
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE source (
  source_id INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  format TEXT NOT NULL,
  mapping TEXT,
  bytes INTEGER NOT NULL,
  head_sha256 TEXT,
  sha256 TEXT,
  state TEXT NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  reason TEXT NOT NULL,
  failure TEXT,
  row_hash BLOB NOT NULL
) STRICT`,
  `CREATE TABLE unit (
  commit_no INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source,
  unit_no INTEGER NOT NULL,
  start_byte INTEGER NOT NULL,
  end_byte INTEGER NOT NULL,
  exchanges INTEGER NOT NULL,
  quarantined INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  passed_over INTEGER NOT NULL,
  row_hash BLOB NOT NULL,
  UNIQUE (source_id, unit_no)
) STRICT`,
  `CREATE TABLE segment (
  segment_no INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source,
  unit_no INTEGER NOT NULL,
  row_count INTEGER NOT NULL,
  facts_bytes INTEGER NOT NULL,
  facts_sha256 TEXT NOT NULL,
  text_bytes INTEGER NOT NULL,
  text_sha256 TEXT NOT NULL,
  first_us INTEGER,
  last_us INTEGER,
  masked_rows BLOB,
  row_hash BLOB NOT NULL
) STRICT`,
  `CREATE TABLE joined_file (
  segment_no INTEGER PRIMARY KEY REFERENCES segment,
  generation INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  row_hash BLOB NOT NULL
) STRICT`,
  `CREATE TABLE side_table (
  side_table_id INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  kind TEXT NOT NULL,
  format TEXT,
  mapping TEXT,
  added_at TEXT NOT NULL,
  row_count INTEGER NOT NULL,
  file_bytes INTEGER NOT NULL,
  file_sha256 TEXT NOT NULL,
  joined_by TEXT NOT NULL,
  outcome TEXT NOT NULL,
  row_hash BLOB NOT NULL
) STRICT`,
  `CREATE TABLE account_attribute (
  attribute_no INTEGER PRIMARY KEY,
  side_table_id INTEGER NOT NULL REFERENCES side_table,
  account_id TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  row_hash BLOB NOT NULL
) STRICT`,
  `CREATE TABLE event (
  event_id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  note TEXT NOT NULL,
  row_hash BLOB NOT NULL
) STRICT`,
  `CREATE TABLE case_total (
  key TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE dictionary (
  column_number INTEGER NOT NULL,
  code INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (column_number, code)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE dictionary_block (
  block_no INTEGER PRIMARY KEY,
  column_number INTEGER NOT NULL,
  first_code INTEGER NOT NULL,
  entries INTEGER NOT NULL,
  values_sha256 BLOB NOT NULL,
  row_hash BLOB NOT NULL
) STRICT`,
  `CREATE TABLE quarantine (
  quarantine_id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source,
  unit_no INTEGER NOT NULL,
  position INTEGER NOT NULL,
  length INTEGER NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL,
  excerpt TEXT NOT NULL,
  row_hash BLOB NOT NULL
) STRICT`,
  `CREATE TABLE activity (
  sequence INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  details TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT`,
  `CREATE TABLE analysis_run (
  run_no INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  run_digest TEXT NOT NULL,
  program_version TEXT NOT NULL,
  settings TEXT NOT NULL,
  exchange_count INTEGER NOT NULL,
  account_count INTEGER NOT NULL,
  layers TEXT NOT NULL,
  daily TEXT NOT NULL,
  further TEXT NOT NULL,
  findings_sha256 TEXT NOT NULL,
  row_hash BLOB NOT NULL
) STRICT`,
  `CREATE TABLE campaign (
  run_no INTEGER NOT NULL REFERENCES analysis_run,
  place INTEGER NOT NULL,
  campaign_id TEXT NOT NULL,
  campaign TEXT NOT NULL,
  daily TEXT NOT NULL,
  innocent_explanations TEXT NOT NULL,
  example_rows TEXT NOT NULL,
  further TEXT NOT NULL,
  PRIMARY KEY (run_no, place),
  UNIQUE (run_no, campaign_id)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE campaign_member (
  run_no INTEGER NOT NULL,
  campaign_place INTEGER NOT NULL,
  place INTEGER NOT NULL,
  account_id TEXT NOT NULL,
  exchange_count INTEGER NOT NULL,
  first_seen TEXT,
  last_seen TEXT,
  membership REAL NOT NULL,
  layers TEXT NOT NULL,
  further TEXT NOT NULL,
  PRIMARY KEY (run_no, campaign_place, place),
  FOREIGN KEY (run_no, campaign_place) REFERENCES campaign (run_no, place)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE campaign_link (
  run_no INTEGER NOT NULL,
  campaign_place INTEGER NOT NULL,
  place INTEGER NOT NULL,
  layer TEXT NOT NULL,
  account_a TEXT NOT NULL,
  account_b TEXT NOT NULL,
  weight REAL NOT NULL,
  p_value REAL,
  reasons TEXT NOT NULL,
  PRIMARY KEY (run_no, campaign_place, place),
  FOREIGN KEY (run_no, campaign_place) REFERENCES campaign (run_no, place)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE campaign_edit (
  edit_no INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  kind TEXT NOT NULL,
  campaigns TEXT NOT NULL,
  accounts TEXT NOT NULL,
  reason TEXT NOT NULL,
  undone_at TEXT,
  undone_in INTEGER,
  row_hash BLOB NOT NULL
) STRICT`,
];
