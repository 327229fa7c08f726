import { describe, expect, it } from 'vitest';
import type { Mapping } from '../../../main/engine/formats/mapping.ts';
import { recogniseFormat } from '../../../main/engine/formats/registry.ts';
import { sampleOf } from '../../../main/services/imports-sample.ts';

const mapping: Mapping = {
  columns: { 'req.id': 'request_id', who: 'account_id' },
  prefixes: {},
  constants: {},
  timeFormat: 'auto',
  nullTexts: [],
};
const nameOf = (text: string, withMapping = false, complete = true): string | undefined =>
  recogniseFormat(sampleOf('log', { text, complete }), withMapping ? mapping : null)?.format.name;

describe('format recognition', () => {
  it('knows canonical lines and says by which columns', () => {
    const recognition = recogniseFormat(sampleOf('log', { text: '{"request_id":"a","prompt_text":"b"}\n', complete: true }), null);
    expect(recognition?.format.name).toBe('canonical-jsonl');
    expect(recognition?.reason).toContain('request_id, prompt_text');
  });

  it('is not put off by broken first lines or by a first line longer than the head', () => {
    expect(nameOf('{"request_id":"a"\nnot json\n{"request_id":"b"}\n')).toBe('canonical-jsonl');
    expect(nameOf(`{"request_id":"a","prompt_text":"${'x'.repeat(1000)}`, false, false)).toBe('canonical-jsonl');
  });

  it('knows a canonical CSV header, quoted or not', () => {
    expect(nameOf('request_id,ts,prompt_text\n')).toBe('canonical-csv');
    expect(nameOf('"request_id","ts"\r\n1,2\r\n')).toBe('canonical-csv');
  });

  it('knows mapped lines by dotted path and mapped tables by header whatever the letter case', () => {
    expect(nameOf('{"req":{"id":"a"}}\n', true)).toBe('mapped-jsonl');
    expect(nameOf('WHO,WHEN\n1,2\n', true)).toBe('mapped-csv');
  });

  it('knows nothing in foreign logs', () => {
    for (const text of ['', '\n\n', '[1,2]', '{"a":1}\n', 'a,b,c\n1,2,3\n', '\u0000\u0001', 'request id\n'])
      expect(nameOf(text)).toBeUndefined();
    expect(nameOf('{"a":1}\n', true)).toBeUndefined();
  });
});
