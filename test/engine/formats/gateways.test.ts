import { describe, expect, it } from 'vitest';
import { EXCHANGE_FLAGS } from '../../../main/engine/domain/exchange.ts';
import type { JsonObject } from '../../../main/engine/formats/exchange-draft.ts';
import { helicone } from '../../../main/engine/formats/helicone.ts';
import { litellmS3 } from '../../../main/engine/formats/litellm-s3.ts';
import { litellmSpendlogs } from '../../../main/engine/formats/litellm-spendlogs.ts';
import type { RecordFormat } from '../../../main/engine/formats/log-format.ts';
import { openrouterActivity } from '../../../main/engine/formats/openrouter-activity.ts';
import { portkey } from '../../../main/engine/formats/portkey.ts';
import { recogniseFormat } from '../../../main/engine/formats/registry.ts';
import { expectedRows, fileOf, type Row, readRecords, sampleFile } from './read-sample.ts';

const hasFlag = (row: Row | undefined, flag: keyof typeof EXCHANGE_FLAGS): boolean =>
  ((Number(row?.flags) >> EXCHANGE_FLAGS[flag]) & 1) === 1;

const SAMPLES: readonly (readonly [RecordFormat, string])[] = [
  [litellmS3, 'litellm_s3.jsonl'],
  [litellmSpendlogs, 'litellm_spendlogs.csv'],
  [helicone, 'helicone.jsonl'],
  [portkey, 'portkey_export.jsonl'],
  [openrouterActivity, 'openrouter_activity_2026-03-02.csv'],
];
const firstOf = (file: string): JsonObject => sampleFile(file).records[0] ?? {};

/** The first record of a format's sample with some members changed, as a row. */
function changed(format: RecordFormat, changes: object): Row | undefined {
  const file = SAMPLES.find(([known]) => known === format)?.[1] ?? '';
  return readRecords(format, [{ ...firstOf(file), ...changes }])[0];
}

describe('gateway exports', () => {
  it.each(SAMPLES.map(([format, file]) => [format.name, format, file] as const))('of %s give the rows expected', (name, format, file) => {
    const rows = readRecords(format, sampleFile(file).records);
    expect(rows.map(({ flags: _, exchange_id: __, ...row }) => row)).toEqual(expectedRows(name));
  });
});

