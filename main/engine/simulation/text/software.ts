import type { RandomSource } from '../../statistics/random.ts';
import { between, pick } from '../draw.ts';
import type { Rules } from './grammar.ts';
import { NOUNS } from './vocabulary.ts';

/** What programs handle. */
const THINGS = `
  order invoice session user payment message event record token report account cart upload job task document comment notification
  thread worker request response header cookie cursor page query row column index key value node edge tree graph queue stack buffer
  stream chunk packet frame socket channel topic partition replica shard snapshot checkpoint migration schema table view trigger
  transaction lock lease timer schedule metric trace span log alert dashboard widget form field button modal menu route controller
  middleware plugin module package version release branch commit patch diff build artifact container image volume secret config
  flag feature experiment cohort profile avatar permission role policy tenant workspace project ticket sprint subscription coupon
  refund shipment warehouse catalogue product price discount tax currency ledger balance statement transfer wallet address country
`
  .trim()
  .split(/\s+/);
const TRAITS = `
  stale empty duplicate nested cached sorted unsorted missing expired locked open closed archived pending failed retried partial
  compressed encrypted signed unsigned remote local shared private public global optional required deprecated experimental slow
  concurrent idle blocked orphaned truncated malformed oversized read-only mutable immutable lazy eager batched streamed paginated
  incremental recursive circular sparse dense temporary persistent inherited anonymous generic async synchronous idempotent
`
  .trim()
  .split(/\s+/);

const STEMS = [...NOUNS.slice(0, 60), ...THINGS];
const VERB_STEMS = [
  'load',
  'merge',
  'parse',
  'build',
  'fetch',
  'count',
  'sort',
  'index',
  'flush',
  'trim',
  'pack',
  'group',
  'match',
  'split',
  'sync',
];
const TYPES = ['int', 'string', 'float', 'bool', 'bytes', 'Map', 'List', 'Iterator'];

const identifier = (random: RandomSource): string => {
  const stem = pick(STEMS, random);
  return random() < 0.5
    ? `${pick(VERB_STEMS, random)}_${stem}`
    : `${stem}${pick(['Count', 'Index', 'Store', 'Queue', 'Cache', 'Id', 'Row'], random)}`;
};

const python = (random: RandomSource): string => {
  const [name, items, key] = [identifier(random), pick(STEMS, random), pick(STEMS, random)];
  const limit = between(2, 500, random);
  return `def ${name}(${items}, limit=${limit}):\n    result = {}\n    for row in ${items}:\n        if row["${key}"] > limit:\n            result[row["${key}"]] = result.get(row["${key}"], 0) + 1\n    return result`;
};
const typescript = (random: RandomSource): string => {
  const [name, items, type] = [identifier(random), pick(STEMS, random), pick(STEMS, random)];
  return `export function ${name}(${items}: ${type}Row[]): number {\n  let total = 0;\n  for (const ${type} of ${items}) {\n    total += ${type}.amount ?? ${between(0, 9, random)};\n  }\n  return total;\n}`;
};
const go = (random: RandomSource): string => {
  const [name, items] = [identifier(random), pick(STEMS, random)];
  return `func ${name}(${items} []string) (map[string]int, error) {\n\tseen := make(map[string]int, ${between(8, 512, random)})\n\tfor i, value := range ${items} {\n\t\tseen[value] = i\n\t}\n\treturn seen, nil\n}`;
};
const rust = (random: RandomSource): string => {
  const [name, items] = [identifier(random), pick(STEMS, random)];
  return `fn ${name}(${items}: &[u32]) -> Option<u32> {\n    ${items}.iter().copied().filter(|v| v % ${between(2, 17, random)} == 0).max()\n}`;
};
const snippet = (random: RandomSource): string => pick([python, typescript, go, rust], random)(random);

