import { clientAddress, isModelMethod, loggedFingerprint, loggedPath, loggedText } from './access-log-values.ts';
import type { RecordFormat } from './log-format.ts';
import { flagBits, hasMembers, numberAt, timeOf, timeText, valueAt, wholeAt } from './record-values.ts';

const OWN = ['response_flags', 'downstream_remote_address', 'upstream_host', 'upstream_cluster', 'upstream_service_time'];

/** Lines of Envoy's access log as JSON, with the member names of its documentation. */
export const envoyAccess: RecordFormat = {
  name: 'envoy_access',
  idScope: 'envoy_access',
  kind: 'records',
  recognise: ({ records }) =>
    records.some((record) => hasMembers(record, 'start_time', 'response_code') && OWN.some((name) => Object.hasOwn(record, name)))
      ? 'a record has start_time, response_code and other members of an Envoy access log'
      : null,
  exchanges: (record) => {
    if (!isModelMethod(loggedText(record, 'method'))) return [];
    const start = timeOf(valueAt(record, 'start_time'));
    const status = wholeAt(record, 'response_code');
    const attempts = numberAt(record, 'upstream_request_attempt_count') ?? 1;
    const peer = loggedText(record, 'downstream_remote_address', 'downstream_remote_address_without_port');
    return [
      {
        request_id: loggedText(record, 'request_id', 'x_request_id'),
        account_id: loggedText(record, 'account_id'),
        api_key_id: loggedText(record, 'api_key_id'),
        ts: start === null ? null : timeText(start.us),
        latency_ms: wholeAt(record, 'duration'),
        client_ip: clientAddress(peer, loggedText(record, 'x_forwarded_for')),
        user_agent: loggedText(record, 'user_agent'),
        tls_fingerprint: loggedFingerprint(loggedText(record, 'tls_ja4_fingerprint'), loggedText(record, 'tls_ja3_fingerprint')),
        endpoint: loggedPath(loggedText(record, 'x_envoy_original_path', 'path')),
        status_code: status === 0 ? null : status,
        error_type: loggedText(record, 'response_flags'),
        flags:
          flagBits('inputMissing', 'outputMissing', 'usageMissing') | (start?.flags ?? 0) | (attempts > 1 ? flagBits('retryHidden') : 0),
      },
    ];
  },
};