describe('LiteLLM payloads', () => {
  const messages = (content: string): object => ({ messages: [{ role: 'user', content }] });
  const answer = (content: string): object => ({ response: { choices: [{ message: { role: 'assistant', content } }] } });

  it('with switched-off content give no prompt that all accounts would share', () => {
    const row = changed(litellmS3, { ...messages('redacted-by-litellm'), ...answer('redacted-by-litellm') });
    expect(row).toMatchObject({ prompt_text: null, input_messages: null, completion_text: null, output_messages: null });
    expect(hasFlag(row, 'redactedBySource') && hasFlag(row, 'inputMissing') && hasFlag(row, 'outputMissing')).toBe(true);
  });

  it('that only quote the word for it keep their text', () => {
    const row = changed(litellmS3, messages('What does redacted-by-litellm mean?'));
    expect(row?.prompt_text).toBe('What does redacted-by-litellm mean?');
    expect(hasFlag(row, 'redactedBySource')).toBe(false);
  });

  it('remark text that was cut, by the mark LiteLLM leaves', () => {
    const cut = sampleFile('edge/litellm_truncated_marker.jsonl').records[0] ?? {};
    expect(hasFlag(changed(litellmS3, cut), 'textCutBySource')).toBe(true);
    expect(hasFlag(changed(litellmSpendlogs, { messages: JSON.stringify(cut.messages) }), 'textCutBySource')).toBe(true);
    expect(hasFlag(changed(litellmS3, messages('litellm_truncated')), 'textCutBySource')).toBe(false);
  });

  it('remark answers of the cache, as a truth value or as text', () => {
    expect(hasFlag(changed(litellmS3, { cache_hit: true }), 'gatewayCacheHit')).toBe(true);
    expect(hasFlag(changed(litellmSpendlogs, { cache_hit: 'True' }), 'gatewayCacheHit')).toBe(true);
    expect(hasFlag(changed(litellmSpendlogs, { cache_hit: 'None' }), 'gatewayCacheHit')).toBe(false);
  });

  it('with prompts only have no answer but their token counts', () => {
    const row = changed(litellmS3, { response: null });
    expect(row).toMatchObject({ output_messages: null, input_tokens: 31, output_tokens: 27 });
    expect(hasFlag(row, 'outputMissing')).toBe(true);
    expect(hasFlag(row, 'usageMissing')).toBe(false);
  });

  it('never keep an API key as it is', () => {
    const metadata = { user_api_key_hash: 'sk-secret', user_api_key_user_id: 'acct_1' };
    expect(changed(litellmS3, { metadata })).toMatchObject({ api_key_id: null, account_id: 'acct_1' });
    expect(changed(litellmSpendlogs, { api_key: 'sk-secret' })?.api_key_id).toBeNull();
    expect(changed(litellmSpendlogs, { api_key: 'a'.repeat(64) })?.api_key_id).toBe(`sha256:${'a'.repeat(64)}`);
  });

  it('of embeddings and pictures are no exchanges', () => {
    expect(changed(litellmS3, { call_type: 'aembedding' })).toBeUndefined();
    expect(changed(litellmSpendlogs, { call_type: 'image_generation' })).toBeUndefined();
  });

  it('whose spend log has no messages give the prompt that the proxy was asked', () => {
    const asked = JSON.stringify({ body: { messages: [{ role: 'user', content: 'From the proxy' }], max_tokens: 9 } });
    const row = changed(litellmSpendlogs, { messages: '{}', proxy_server_request: asked });
    expect(row).toMatchObject({ prompt_text: 'From the proxy', max_tokens: 9 });
    expect(changed(litellmSpendlogs, { messages: '[]', proxy_server_request: '{}' })?.prompt_text).toBeNull();
    const kept = JSON.stringify([{ role: 'user', content: 'From the log' }]);
    expect(changed(litellmSpendlogs, { messages: kept, proxy_server_request: asked })?.prompt_text).toBe('From the log');
  });

  it('in spend logs assume UTC and are known as JSON rows too', () => {
    expect(hasFlag(changed(litellmSpendlogs, {}), 'timeZoneAssumedUtc')).toBe(true);
    expect(recogniseFormat(fileOf([firstOf('litellm_spendlogs.csv')]), null)?.format.name).toBe('litellm_spendlogs');
  });

  it('point at content that lies elsewhere', () => {
    const row = changed(litellmS3, { messages: null, metadata: { cold_storage_object_key: 'k' } });
    expect(hasFlag(row, 'overflowUnresolved')).toBe(true);
  });
});