/** Rules about programs: components, symptoms, identifiers and short fenced code. */
export const SOFTWARE_RULES: Rules = {
  identifier,
  thing: THINGS,
  trait: TRAITS,
  part: ['{trait} {thing}', '{trait} {thing}', '{thing} {thing}', '{trait} {thing} {thing}', '{thing}'],
  snippet,
  fenced: (random) => `\`\`\`\n${snippet(random)}\n\`\`\``,
  type: TYPES,
  lang: ['Python', 'TypeScript', 'Go', 'Rust', 'Java', 'C++', 'Kotlin', 'Ruby', 'C#', 'Swift', 'Scala', 'PHP'],
  framework: [
    'Django',
    'FastAPI',
    'Spring',
    'Rails',
    'React',
    'Vue',
    'Svelte',
    'Express',
    'Flask',
    'Laravel',
    'Next',
    'gRPC',
    'Qt',
    'Tokio',
  ],
  component: [
    '{thing} importer',
    '{thing} service',
    '{trait} cache',
    '{thing} scheduler',
    '{thing} parser',
    '{trait} message queue',
    '{thing} API client',
    '{thing} migration',
    '{trait} connection pool',
    '{thing} worker',
    'command line tool for the {thing}',
    '{trait} rate limiter',
    '{thing} search index',
    '{trait} lock manager',
    '{thing} webhook handler',
    '{trait} retry loop',
    '{thing} state machine',
    'test suite for the {thing}',
  ],
  symptom: [
    'drops every {small}th {thing} when the {component} restarts',
    'throws a null pointer exception after the {thing} is {trait}',
    'deadlocks under load as soon as the {component} flushes',
    'returns {trait} rows twice when the {thing} page is retried',
    'leaks about {number} MB an hour while the {thing} is idle',
    'fails its unit tests only on the {trait} runner',
    'is {small} times slower since the {component} was refactored',
    'writes the wrong {thing} when two requests race',
    'rejects valid {thing} input that contains a {trait} byte',
    'times out after {number} seconds against the {component}',
  ],
  requirement: [
    'it must stream the {thing} instead of reading it whole',
    'keep the public interface of the {component} unchanged',
    'handle {trait} input without allocating',
    'support {number} concurrent {thing} updates',
    'log the {thing} id on failure',
    'include unit tests for the {trait} and the {trait} case',
    'avoid new dependencies besides {framework}',
    'make it idempotent when a {thing} arrives twice',
    'keep complexity below O(n log n) for {number} items',
  ],
  software: [
    'Write a {lang} function `{identifier}` that takes a list of {part} records and returns the {trait} ones grouped by {thing}; {requirement}.',
    'Our {component} {symptom}. Here is the code:\n{fenced}\nFind the bug and fix it.',
    'Refactor this {lang} code of the {component} so that {requirement}:\n{fenced}',
    'Implement a {component} in {lang} with {framework}: {requirement}, and {requirement}.',
    'Why does the {component} compile but {symptom}? The relevant part is\n{fenced}',
    'Write unit tests in {lang} for the {component}. {^requirement}. The class under test:\n{fenced}',
    'Review this pull request to the {component} for the {part}. It claims that it no longer {symptom}.\n{fenced}',
    'I need a {lang} data structure for a {part} with insert, remove and {verb} in logarithmic time; {requirement}.',
    'Port the {component} from {lang} to {lang}, {requirement}.\n{fenced}',
    'Explain the stack trace: {identifier} called from {identifier}, the {component} {symptom}. How do I debug it in {framework}?',
    'Design the database schema and the {framework} endpoints for a {component} that must {verb} each {part}; {requirement}.',
  ],
  tool: [
    'search_{thing}',
    'get_{thing}',
    'update_{thing}',
    'list_{thing}_files',
    'create_{thing}_ticket',
    'send_{noun}_mail',
    'book_{noun}',
  ],
  agentic: [
    'You can call the tools {tool} and {tool}. Find the {np} in {place}, then {verb} the {np} and report which calls you made.',
    'Use the available tools to {verb} the {np}: first call `{tool}` with the id {number}, then decide whether to call `{tool}`.',
    'Plan and carry out the steps to {verb} the {component} repository: open the files, run the tests with the shell tool, edit {identifier}, and run them again until they pass.',
    'Book a {noun} for {person} on day {small} using {tool}; if the {np} is not free, call {tool} and try {place}.',
    'Given the functions {tool}(query, limit) and {tool}(id, {noun}), return the JSON call that would {verb} every {np} since {year}.',
    'Act as an autonomous agent in a terminal. Goal: {verb} the {component} that {symptom}. After every command read its output and choose the next action.',
    'Open the browser, go to the {noun} page of {place}, fill in the {np} form for {person}, and stop before the {adj} payment step.',
    'Call {tool} for each of the {small} {noun} ids, collect the {adj} results, and pass the total to {tool}.',
    'The previous call to {tool} returned an error about the {np}. Choose the next tool call that can still {verb} the {np}.',
  ],
};
