import { describe, expect, it } from 'vitest';
import { azureApimGateway } from '../../../../main/engine/formats/azure-apim-gateway.ts';
import { azureApimLlm } from '../../../../main/engine/formats/azure-apim-llm.ts';
import { azureOpenaiRr } from '../../../../main/engine/formats/azure-openai-rr.ts';
import { parseExactRecord } from '../../../../main/engine/formats/json-record.ts';
import { readRecords } from '../read-sample.ts';
import { flagsOf } from './row-reading.ts';

describe('Azure OpenAI diagnostics', () => {
  const properties =
    '{"requestTime":639080396471250001,"streamType":"Streaming","modelDeploymentName":"prod","modelName":"m","objectId":"u"}';
  const text = `{"category":"RequestResponse","correlationId":"c","callerIpAddress":"1.2.3.***","durationMs":-7,"resultSignature":"200","resourceId":"/A/B","operationName":"ChatCompletions_Create","time":"2026-03-02T09:14:11Z","properties":`;

  it.each([
    ['an object', `${text}${properties}}`],
    ['JSON text', `${text}${JSON.stringify(properties)}}`],
  ])('reads properties that are %s, ticks to the last digit', (_, record) => {
    const [row] = readRecords(azureOpenaiRr, [parseExactRecord(record)]);
    expect(row).toMatchObject({
      request_id: 'c',
      ts: '2026-03-02T09:14:07.125Z',
      latency_ms: 7,
      org_id: '/a/b',
      stream: true,
      request_model: 'prod',
      account_id: 'u',
      status_code: 200,
      operation: 'chat',
    });
    expect(flagsOf(row)).toEqual(['inputMissing', 'outputMissing', 'ipMasked']);
  });

  it('takes the time of logging where there is no request time', () => {
    const [row] = readRecords(azureOpenaiRr, [parseExactRecord(`${text}{}}`)]);
    expect(row?.ts).toBe('2026-03-02T09:14:11.000Z');
    expect(flagsOf(row)).toContain('timeIsEndOfCall');
  });

  it('passes other categories of the same resource over', () => {
    expect(readRecords(azureOpenaiRr, [{ category: 'Audit', correlationId: 'c' }])).toEqual([]);
  });
});

