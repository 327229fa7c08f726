import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { CANONICAL_FIELDS } from '../../../main/engine/formats/exchange-record.ts';
import { type Mapping, planFields } from '../../../main/engine/formats/mapping.ts';
import { SegmentColumns } from '../../../main/workers/kernel-host.ts';
import { SegmentBuilder } from './segment-builder.ts';

const MAPPING: Mapping = {
  columns: {
    when: 'ts',
    '@timestamp': 'ts',
    ip: 'client_ip',
    ja4: 'tls_fingerprint',
    'user.id': 'account_id',
    text: 'prompt_text',
    reason: 'stop_reason',
    messages: 'input_messages',
    calls: 'tool_calls',
    org_id: null,
  },
  prefixes: { tls_fingerprint: 'ja4:', request_id: 'r-' },
  constants: {},
  timeFormat: 'auto',
  nullTexts: [],
};

function expectEqualWays(records: readonly object[], mapping = MAPPING): number {
  const lines = Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  const plan = planFields(mapping, CANONICAL_FIELDS);
  const [wanted, built] = [false, true].map((scan) => {
    const builder = new SegmentBuilder(plan);
    builder.add(lines, scan);
    return builder.finish();
  });
  expect(built?.rejects).toEqual(wanted?.rejects);
  expect(built?.strings).toEqual(wanted?.strings);
  if (!isDeepStrictEqual(built?.content, wanted?.content)) expect(built?.content).toEqual(wanted?.content);
  return built?.exactLines ?? -1;
}

test('a mapping of plain names is scanned, and rewritten values are learned', () => {
  const records = Array.from({ length: 30 }, (_, i) => ({
    text: `p${i}`,
    when: '2026-03-02T09:13:07.1Z',
    ip: `10.0.0.${i}`,
    ja4: `t13d${i % 2}`,
    reason: i % 3 === 0 ? 'end_turn' : 'max_tokens',
    org_id: 'ignored',
  }));
  expect(expectEqualWays(records)).toBe(2);
});

test('a dotted name is found as a key and, the exact way, as a path', () => {
  expect(
    expectEqualWays([
      { 'user.id': 'a', text: 'x' },
      { 'user.id': 'b', text: 'y', user: null },
    ]),
  ).toBe(0);
  expect(
    expectEqualWays([
      { user: { id: 'a' }, text: 'x' },
      { user: { id: 'a' }, 'user.id': 'b', text: 'y' },
    ]),
  ).toBe(2);
});

test('two foreign names of one column, prefixed texts, table values and structured texts agree with the exact path', () => {
  expectEqualWays([
    { text: 'a', when: null, '@timestamp': '2026-03-02T09:13:07Z' },
    { text: 'b', '@timestamp': '2026-03-02T09:13:07Z', when: '2026-03-03T09:13:07Z' },
    { text: 'c', ja4: 'x', tls_fingerprint: 'y' },
    { text: 'd', tls_fingerprint: 'y', ja4: 'x' },
    { text: 'e', tls_fingerprint: 'ja4:y' },
    { text: 'f', ja4: '' },
    { text: 'g', request_id: 'r-1' },
    { text: 'h', request_id: '1' },
    { text: 'i', messages: '[{"role":"user","content":"hello"}]', calls: '[]' },
    { text: 'j', calls: [{ name: 'f' }], stream: 'true', asn: '12', account_id: 17, status_code: 200 },
    { messages: [{ role: 'user', parts: [{ type: 'text', content: 'k' }] }], reason: 'stop' },
    { text: 'l', when: 1772442787125, tool_definitions: '[{"name":"f"}]' },
    { text: 'm', tool_definitions: '' },
    { text: 'n', reason: '' },
    { text: 'o', reason: 'stop', flags: '4' },
  ]);
});

test('a mapping with constants or texts for null is not scanned', () => {
  const columns = SegmentColumns.load();
  expect(columns.openScan(planFields({ ...MAPPING, constants: { provider: 'x' } }, CANONICAL_FIELDS), 'mapped')).toBe(false);
  expect(columns.openScan(planFields({ ...MAPPING, nullTexts: ['NULL'] }, CANONICAL_FIELDS), 'mapped')).toBe(false);
  expect(columns.openScan(planFields(MAPPING, CANONICAL_FIELDS), 'mapped')).toBe(true);
});
