import type { Json } from '../domain/exchange.ts';
import { EXCHANGE_COLUMNS } from '../domain/exchange-columns.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import { CANONICAL_FIELDS, EXCHANGE_MARKS, type FieldName } from './exchange-record.ts';
import { type Mapping, valueAtPath } from './mapping.ts';
import { FIELD_RULES, type FieldRule } from './mapping-rules.ts';
import { isAddress, MESSAGES, NAME, timeWriting } from './mapping-values.ts';

/** certain: a canonical name with values that fit; likely: a usual name with values that fit; possible: a name alone. */
export type Confidence = 'certain' | 'likely' | 'possible' | 'none';

/** What a foreign column is taken for, and why in one sentence. */
export interface ColumnGuess {
  readonly column: string;
  readonly field: FieldName | null;
  readonly reason: string;
  readonly confidence: Confidence;
  /** At most three first values, cut. */
  readonly examples: readonly string[];
}

export interface MappingGuess {
  readonly mapping: Mapping;
  readonly guesses: readonly ColumnGuess[];
  /** Names and values show that the records are calls to a model. */
  readonly isLog: boolean;
}

interface Candidate {
  readonly column: string;
  readonly values: readonly Json[];
  readonly rule: FieldRule | null;
  readonly rank: number;
  readonly confidence: Confidence;
  readonly reason: string;
}

const NO_VALUE_TEXTS = ['\\N', 'NULL', 'null', '(null)', 'None', 'NaN', 'nan', 'N/A', '-'];
const CONTAINERS = new Set(
  `gen_ai attributes request response req res resp http client event data payload record log meta metadata params parameters usage tokens
   model_parameters properties context network geo tls llm body source message row doc fields info details call`.split(/\s+/),
);
const TEXT_FIELDS: readonly FieldName[] = ['prompt_text', 'completion_text', 'reasoning_text', 'system_prompt'];
const TEXT_COLUMNS = new Set<FieldName>(
  EXCHANGE_COLUMNS.filter((c) => c.json === undefined && (c.home === 'text' || c.home === 'dictionary')).map((c) => c.name),
);
const STRUCTURED = new Set<string>(EXCHANGE_COLUMNS.filter((column) => column.json === true).map((column) => column.name));
/** Names that hold messages even where no value shows it; others then hold text. */
const SAYS_MESSAGES = /messages|json|choices|history/;
const EXAMPLES = 3;
const EXAMPLE_CHARACTERS = 60;
const MOST_COLUMNS = 500;
const MOST_LEVELS = 5;

/** Guesses a mapping of the columns of a table, or of the dotted paths of its JSON records, by their names and first values. */
export function guessMapping(columns: readonly string[], records: readonly JsonObject[]): MappingGuess {
  const candidates = columns.map((column) => candidateOf(column, valuesOf(column, records)));
  const chosen = chooseColumns(candidates, records);
  const taken = candidates.filter(({ column }) => chosen.get(column) !== undefined);
  const byRank = [...candidates].sort((a, b) => a.rank - b.rank);
  const mapping: Mapping = {
    columns: Object.fromEntries(byRank.map(({ column }) => [column, chosen.get(column) ?? null])),
    prefixes: prefixesOf(taken),
    constants: {},
    timeFormat: 'auto',
    nullTexts: nullTextsOf(taken, records),
  };
  const guesses = candidates.map((candidate): ColumnGuess => {
    const field = chosen.get(candidate.column) ?? null;
    const passedOver = field === null && candidate.rule !== null;
    return {
      column: candidate.column,
      field,
      reason: passedOver ? `Another column already gives ${candidate.rule?.field}.` : candidate.reason,
      confidence: field === null ? 'none' : candidate.confidence,
      examples: candidate.values.slice(0, EXAMPLES).map(exampleOf),
    };
  });
  return { mapping, guesses, isLog: isLog(taken, columns) };
}

