import { describe, expect, it } from 'vitest';
import { anthropicBatch } from '../../../../main/engine/formats/anthropic-batch.ts';
import { openaiBatch } from '../../../../main/engine/formats/openai-batch.ts';
import { openaiStored } from '../../../../main/engine/formats/openai-stored.ts';
import { readRecords } from '../read-sample.ts';
import { flagsOf } from './row-reading.ts';

describe('Anthropic batches', () => {
  const request = (content: string): object => ({
    custom_id: 'a',
    params: { model: 'claude', max_tokens: 5, messages: [{ role: 'user', content }] },
  });
  const message = {
    id: 'msg_1',
    type: 'message',
    model: 'c',
    content: [{ type: 'text', text: 'x' }],
    stop_reason: 'end_turn',
    usage: { input_tokens: 1, output_tokens: 1 },
  };
  const result = (value: object): object => ({ custom_id: 'a', result: value });
  const succeeded = result({ type: 'succeeded', message });
  const batch = { id: 'msgbatch_1', type: 'message_batch', created_at: '2026-03-02T09:13:07.125Z' };

  it('joins a result with its request and takes the time of the batch', () => {
    const rows = readRecords(anthropicBatch, [succeeded, request('q'), batch]);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      prompt_text: 'q',
      completion_text: 'x',
      ts: '2026-03-02T09:13:07.125Z',
      request_id: 'a',
      status_code: 200,
      stream: null,
    });
    expect(flagsOf(rows[0])).toEqual(['timeFromBatch']);
  });

  it('keeps results without requests and requests without results', () => {
    expect(flagsOf(readRecords(anthropicBatch, [succeeded])[0])).toEqual(['inputMissing']);
    const [row] = readRecords(anthropicBatch, [request('q')]);
    expect(row?.prompt_text).toBe('q');
    expect(flagsOf(row)).toEqual(['outputMissing']);
  });

  it('leaves a result alone whose request could be either of two', () => {
    const rows = readRecords(anthropicBatch, [succeeded, request('one'), request('two')]);
    expect(rows.map((row) => [row.prompt_text, row.completion_text])).toEqual([
      [null, 'x'],
      ['one', null],
      ['two', null],
    ]);
    expect(new Set(rows.map((row) => row.exchange_id)).size).toBe(3);
  });

  it.each([
    [{ type: 'errored', error: { type: 'error', error: { type: 'overloaded_error' } } }, 'overloaded_error', 529],
    [{ type: 'errored', error: { type: 'invalid_request_error' } }, 'invalid_request_error', 400],
    [{ type: 'expired' }, 'expired', null],
    [{ type: 'canceled' }, 'canceled', null],
  ])('says how a request ended: %j', (value, error, status) => {
    expect(readRecords(anthropicBatch, [result(value), request('q')])[0]).toMatchObject({
      error_type: error,
      status_code: status,
      prompt_text: 'q',
    });
  });

  it('names exchanges of two batches apart and copies of one alike', () => {
    const other = result({ type: 'succeeded', message: { ...message, id: 'msg_2' } });
    const ids = [succeeded, other, succeeded].map((record) => readRecords(anthropicBatch, [record])[0]?.exchange_id);
    expect(ids[0]).toBe(ids[2]);
    expect(ids[0]).not.toBe(ids[1]);
  });
});

