import type { JsonObject } from './exchange-draft.ts';
import type { RecordFormat } from './log-format.ts';
import { codeAt, flagBits, textAt } from './record-values.ts';

/** Calls of a model among the events of Bedrock. */
const CALLS = new Set(['Converse', 'ConverseStream', 'InvokeModel', 'InvokeModelWithResponseStream', 'InvokeModelWithBidirectionalStream']);

function isBedrock(event: JsonObject): boolean {
  return textAt(event, 'eventSource')?.startsWith('bedrock') ?? false;
}

/** AWS CloudTrail events of Bedrock calls: who called which model from where; no content. */
export const cloudtrail: RecordFormat = {
  name: 'cloudtrail',
  kind: 'records',
  idScope: 'cloudtrail',
  recognise: ({ records }) => {
    const events = records.filter((record) => textAt(record, 'eventSource') !== null && textAt(record, 'eventName') !== null);
    return events.length > 0 ? 'records have eventSource and eventName, as CloudTrail events do' : null;
  },
  exchanges: (event) => {
    const call = textAt(event, 'eventName');
    if (call === null || !CALLS.has(call) || !isBedrock(event)) return [];
    return [
      {
        request_id: codeAt(event, 'requestID') ?? codeAt(event, 'eventID'),
        ts: textAt(event, 'eventTime'),
        account_id: textAt(event, 'userIdentity', 'arn') ?? textAt(event, 'userIdentity', 'principalId'),
        org_id: codeAt(event, 'recipientAccountId') ?? codeAt(event, 'userIdentity', 'accountId'),
        api_key_id: textAt(event, 'userIdentity', 'accessKeyId'),
        client_ip: textAt(event, 'sourceIPAddress'),
        user_agent: textAt(event, 'userAgent'),
        provider: 'aws.bedrock',
        operation: 'chat',
        request_model: textAt(event, 'requestParameters', 'modelId'),
        endpoint: call,
        stream: call.endsWith('Stream'),
        error_type: textAt(event, 'errorCode'),
        flags: flagBits('inputMissing', 'outputMissing'),
      },
    ];
  },
};