/** Columns of a sample: the dotted paths of the scalar and list members of its records. */
export function columnsOf(records: readonly JsonObject[]): readonly string[] {
  const names = new Set<string>();
  const collect = (record: JsonObject, value: JsonObject, prefix: string, level: number): void => {
    for (const [name, member] of Object.entries(value)) {
      const path = prefix + name;
      if (names.size >= MOST_COLUMNS || valueAtPath(record, path) === undefined) continue;
      const opens = isJsonObject(member) && level < MOST_LEVELS && !STRUCTURED.has(path) && !Array.isArray(member.choices);
      if (opens && Object.keys(member).length > 0) collect(record, member, `${path}.`, level + 1);
      else names.add(path);
    }
  };
  for (const record of records) collect(record, record, '', 1);
  // A member that is an object in one record and null in another is known by the paths into it.
  const inner = [...names].filter((name) => name.includes('.'));
  return [...names].filter((name) => !inner.some((path) => path.startsWith(`${name}.`)));
}

/** `requestId`, `REQUEST_ID` and `request.id` as `request_id`. */
function plainName(name: string): string {
  const words = /\p{Ll}/u.test(name)
    ? name.replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1_$2').replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1_$2')
    : name;
  return words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
}

/** Names a column may be known by: its whole path, then without the containers it lies in. */
function namesOf(column: string): readonly string[] {
  const names = [plainName(column)];
  const steps = column.replace(/^gen_ai\./, 'gen_ai_.').split('.');
  for (let from = 1; from < steps.length && CONTAINERS.has(plainName(steps[from - 1] ?? '')); from++) {
    const inner = plainName(steps.slice(from).join('.'));
    if (inner !== 'id' && inner !== 'user') names.push(inner);
  }
  return names;
}

function valuesOf(column: string, records: readonly JsonObject[]): readonly Json[] {
  const values: Json[] = [];
  for (const record of records) {
    const value = valueAtPath(record, column);
    if (value === undefined || value === null || value === '') continue;
    if (typeof value !== 'string' || !NO_VALUE_TEXTS.includes(value)) values.push(value);
  }
  return values;
}

function candidateOf(column: string, values: readonly Json[]): Candidate {
  let misfit: FieldRule | null = null;
  for (const [form, name] of namesOf(column).entries()) {
    for (const rule of FIELD_RULES) {
      const at = rule.names.indexOf(name);
      if (at < 0 || (values.length === 0 && rule.kind === MESSAGES && !SAYS_MESSAGES.test(name))) continue;
      const isExact = column === rule.field;
      const rank = isExact ? 0 : 1 + at + 100 * form;
      const judged = judge(rule, values, isExact);
      if (judged !== null) return { column, values, rule, rank, ...judged };
      misfit ??= rule;
    }
  }
  const reason =
    misfit === null
      ? 'No canonical column has such a name.'
      : values.length === 0
        ? `The name suggests ${misfit.field}, but no value shows it.`
        : `The name suggests ${misfit.field}, but the values are not ${misfit.kind.called}.`;
  return { column, values, rule: null, rank: Number.MAX_SAFE_INTEGER, confidence: 'none', reason };
}

function judge(rule: FieldRule, values: readonly Json[], isExact: boolean): Pick<Candidate, 'confidence' | 'reason'> | null {
  if (values.length === 0) {
    if (rule.accuses === true && !isExact) return null;
    return { confidence: 'possible', reason: `The name means ${rule.field}; the first records hold no value.` };
  }
  if (values.every(rule.kind.fits)) {
    const written = rule.field === 'ts' ? `times, ${[...new Set(values.map(timeWriting))].join(' or ')}` : rule.kind.called;
    return { confidence: isExact ? 'certain' : 'likely', reason: `The name means ${rule.field} and the values are ${written}.` };
  }
  if (!isExact || !TEXT_COLUMNS.has(rule.field) || rule.field === 'payment_hash' || !values.every(fitsAsText)) return null;
  return { confidence: 'possible', reason: `The name is ${rule.field}, though the values are not ${rule.kind.called}.` };
}

const fitsAsText = (value: Json): boolean => typeof value === 'number' || NAME.fits(value);

