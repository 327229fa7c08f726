import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RandomSource, randomBelow, seededRandom } from '../../main/engine/statistics/random.ts';

const ACCOUNTS = 25_000;
const START_MS = Date.UTC(2026, 0, 5);
const SPAN_MS = 42 * 86_400_000;
const PHRASES = 4_096;
const MODELS = ['atlas-large-2026-01-10', 'atlas-small-2026-01-10', 'atlas-code-2025-11-02'];
const WORDS =
  'review this function for the list of users and write a test that shows how the parser fails when an empty line comes first then explain which change in the loop would keep the order of rows stable while two workers read from one queue'.split(
    ' ',
  );

/** A deterministic file of canonical exchanges in lines of about 350 bytes, made once and kept in the system's folder for temporary files. */
export function shortTrafficFile(rows: number): string {
  const folder = join(tmpdir(), 'stillhunt-bench');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `short-exchanges-${rows}.jsonl`);
  if (existsSync(path) && statSync(path).size > 0) return path;
  const building = `${path}.${process.pid}.partial`;
  const file = openSync(building, 'w');
  const random = seededRandom(20_260_106);
  const phrases = Array.from({ length: PHRASES }, () => phrase(random));
  for (let row = 0; row < rows; ) {
    let lines = '';
    for (const end = Math.min(rows, row + 4_000); row < end; row++) lines += exchangeLine(random, phrases, row, rows);
    writeSync(file, lines);
  }
  closeSync(file);
  renameSync(building, path);
  return path;
}

function phrase(random: RandomSource): string {
  return Array.from({ length: 6 }, () => WORDS[randomBelow(random, WORDS.length)] ?? 'the').join(' ');
}

function exchangeLine(random: RandomSource, phrases: readonly string[], row: number, rows: number): string {
  const account = randomBelow(random, ACCOUNTS);
  const ts = new Date(START_MS + Math.floor((row / rows) * SPAN_MS)).toISOString();
  const prompt = `${phrases[randomBelow(random, PHRASES)]} ${randomBelow(random, 100_000)} ${phrases[randomBelow(random, PHRASES)]}`;
  const model = MODELS[randomBelow(random, MODELS.length)];
  const tokens = 20 + randomBelow(random, 400);
  return `{"request_id":"req_${row.toString(36)}","ts":"${ts}","account_id":"acct_${account.toString(36)}","client_ip":"10.0.${account % 250}.${account >> 8}","request_model":"${model}","prompt_text":"${prompt}","completion_text":"${phrases[randomBelow(random, PHRASES)]}","input_tokens":${tokens},"output_tokens":${tokens + 7},"status_code":200}\n`;
}
