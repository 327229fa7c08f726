import { describe, expect, it } from 'vitest';
import { recogniseFormat } from '../../../../main/engine/formats/registry.ts';
import { fileOf, sampleFile } from '../read-sample.ts';

const BEDROCK = 'bedrock/AWSLogs/111122223333/BedrockModelInvocationLogs/us-east-1/2026/03/02/09/';
const recognised = (file: ReturnType<typeof fileOf>): string | undefined => recogniseFormat(file, null)?.format.name;

describe('recognition of providers', () => {
  it.each([
    ['anthropic_messages.jsonl', 'anthropic_messages', 'Anthropic Messages'],
    ['anthropic_batch/requests.jsonl', 'anthropic_batch', 'custom_id and params'],
    ['anthropic_batch/msgbatch_results.jsonl', 'anthropic_batch', 'custom_id and result'],
    ['anthropic_batch/msgbatch.json', 'anthropic_batch', 'message_batch'],
    ['openai_chat.jsonl', 'openai_chat', 'Chat Completions'],
    ['openai_responses.jsonl', 'openai_responses', 'Responses'],
    ['openai_batch/batch_input.jsonl', 'openai_batch', 'custom_id, url and body'],
    ['openai_batch/batch_output.jsonl', 'openai_batch', 'custom_id and response'],
    ['openai_stored/chat_completions_list.json', 'openai_stored', 'chat.completion'],
    ['openai_stored/messages.jsonl', 'openai_stored', 'messages of stored completions'],
    [`${BEDROCK}20260302T091407125Z_0fc07edced8f4d1d.json.gz`, 'bedrock_s3', 'schemaType'],
    [`${BEDROCK}data/698cbe12-4c2f-422e-a7ae-93c2f3529362_input.json.gz`, 'bedrock_s3', 'named as the body'],
    ['bedrock_cloudwatch/000000.gz', 'bedrock_cloudwatch', 'begin with a time'],
    ['azure_apim_llm.jsonl', 'azure_apim_llm', 'sequence number'],
    ['azure_apim_gateway.jsonl', 'azure_apim_gateway', 'GatewayLogs'],
    ['vertex_bq.jsonl', 'vertex_bq', 'full_request and full_response'],
  ])('knows %s as %s and says by what', (file, format, reason) => {
    const recognition = recogniseFormat(sampleFile(file), null);
    expect(recognition?.format.name).toBe(format);
    expect(recognition?.reason).toContain(reason);
  });

  it('knows records that Event Hub or a list wraps', () => {
    const azure = { category: 'RequestResponse', correlationId: 'c', properties: '{}' };
    expect(recognised(fileOf(JSON.stringify({ records: [azure] })))).toBe('azure_openai_rr');
    expect(recognised(fileOf(JSON.stringify({ Records: [{ eventSource: 'bedrock.amazonaws.com', eventName: 'Converse' }] })))).toBe(
      'cloudtrail',
    );
  });

  it('knows a Bedrock record whose schemaType comes last', () => {
    expect(recognised(fileOf([{ requestId: 'r', input: {}, output: {}, schemaType: 'ModelInvocationLog' }]))).toBe('bedrock_s3');
  });

  it('knows the gateway log and the LLM log of one API management apart', () => {
    const operationName = 'Microsoft.ApiManagement/GatewayLogs';
    expect(recognised(fileOf([{ operationName, correlationId: 'c', properties: { url: 'https://a/b' } }]))).toBe('azure_apim_gateway');
    expect(recognised(fileOf([{ OperationName: operationName, CorrelationId: 'c', SequenceNumber: 0 }]))).toBe('azure_apim_llm');
    expect(recognised(fileOf('TimeGenerated [UTC],CorrelationId,SequenceNumber,RequestMessages\n2026-03-02,c,1,[]\n'))).toBe(
      'azure_apim_llm',
    );
  });

  it('leaves records with other requests and responses to other formats', () => {
    expect(recognised(fileOf([{ request: { method: 'GET' }, response: { status: 200 } }]))).toBeUndefined();
  });
});