/** Gives each field the column that tells most; others only fill its gaps, and never where that could tie accounts together. */
function chooseColumns(candidates: readonly Candidate[], records: readonly JsonObject[]): ReadonlyMap<string, FieldName> {
  const chosen = new Map<string, FieldName>();
  const filled = new Map<FieldName, Set<number>>();
  const confidences: readonly Confidence[] = ['certain', 'likely', 'possible'];
  const order = (candidate: Candidate): number =>
    candidate.rank === 0 && candidate.confidence !== 'possible' ? -1 : candidate.rank + 1000 * confidences.indexOf(candidate.confidence);
  for (const candidate of [...candidates].sort((a, b) => order(a) - order(b))) {
    const { column, rule } = candidate;
    if (rule === null) continue;
    const present = records.flatMap((record, index) => ((valueAtPath(record, column) ?? null) === null ? [] : [index]));
    const before = filled.get(rule.field);
    if (before !== undefined) {
      const closed = rule.accuses === true || rule.single === true;
      if (closed || !present.some((index) => !before.has(index))) continue;
    }
    filled.set(rule.field, new Set([...(before ?? []), ...present]));
    chosen.set(column, rule.field);
  }
  return chosen;
}

function prefixesOf(taken: readonly Candidate[]): Mapping['prefixes'] {
  const prefixes: Partial<Record<FieldName, string>> = {};
  for (const { rule, values } of taken) {
    if (rule?.field === 'tls_fingerprint' && values.length > 0 && values.every(rule.kind.fits)) {
      prefixes.tls_fingerprint = rule.kind.called.startsWith('JA4') ? 'ja4:' : 'ja3:';
    }
    const isHashed = values.length > 0 && values.every((value) => typeof value === 'string' && /^(?:h:)?[0-9a-f]{16,}$/i.test(value));
    if (rule?.field === 'client_ip' && isHashed && !values.some((value) => isAddress(String(value)))) prefixes.client_ip = 'h:';
  }
  return prefixes;
}

/** `\N` always, other texts where a column that is not free text holds them. */
function nullTextsOf(taken: readonly Candidate[], records: readonly JsonObject[]): readonly string[] {
  const seen = new Set(['\\N']);
  for (const { column, rule } of taken) {
    if (rule === null || TEXT_FIELDS.includes(rule.field)) continue;
    for (const record of records) {
      const value = valueAtPath(record, column);
      if (typeof value === 'string' && NO_VALUE_TEXTS.includes(value)) seen.add(value);
    }
  }
  return NO_VALUE_TEXTS.filter((text) => seen.has(text));
}

const MODEL_FIELDS: readonly FieldName[] = [
  ...(['request_model', 'response_model', 'input_tokens', 'output_tokens', 'cache_read_tokens', 'reasoning_tokens'] as const),
  ...(['stop_reason', 'ttft_ms', 'system_prompt', 'tool_definitions', 'max_tokens'] as const),
];
const CALL_FIELDS: readonly FieldName[] = [
  ...(['ts', 'latency_ms', 'status_code', 'client_ip', 'user_agent', 'tls_fingerprint', 'endpoint'] as const),
  ...(['conversation_id', 'api_key_id', 'account_id'] as const),
];

function isLog(taken: readonly Candidate[], columns: readonly string[]): boolean {
  const marks: readonly FieldName[] = EXCHANGE_MARKS;
  const fields = new Set(taken.map(({ rule }) => rule?.field));
  const among = (names: readonly FieldName[]): number => names.filter((name) => fields.has(name)).length;
  if (columns.some((column) => (marks as readonly string[]).includes(column) && CANONICAL_FIELDS.includes(column as FieldName)))
    return true;
  const valued = (...names: readonly FieldName[]): boolean =>
    taken.some(({ rule, values }) => rule !== null && names.includes(rule.field) && values.length > 0);
  if (valued('input_messages', 'output_messages')) return true;
  const others = among(MODEL_FIELDS) + among(CALL_FIELDS);
  if (valued('prompt_text', 'completion_text')) return others > 0 || (fields.has('prompt_text') && fields.has('completion_text'));
  if (!valued('request_id', 'account_id')) return false;
  if (fields.has('account_id') && fields.has('ts')) return among(MODEL_FIELDS) > 0;
  const named = taken.find(({ rule }) => rule?.field === 'request_id');
  if (named === undefined) return false;
  if (plainName(named.column) !== 'id') return among(MODEL_FIELDS) > 0 || among(CALL_FIELDS) > 1;
  return among(MODEL_FIELDS) > 1 || (columns.length === 2 && fields.has('ts'));
}

function exampleOf(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > EXAMPLE_CHARACTERS ? `${text.slice(0, EXAMPLE_CHARACTERS)}...` : text;
}