describe('the gateway log of API management', () => {
  const request = { model: 'prod', messages: [{ role: 'user', content: 'a long question' }], max_tokens: 5 };
  const response = {
    id: 'c',
    model: 'm',
    choices: [{ message: { content: 'an answer' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 1, completion_tokens: 2 },
  };
  const record = (backendRequestBody: unknown, backendResponseBody: unknown): object => ({
    category: 'GatewayLogs',
    correlationId: 'c',
    time: '2026-03-02T09:00:00.1255902Z',
    durationMs: 9,
    properties: {
      url: 'https://h/openai/deployments/prod/chat/completions?v=1',
      responseCode: 200,
      apimSubscriptionId: 'k',
      backendRequestBody,
      backendResponseBody,
    },
  });

  it('reads bodies that are JSON text', () => {
    const [row] = readRecords(azureApimGateway, [record(JSON.stringify(request), JSON.stringify(response))]);
    expect(row).toMatchObject({
      prompt_text: 'a long question',
      completion_text: 'an answer',
      api_key_id: 'k',
      max_tokens: 5,
      latency_ms: 9,
    });
    expect(row?.endpoint).toBe('/openai/deployments/prod/chat/completions');
    expect(flagsOf(row)).toEqual([]);
  });

  it('keeps what is left of bodies that were cut, and says so', () => {
    const [row] = readRecords(azureApimGateway, [record(JSON.stringify(request).slice(0, 60), JSON.stringify(response).slice(0, 70))]);
    expect(row?.prompt_text).toMatch(/^a long/);
    expect(row?.completion_text).toMatch(/^an a/);
    expect(flagsOf(row)).toContain('textCutBySource');
  });

  it('reads a streamed body', () => {
    const events = [{ id: 'c', choices: [{ index: 0, delta: { content: 'x' }, finish_reason: 'stop' }] }].map(
      (event) => `data: ${JSON.stringify(event)}\n\n`,
    );
    const [row] = readRecords(azureApimGateway, [
      record(JSON.stringify({ ...request, stream: true }), `${events.join('')}data: [DONE]\n\n`),
    ]);
    expect(row).toMatchObject({ completion_text: 'x', stream: true });
    expect(flagsOf(row)).toEqual(['rebuiltFromStream', 'usageMissing']);
  });

  it('says that the gateway answered from its cache', () => {
    const [row] = readRecords(azureApimGateway, [{ category: 'GatewayLogs', correlationId: 'c', properties: { cache: 'hit' } }]);
    expect(flagsOf(row)).toContain('gatewayCacheHit');
  });

  it('keeps calls without bodies, also from columns with suffixes', () => {
    const [row] = readRecords(azureApimGateway, [
      {
        Category: 'GatewayLogs',
        CorrelationId_g: 'c',
        TimeGenerated: '2026-03-02T09:00:00.5Z',
        responseCode_d: 429,
        CallerIPAddress: '1.2.3.4',
        url_s: 'https://h/x',
      },
    ]);
    expect(row).toMatchObject({ request_id: 'c', status_code: 429, client_ip: '1.2.3.4', endpoint: '/x' });
    expect(flagsOf(row)).toEqual(['inputMissing', 'outputMissing']);
  });
});

describe('the LLM log of API management', () => {
  const row = (SequenceNumber: number, rest: object): object => ({
    CorrelationId: 'c',
    TimeGenerated: '2026-03-02T09:00:00.5Z',
    SequenceNumber,
    ...rest,
  });
  const tokens = row(7, { DeploymentName: 'prod', ModelName: 'm', PromptTokens: 4, CompletionTokens: 2, IsStreamCompletion: 'True' });
  const asked = (sequence: number, content: string): object => row(sequence, { RequestMessages: [{ role: 'user', content }] });
  const answered = row(3, { ResponseMessages: JSON.stringify([{ role: 'assistant', content: 'a' }]) });

  it('gathers the rows of a call in whatever order they lie, once each', () => {
    const rows = readRecords(azureApimLlm, [answered, tokens, asked(1, 'q'), answered, asked(1, 'q')]);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      prompt_text: 'q',
      completion_text: 'a',
      input_tokens: 4,
      output_tokens: 2,
      request_model: 'prod',
      stream: true,
    });
    expect(flagsOf(rows[0])).toEqual([]);
  });

  it('joins chunks only where the earlier one is full', () => {
    const full = 'é'.repeat(16_384);
    const [joined] = readRecords(azureApimLlm, [tokens, asked(2, 'end'), asked(1, full), answered]);
    expect(joined?.prompt_text).toBe(`${full}end`);
    const [apart] = readRecords(azureApimLlm, [tokens, asked(2, 'end'), asked(1, 'start'), answered]);
    expect(apart?.input_messages).toHaveLength(2);
  });

  it('joins messages whose JSON text was cut into rows', () => {
    const text = JSON.stringify([{ role: 'user', content: 'cut in two' }]);
    const [row0] = readRecords(azureApimLlm, [
      tokens,
      row(1, { RequestMessages: text.slice(0, 30) }),
      row(2, { RequestMessages: text.slice(30) }),
    ]);
    expect(row0?.prompt_text).toBe('cut in two');
  });

  it('keeps a call without a row of counts once', () => {
    const rows = readRecords(azureApimLlm, [answered, asked(1, 'q'), asked(2, 'r')]);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ request_id: 'c', completion_text: 'a', input_tokens: null });
    expect(flagsOf(rows[0])).toEqual(['usageMissing']);
  });

  it('keeps a row of counts without messages', () => {
    expect(flagsOf(readRecords(azureApimLlm, [tokens])[0])).toEqual(['inputMissing', 'outputMissing']);
  });
});