describe('OpenAI batches', () => {
  const input = {
    custom_id: 'a',
    method: 'POST',
    url: '/v1/chat/completions',
    body: { model: 'm', messages: [{ role: 'user', content: 'q' }] },
  };
  const body = {
    id: 'c',
    object: 'chat.completion',
    created: 1_772_442_847,
    model: 'm-1',
    choices: [{ message: { content: 'x' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 1, completion_tokens: 1 },
  };
  const output = (response: unknown, error: unknown = null): object => ({ id: 'batch_req_1', custom_id: 'a', response, error });

  it('joins output with input', () => {
    const rows = readRecords(openaiBatch, [output({ status_code: 200, request_id: 'r', body }), input]);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      prompt_text: 'q',
      completion_text: 'x',
      request_id: 'r',
      ts: '2026-03-02T09:14:07.000Z',
      endpoint: '/v1/chat/completions',
      stream: null,
    });
    expect(flagsOf(rows[0])).toEqual(['timeInSeconds']);
  });

  it('reads lines of the error file, also those that were never sent', () => {
    const failed = { status_code: 400, request_id: 'r', body: { error: { code: 'context_length_exceeded' } } };
    expect(readRecords(openaiBatch, [output(failed)])[0]).toMatchObject({ status_code: 400, error_type: 'context_length_exceeded' });
    const [expired] = readRecords(openaiBatch, [output(null, { code: 'batch_expired', message: 'm' }), input]);
    expect(expired).toMatchObject({ error_type: 'batch_expired', status_code: null, prompt_text: 'q', request_id: 'batch_req_1' });
  });

  it('reads bodies of Responses, embeddings and of other services', () => {
    const responses = {
      object: 'response',
      id: 'resp',
      created_at: 1_772_442_847,
      status: 'completed',
      output: [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'x' }] }],
      usage: {},
    };
    const asked = { custom_id: 'a', url: '/v1/responses', body: { model: 'm', input: 'q' } };
    expect(readRecords(openaiBatch, [output({ status_code: 200, body: responses }), asked])[0]).toMatchObject({
      prompt_text: 'q',
      completion_text: 'x',
      response_id: 'resp',
    });
    const embed = { custom_id: 'a', url: '/v1/embeddings', body: { model: 'm', input: ['q'] } };
    expect(readRecords(openaiBatch, [embed])[0]).toMatchObject({ operation: 'embeddings', prompt_text: 'q' });
    const azure = { ...body, prompt_filter_results: [] };
    expect(readRecords(openaiBatch, [output({ body: azure })])[0]?.provider).toBe('azure.ai.openai');
  });

  it('takes the time of the batch where the answer has none', () => {
    const [row] = readRecords(openaiBatch, [input, { object: 'batch', id: 'batch_1', created_at: 1_772_442_800 }]);
    expect(row?.ts).toBe('2026-03-02T09:13:20.000Z');
    expect(flagsOf(row)).toEqual(['timeFromBatch', 'timeInSeconds', 'outputMissing']);
  });
});

describe('stored completions', () => {
  const completion = {
    object: 'chat.completion',
    id: 'c',
    model: 'm',
    created: 1_772_442_847,
    request_id: 'r',
    input_user: 'u',
    choices: [{ index: 0, message: { content: 'x' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 1, completion_tokens: 1 },
    metadata: { conversation: 'v' },
  };
  const stored = (number: number, role: string, content: string): object => ({ id: `c-${number}`, role, content, content_parts: null });

  it('takes the prompt from the pages of messages, in their order and once', () => {
    const rows = readRecords(openaiStored, [
      stored(10, 'user', 'last'),
      completion,
      stored(2, 'assistant', 'b'),
      stored(1, 'user', 'a'),
      stored(1, 'user', 'a'),
    ]);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      prompt_text: 'last',
      completion_text: 'x',
      turn_index: 1,
      conversation_id: 'v',
      end_user_id: 'u',
      request_model: null,
    });
  });

  it('keeps completions without messages and messages without completions', () => {
    expect(flagsOf(readRecords(openaiStored, [completion])[0])).toEqual(['timeInSeconds', 'inputMissing']);
    const rows = readRecords(openaiStored, [stored(1, 'user', 'b'), stored(0, 'system', 'a')]);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ response_id: 'c', prompt_text: 'b', system_prompt: 'a' });
    expect(flagsOf(rows[0])).toEqual(['outputMissing']);
  });

  it('says that answers of tools have no ids', () => {
    const rows = readRecords(openaiStored, [completion, stored(0, 'user', 'q'), stored(1, 'tool', 'r')]);
    expect(flagsOf(rows[0])).toContain('toolIdsMissing');
  });
});
