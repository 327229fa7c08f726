import { clientAddress, isModelMethod, loggedFingerprint, loggedPath, loggedText } from './access-log-values.ts';
import type { JsonObject } from './exchange-draft.ts';
import type { ExchangeFields, RecordFormat } from './log-format.ts';
import { flagBits, numberAt, rounded, timeOf, timeText, valueAt, wholeAt } from './record-values.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const REQUEST_LINE = /^([A-Z]+) (\S+)/;
const MOST_SECONDS = 1_000_000;
const TIME_NAMES = ['msec', 'time_iso8601', 'time_local'];

/** Lines of nginx's `log_format` with `escape=json`, whose members have the names of the variables. */
export const nginxAccess: RecordFormat = {
  name: 'nginx_access',
  idScope: 'nginx_access',
  kind: 'records',
  recognise: ({ records }) =>
    records.some(isAccessLine) ? 'a record has members named as the request, status and time variables of nginx' : null,
  exchanges: (record) => {
    const [, lineMethod, lineUri] = REQUEST_LINE.exec(loggedText(record, 'request') ?? '') ?? [];
    if (!isModelMethod(loggedText(record, 'request_method') ?? lineMethod ?? null)) return [];
    const duration = secondsOf(record, 'request_time');
    const upstream = loggedText(record, 'upstream_response_time') ?? '';
    return [
      {
        request_id: loggedText(record, 'request_id', 'http_x_request_id'),
        // Operators add what their authentication knows; these are the names of the canonical form.
        account_id: loggedText(record, 'account_id', 'remote_user'),
        api_key_id: loggedText(record, 'api_key_id'),
        ...startOf(record, duration, /[,:]/.test(upstream)),
        latency_ms: rounded(duration, 1000),
        client_ip: clientAddress(loggedText(record, 'remote_addr'), loggedText(record, 'http_x_forwarded_for')),
        user_agent: loggedText(record, 'http_user_agent'),
        tls_fingerprint: loggedFingerprint(
          loggedText(record, 'ssl_ja4', 'ja4', 'http_x_ja4'),
          loggedText(record, 'ssl_ja3_hash', 'ja3_hash', 'ja3'),
        ),
        endpoint: loggedPath(loggedText(record, 'request_uri', 'uri') ?? lineUri ?? null),
        status_code: wholeAt(record, 'status'),
      },
    ];
  },
};

function isAccessLine(record: JsonObject): boolean {
  const hasRequest = ['request_uri', 'uri', 'request'].some((name) => typeof record[name] === 'string');
  const isTimed = TIME_NAMES.some((name) => Object.hasOwn(record, name));
  return (
    hasRequest &&
    isTimed &&
    Object.hasOwn(record, 'status') &&
    ['remote_addr', 'request_time', 'http_user_agent'].some((n) => Object.hasOwn(record, n))
  );
}

function secondsOf(record: JsonObject, name: string): number | null {
  const seconds = numberAt(record, name);
  return seconds === null || seconds < 0 || seconds > MOST_SECONDS ? null : seconds;
}

/** The log's times are of the end of the call; the start follows where the duration is known. */
function startOf(record: JsonObject, duration: number | null, isRetried: boolean): Pick<ExchangeFields, 'ts' | 'flags'> {
  const end =
    timeOf(valueAt(record, 'msec')) ?? timeOf(valueAt(record, 'time_iso8601')) ?? timeOf(localTime(loggedText(record, 'time_local')));
  const flags =
    flagBits('inputMissing', 'outputMissing', 'usageMissing') |
    (isRetried ? flagBits('retryHidden') : 0) |
    (end === null ? 0 : end.flags | (duration === null ? flagBits('timeIsEndOfCall') : 0));
  return { ts: end === null ? null : timeText(end.us - Math.round((duration ?? 0) * 1_000_000)), flags };
}

/** `02/Mar/2026:09:14:08 +0000` in ISO 8601. */
function localTime(text: string | null): string | null {
  const match = /^(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):([\d:]{8}) ([+-]\d{4})$/.exec(text ?? '');
  const month = MONTHS.indexOf(match?.[2] ?? '') + 1;
  return match === null || month === 0 ? null : `${match[3]}-${String(month).padStart(2, '0')}-${match[1]}T${match[4]}${match[5]}`;
}
