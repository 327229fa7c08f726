import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RandomSource, randomBelow, seededRandom } from '../../main/engine/statistics/random.ts';

const WORDS = 20_000;
const ACCOUNTS = 25_000;
const START_MS = Date.UTC(2026, 0, 5);
const SPAN_MS = 42 * 86_400_000;
const LETTERS = 'etaoinshrdlucmfwypvbgkqjxz';
const MODELS = ['atlas-large-2026-01-10', 'atlas-small-2026-01-10', 'atlas-code-2025-11-02'];
const AGENTS = ['OpenAI/Python 1.99.1', 'anthropic-sdk/0.121.0', 'curl/8.5.0', 'axios/1.7.2', 'python-httpx/0.27.0'];
const STOPS = ['stop', 'stop', 'stop', 'length', 'tool_call'];

export type TrafficFormat = 'jsonl' | 'csv';

/** A deterministic file of `rows` canonical exchanges of about 1.4 kB, made once and kept in the system's folder for temporary files. */
export function trafficFile(rows: number, format: TrafficFormat = 'jsonl'): string {
  const folder = join(tmpdir(), 'stillhunt-bench');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `exchanges-v2-${rows}.${format}`);
  if (existsSync(path) && statSync(path).size > 0) return path;
  const building = `${path}.${process.pid}.partial`;
  const file = openSync(building, 'w');
  const random = seededRandom(20_260_105);
  const vocabulary = makeVocabulary(random);
  const encode = format === 'csv' ? csvRecord : JSON.stringify;
  let lines: string[] = [];
  for (let row = 0; row < rows; row++) {
    const exchange = drawExchange(random, vocabulary, row, rows);
    if (row === 0 && format === 'csv') lines.push(Object.keys(exchange).join(','));
    lines.push(encode(exchange));
    if (lines.length >= 2_000 || row === rows - 1) {
      writeSync(file, `${lines.join('\n')}\n`);
      lines = [];
    }
  }
  closeSync(file);
  renameSync(building, path);
  return path;
}

function makeVocabulary(random: RandomSource): string[] {
  return Array.from({ length: WORDS }, (_, rank) => {
    const length = 2 + randomBelow(random, 3) + Math.floor(Math.log2(rank + 2) / 3);
    let word = '';
    for (let i = 0; i < length; i++) word += LETTERS[Math.floor(random() ** 1.6 * LETTERS.length)] ?? 'e';
    return word;
  });
}

function drawExchange(random: RandomSource, vocabulary: readonly string[], row: number, rows: number): object {
  const account = Math.floor(random() ** 2 * ACCOUNTS);
  const model = MODELS[randomBelow(random, MODELS.length)];
  const ms = START_MS + Math.floor((row / rows) * SPAN_MS) + randomBelow(random, 1000);
  return {
    request_id: `req_${hex(random, 24)}`,
    ts: new Date(ms).toISOString(),
    latency_ms: 200 + randomBelow(random, 20_000),
    account_id: `acct_${account.toString(36).padStart(5, '0')}`,
    org_id: `org_${account % 4_000}`,
    api_key_id: `key_${account}_${randomBelow(random, 3)}`,
    client_ip: `10.${account % 200}.${(account >> 3) % 250}.${randomBelow(random, 8)}`,
    user_agent: AGENTS[account % AGENTS.length],
    request_model: model,
    endpoint: '/v1/chat/completions',
    prompt_text: text(random, vocabulary, 100 + Math.floor(random() ** 1.4 * 800)),
    completion_text: text(random, vocabulary, 100 + Math.floor(random() ** 1.4 * 1_100)),
    stop_reason: STOPS[randomBelow(random, STOPS.length)],
    temperature: randomBelow(random, 3) === 0 ? null : randomBelow(random, 11) / 10,
    input_tokens: 20 + randomBelow(random, 300),
    output_tokens: 20 + randomBelow(random, 400),
    status_code: 200,
  };
}

function csvRecord(exchange: object): string {
  const cells = Object.values(exchange).map((value) => (value === null ? '' : String(value)));
  return cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
}

function hex(random: RandomSource, digits: number): string {
  let text = '';
  while (text.length < digits) text += randomBelow(random, 0x1000000).toString(16).padStart(6, '0');
  return text.slice(0, digits);
}

/** Words by a Zipf-like rank distribution, with sentences, line ends and the odd number. */
function text(random: RandomSource, vocabulary: readonly string[], length: number): string {
  let out = '';
  let sentence = 0;
  while (out.length < length) {
    const rank = Math.floor(WORDS ** random()) - 1;
    const word = random() < 0.03 ? String(randomBelow(random, 10_000)) : (vocabulary[rank] ?? 'the');
    if (sentence === 0) out += word.slice(0, 1).toUpperCase() + word.slice(1);
    else out += ` ${word}`;
    sentence++;
    if (sentence > 5 && random() < 0.12) {
      out += random() < 0.2 ? '.\n' : '. ';
      sentence = 0;
    }
  }
  return out.slice(0, length);
}