describe('Helicone exports', () => {
  const record = firstOf('helicone.jsonl');

  it('are known as a JSON list that ends with a stray comma, and as CSV', () => {
    const list = fileOf(`[\n${JSON.stringify(record)},\n${JSON.stringify(record)},\n]\n`);
    expect(recogniseFormat(list, null)?.format.name).toBe('helicone');
    expect(list.records).toHaveLength(2);
    const csv = fileOf(
      'request_id,request_created_at,response_status,request_user_id,delay_ms,request_body\nr1,2026-03-02T09:14:07Z,200,acct_1,12,{}\n',
    );
    expect(recogniseFormat(csv, null)?.format.name).toBe('helicone');
    const [row] = readRecords(helicone, csv.records);
    expect(row).toMatchObject({ request_id: 'r1', account_id: 'acct_1', status_code: 200, latency_ms: 12, prompt_text: null });
    expect(hasFlag(row, 'inputMissing') && hasFlag(row, 'outputMissing') && hasFlag(row, 'usageMissing')).toBe(true);
  });

  it('read bodies of Anthropic as such', () => {
    const request_body = { model: 'claude', max_tokens: 5, system: 'Be brief.', messages: [{ role: 'user', content: 'Hi' }] };
    const usage = { input_tokens: 2, cache_read_input_tokens: 3, output_tokens: 4 };
    const response_body = { type: 'message', id: 'msg_1', content: [{ type: 'text', text: 'Ho' }], stop_reason: 'end_turn', usage };
    const row = changed(helicone, {
      request_path: 'https://api.anthropic.com/v1/messages',
      provider: 'ANTHROPIC',
      request_body,
      response_body,
    });
    expect(row).toMatchObject({
      provider: 'anthropic',
      endpoint: '/v1/messages',
      system_prompt: 'Be brief.',
      completion_text: 'Ho',
      input_tokens: 5,
    });
  });

  it('without bodies keep the counts of the record, and name the negative status that is none of HTTP', () => {
    const without = { request_body: undefined, response_body: undefined };
    expect(changed(helicone, without)).toMatchObject({ input_tokens: 31, output_tokens: 27, request_model: 'gpt-4.1' });
    expect(changed(helicone, { ...without, response_status: -3 })).toMatchObject({ status_code: null, error_type: '-3' });
  });

  it('remark answers of the cache and pictures that were taken out', () => {
    expect(hasFlag(changed(helicone, { cache_reference_id: '0b4a0dd0-a3b3-4aa5-ae85-5d02a94bd4a8' }), 'gatewayCacheHit')).toBe(true);
    expect(hasFlag(changed(helicone, { cache_reference_id: '00000000-0000-0000-0000-000000000000' }), 'gatewayCacheHit')).toBe(false);
    expect(hasFlag(changed(helicone, { asset_ids: ['a'] }), 'binaryDropped')).toBe(true);
  });
});

describe('Portkey exports', () => {
  const bodies = { request: null, response: null };

  it('are read by the names of export jobs and by those of the interface', () => {
    const job = { ai_org: 'openai', ai_model: 'm', req_units: 3, res_units: 4, response_status_code: 200 };
    const api = { ai_provider: 'openai', ai_model: 'm', request_tokens: 3, response_tokens: 4, status_code: 200 };
    for (const names of [job, api]) {
      const record = { id: 'p1', created_at: '2026-03-02T09:14:07.125Z', ...bodies, ...names };
      expect(recogniseFormat(fileOf([record]), null)?.format.name).toBe('portkey');
      expect(readRecords(portkey, [record])).toMatchObject([
        { request_id: 'p1', provider: 'openai', response_model: 'm', input_tokens: 3, output_tokens: 4, status_code: 200 },
      ]);
    }
  });

  it('with withheld bodies say so, and remark retries and answers of the cache', () => {
    const row = changed(portkey, { ...bodies, retry_count: 2, cache_status: 'HIT' });
    for (const flag of ['inputMissing', 'outputMissing', 'retryHidden', 'gatewayCacheHit'] as const) expect(hasFlag(row, flag)).toBe(true);
  });
});

describe('OpenRouter activity', () => {
  it('is known by its columns whatever others come along, and remarks cancelled streams', () => {
    const csv = fileOf('new_column,model_permaslug,generation_id,created_at,cancelled\nx,a/b,gen-1,2026-03-02 09:14:07.125,true\n');
    expect(recogniseFormat(csv, null)?.format.name).toBe('openrouter_activity');
    const [row] = readRecords(openrouterActivity, csv.records);
    expect(row).toMatchObject({ request_id: 'gen-1', response_model: 'a/b', stream: null, input_tokens: null });
    expect(hasFlag(row, 'streamUnfinished') && hasFlag(row, 'usageMissing') && hasFlag(row, 'timeZoneAssumedUtc')).toBe(true);
  });
});
