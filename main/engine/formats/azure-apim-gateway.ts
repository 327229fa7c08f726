import type { Json } from '../domain/exchange.ts';
import { anthropicRequest, anthropicResponse } from './anthropic-body.ts';
import { azureColumns, columnOf, resourceId } from './azure-columns.ts';
import { combined } from './combined-fields.ts';
import { cutJson } from './cut-json.ts';
import type { ExchangeFields, RecordFormat } from './log-format.ts';
import { openaiOperation, openaiRequest, openaiResponse } from './openai-body.ts';
import { booleanAt, codeAt, flagBits, parsedJson, textAt, timeOf, timeText, urlPath, wholeAt } from './record-values.ts';

const GATEWAY_LOGS = 'Microsoft.ApiManagement/GatewayLogs';

/** Azure API Management's GatewayLogs: who called through the gateway, and the bodies where the operator logs them. */
export const azureApimGateway: RecordFormat = {
  name: 'azure_apim_gateway',
  kind: 'records',
  idScope: 'azure_apim_gateway',
  recognise: ({ records }) => {
    const found = records.map(azureColumns).some((columns) => isOf(columns));
    return found ? 'records have category "GatewayLogs", as those of Azure API Management do' : null;
  },
  exchanges: (record) => {
    const columns = azureColumns(record);
    if (!isOf(columns)) return [];
    const time = timeOf(columnOf(columns, 'time', 'timegenerated'));
    const url = textAt(columnOf(columns, 'url')) ?? textAt(columnOf(columns, 'backendurl'));
    const endpoint = urlPath(url) ?? url;
    const bodies = bodyFields(columns, endpoint);
    return [
      combined(bodies, {
        request_id: codeAt(columnOf(columns, 'correlationid')),
        ts: time === null ? null : timeText(time.us),
        latency_ms: wholeAt(columnOf(columns, 'durationms', 'totaltime')),
        org_id: resourceId(columns),
        account_id: codeAt(columnOf(columns, 'userid')),
        api_key_id: codeAt(columnOf(columns, 'apimsubscriptionid')),
        client_ip: textAt(columnOf(columns, 'calleripaddress')),
        provider: 'azure.ai.openai',
        operation: openaiOperation(endpoint),
        endpoint,
        status_code: wholeAt(columnOf(columns, 'responsecode')),
        flags: (time?.flags ?? 0) | (textAt(columnOf(columns, 'cache'))?.toLowerCase() === 'hit' ? flagBits('gatewayCacheHit') : 0),
      }),
    ];
  },
};

type Columns = ReturnType<typeof azureColumns>;

/** The category, or the table's name in Log Analytics; rows of the LLM log of the same gateway have a sequence number. */
function isOf(columns: Columns): boolean {
  if (columns.has('sequencenumber')) return false;
  const category = textAt(columnOf(columns, 'category'))?.toLowerCase();
  return (
    category === 'gatewaylogs' ||
    textAt(columnOf(columns, 'type')) === 'ApiManagementGatewayLogs' ||
    (category === undefined && textAt(columnOf(columns, 'operationname')) === GATEWAY_LOGS)
  );
}

/** Bodies as the backend saw them stand before those at the front, which policies may still change. */
function bodyFields(columns: Columns, endpoint: string | null): ExchangeFields {
  const request = readBody(columnOf(columns, 'backendrequestbody', 'requestbody'));
  const response = readBody(columnOf(columns, 'backendresponsebody', 'responsebody'));
  const isAnthropic = endpoint?.endsWith('/v1/messages') === true;
  const asked = isAnthropic ? anthropicRequest(request.body) : openaiRequest(request.body);
  const answered = isAnthropic
    ? anthropicResponse(response.body)
    : openaiResponse(response.body, typeof asked.n === 'number' ? asked.n : null);
  return combined({ ...asked, stream: booleanAt(request.body, 'stream') }, answered, { flags: request.flags | response.flags });
}

/** A body's JSON, parsed; bodies are logged up to a limit, so of one that is cut what is whole is read. */
function readBody(value: Json): { readonly body: Json; readonly flags: number } {
  const body = parsedJson(value);
  if (typeof body !== 'string' || !body.trimStart().startsWith('{')) return { body, flags: 0 };
  return { body: cutJson(body), flags: flagBits('textCutBySource') };
}
