import { describe, expect, it } from 'vitest';
import { bedrockCloudwatch, bedrockS3 } from '../../../../main/engine/formats/bedrock.ts';
import type { JsonObject } from '../../../../main/engine/formats/exchange-draft.ts';
import { fileOf, type Row, readRecords, rowOf } from '../read-sample.ts';
import { firstParts, flagsOf } from './row-reading.ts';

const ID = '698cbe12-4c2f-422e-a7ae-93c2f3529362';
const record = (operation: string, input: unknown, output: unknown, rest: object = {}): JsonObject => ({
  schemaType: 'ModelInvocationLog',
  timestamp: '2026-03-02T09:14:07Z',
  accountId: '1',
  requestId: 'r-1',
  operation,
  modelId: 'some.model',
  input: { inputBodyJson: input, inputTokenCount: 5 } as JsonObject,
  output: { outputBodyJson: output, outputTokenCount: 3 } as JsonObject,
  ...rest,
});
const read = (...of: Parameters<typeof record>): Row | undefined => readRecords(bedrockS3, [record(...of)])[0];

describe('Bedrock invocation records', () => {
  it('reads Converse bodies with every kind of block', () => {
    const content = [
      { text: 'see' },
      { image: { format: 'png', source: { s3Uri: 's3://b/k.png' } } },
      { document: { format: 'pdf', name: 'd', source: { bytes: 'AAAA' } } },
      { guardContent: { text: { text: 'guarded' } } },
      { toolResult: { toolUseId: 't', content: [{ json: { a: 1 } }] } },
      { cachePoint: { type: 'default' } },
    ];
    const answer = [{ reasoningContent: { reasoningText: { text: 'why' } } }, { toolUse: { toolUseId: 't', name: 'f', input: { q: 1 } } }];
    const row = read(
      'Converse',
      { messages: [{ role: 'user', content }], system: [{ text: 's' }], inferenceConfig: { maxTokens: 9, topP: 0.5 } },
      {
        output: { message: { role: 'assistant', content: answer } },
        stopReason: 'tool_use',
        metrics: { latencyMs: 40 },
        usage: { inputTokens: 5, outputTokens: 3, cacheReadInputTokens: 2, cacheWriteInputTokens: 1 },
      },
    );
    expect(row).toMatchObject({
      system_prompt: 's',
      max_tokens: 9,
      top_p: 0.5,
      latency_ms: 40,
      input_tokens: 8,
      reasoning_text: 'why',
      stop_reason: 'tool_call',
    });
    expect(firstParts(row?.input_messages)).toEqual([
      { type: 'text', content: 'see' },
      { type: 'uri', modality: 'image', mime_type: 'image/png', uri: 's3://b/k.png' },
      { type: 'blob', modality: 'document', mime_type: 'application/pdf', content: 'AAAA' },
      { type: 'text', content: 'guarded' },
      { type: 'tool_call_response', id: 't', response: '{"a":1}' },
      { type: 'unknown', cachePoint: { type: 'default' } },
    ]);
  });

  it('takes latency and time to the first byte from the end of a stream', () => {
    const row = read('InvokeModelWithResponseStream', { anthropic_version: 'v', messages: [{ role: 'user', content: 'q' }] }, [
      { type: 'message_start', message: { id: 'm', model: 'c', content: [], usage: { input_tokens: 4, output_tokens: 1 } } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'a' } },
      { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 6 } },
      { type: 'message_stop', 'amazon-bedrock-invocationMetrics': { invocationLatency: 900, firstByteLatency: 100 } },
      '[DONE]',
    ]);
    expect(row).toMatchObject({ latency_ms: 900, ttft_ms: 100, stream: true, output_tokens: 6, completion_text: 'a' });
    expect(flagsOf(row)).toEqual(['timeInSeconds', 'rebuiltFromStream']);
  });

  it.each([
    [
      'Llama',
      { prompt: 'q', max_gen_len: 8, top_p: 0.9 },
      { generation: 'a', prompt_token_count: 5, generation_token_count: 3, stop_reason: 'stop' },
    ],
    [
      'Titan',
      { inputText: 'q', textGenerationConfig: { maxTokenCount: 8, topP: 0.9 } },
      { results: [{ outputText: 'a', completionReason: 'FINISH' }] },
    ],
    ['Mistral', { prompt: 'q', max_tokens: 8, top_p: 0.9 }, { outputs: [{ text: 'a', stop_reason: 'stop' }] }],
    ['Cohere', { message: 'q', max_tokens: 8, p: 0.9 }, { text: 'a', finish_reason: 'COMPLETE' }],
    ['a stream of Llama', { prompt: 'q', max_gen_len: 8, top_p: 0.9 }, [{ generation: 'a' }, { generation: '', stop_reason: 'stop' }]],
    [
      'an open model',
      { messages: [{ role: 'user', content: 'q' }], max_tokens: 8, top_p: 0.9 },
      { choices: [{ message: { content: 'a' }, finish_reason: 'stop' }] },
    ],
  ])('reads the bodies of %s', (_, input, output) => {
    expect(read('InvokeModel', input, output)).toMatchObject({
      prompt_text: 'q',
      completion_text: 'a',
      max_tokens: 8,
      top_p: 0.9,
      stop_reason: 'stop',
      input_tokens: 5,
      output_tokens: 3,
    });
  });

  it('says that a guardrail stepped in', () => {
    const row = read(
      'InvokeModel',
      { anthropic_version: 'v', messages: [{ role: 'user', content: 'q' }] },
      {
        type: 'message',
        content: [{ type: 'text', text: 'blocked' }],
        stop_reason: 'end_turn',
        'amazon-bedrock-guardrailAction': 'INTERVENED',
      },
    );
    expect(row).toMatchObject({ stop_reason: 'content_filter', completion_text: 'blocked' });
  });

  it('keeps a call that failed, with the status its error stands for and no counts', () => {
    const row = read('Converse', { messages: [{ role: 'user', content: [{ text: 'q' }] }] }, undefined, {
      errorCode: 'ThrottlingException',
    });
    expect(row).toMatchObject({ error_type: 'ThrottlingException', status_code: 429, input_tokens: null, prompt_text: 'q' });
    expect(flagsOf(row)).toEqual(['timeInSeconds']);
  });

  it('keeps a call whose bodies are not logged', () => {
    const row = readRecords(bedrockS3, [record('InvokeModel', undefined, undefined, { identity: { arn: 'arn:a' } })])[0];
    expect(row).toMatchObject({ account_id: 'arn:a', request_model: 'some.model', input_tokens: 5 });
    expect(flagsOf(row)).toEqual(['timeInSeconds', 'inputMissing', 'outputMissing']);
  });

  it('finds the bodies that lie beside their record, and says when it does not', () => {
    const large = record('InvokeModel', null, null, {
      input: { inputBodyS3Path: `s3://b/p/2026/03/02/09/data/${ID}_input.json.gz` },
      output: { outputBodyS3Path: `s3://b/p/2026/03/02/09/data/${ID}_output.json.gz` },
    });
    const bodies = new Map([
      [`logs/data/${ID}_input.json.gz`, { prompt: 'long question' }],
      [`logs/data/${ID}_output.json.gz`, { generation: 'answer' }],
    ]);
    const parts = [...bodies].flatMap(([path, body]) => bedrockS3.spread?.parts(body, path) ?? []);
    const place = { path: 'logs/x.json.gz', parts: (key: string) => parts.filter((part) => part.key === key).map(({ part }) => part) };
    const [fields] = bedrockS3.exchanges(large, place);
    expect(rowOf((name) => fields?.[name])).toMatchObject({ prompt_text: 'long question', completion_text: 'answer' });
    expect(flagsOf(readRecords(bedrockS3, [large])[0])).toContain('overflowUnresolved');
    expect(bedrockS3.spread?.holdsParts(fileOf([{ prompt: 'x' }], `logs/data/${ID}_input.json.gz`))).toBe(true);
    expect(bedrockS3.spread?.holdsParts(fileOf([large], 'logs/x.json.gz'))).toBe(false);
    expect(bedrockS3.recognise(fileOf([{ prompt: 'x' }], 'my_input.json'), null)).toBeNull();
    expect(bedrockS3.exchanges({ prompt: 'x' }, place)).toEqual([]);
  });

  it('names a record alike whether S3 or CloudWatch delivered it', () => {
    expect(bedrockS3.idScope).toBe(bedrockCloudwatch.idScope);
    const one = record('Converse', { messages: [] }, null);
    expect(readRecords(bedrockCloudwatch, [one])).toEqual(readRecords(bedrockS3, [one]));
  });
});
