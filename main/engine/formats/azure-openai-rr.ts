import { azureColumns, columnOf, resourceId } from './azure-columns.ts';
import type { RecordFormat } from './log-format.ts';
import { openaiOperation } from './openai-body.ts';
import { codeAt, flagBits, textAt, timeOf, timeText, wholeAt } from './record-values.ts';

const CATEGORY = 'requestresponse';

/** Azure OpenAI's diagnostic category RequestResponse: who called which deployment, no content and no tokens. */
export const azureOpenaiRr: RecordFormat = {
  name: 'azure_openai_rr',
  kind: 'records',
  idScope: 'azure_openai_rr',
  recognise: ({ records }) => {
    const found = records.map(azureColumns).some((columns) => isOf(columns) && columnOf(columns, 'correlationid') !== null);
    return found ? 'records have category "RequestResponse" and a correlation id' : null;
  },
  exchanges: (record) => {
    const columns = azureColumns(record);
    if (!isOf(columns)) return [];
    const latency = wholeAt(columnOf(columns, 'durationms'));
    const requested = timeOf(columnOf(columns, 'requesttime'));
    const logged = timeOf(columnOf(columns, 'time', 'timegenerated'));
    const address = textAt(columnOf(columns, 'calleripaddress'));
    const endpoint = textAt(columnOf(columns, 'operationname'));
    const streamType = textAt(columnOf(columns, 'streamtype'));
    return [
      {
        request_id: codeAt(columnOf(columns, 'correlationid')),
        ts: requested !== null ? timeText(requested.us) : logged === null ? null : timeText(logged.us),
        latency_ms: latency === null ? null : Math.abs(latency),
        org_id: resourceId(columns),
        account_id: textAt(columnOf(columns, 'objectid')),
        client_ip: address,
        provider: 'azure.ai.openai',
        operation: openaiOperation(endpoint) ?? 'chat',
        request_model: textAt(columnOf(columns, 'modeldeploymentname')),
        response_model: textAt(columnOf(columns, 'modelname')),
        endpoint,
        stream: streamType === null ? null : streamType.toLowerCase() === 'streaming',
        status_code: wholeAt(columnOf(columns, 'resultsignature')),
        flags:
          flagBits('inputMissing', 'outputMissing') |
          (address?.includes('*') === true ? flagBits('ipMasked') : 0) |
          (requested === null && logged !== null ? flagBits('timeIsEndOfCall') | logged.flags : 0),
      },
    ];
  },
};

function isOf(columns: ReturnType<typeof azureColumns>): boolean {
  return textAt(columnOf(columns, 'category'))?.toLowerCase() === CATEGORY;
}
