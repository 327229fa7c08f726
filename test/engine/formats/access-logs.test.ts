import { describe, expect, it } from 'vitest';
import { EXCHANGE_FLAGS } from '../../../main/engine/domain/exchange.ts';
import { envoyAccess } from '../../../main/engine/formats/envoy-access.ts';
import { nginxAccess } from '../../../main/engine/formats/nginx-access.ts';
import { recogniseFormat } from '../../../main/engine/formats/registry.ts';
import { expectedRows, fileOf, readRecords, sampleFile } from './read-sample.ts';

const JA4 = 't13d1812h1_85036bcba153_d41ae481755e';
const line = {
  msec: '1772442848.375',
  request_id: 'b86e69566c3591865e13614df0ff26a9',
  remote_addr: '198.51.100.23',
  request_method: 'POST',
  request_uri: '/v1/chat/completions',
  status: '200',
  request_time: '1.250',
  http_user_agent: 'curl/8.5',
};
const call = {
  start_time: '2026-03-02T09:14:07.125Z',
  method: 'POST',
  path: '/v1/chat/completions',
  response_code: 200,
  response_flags: '-',
  duration: 1250,
  request_id: 'ea88da8b',
  downstream_remote_address: '198.51.100.23:40001',
};
const nginx = (changes: object): Record<string, unknown> | undefined => readRecords(nginxAccess, [{ ...line, ...changes }])[0];
const envoy = (changes: object): Record<string, unknown> | undefined => readRecords(envoyAccess, [{ ...call, ...changes }])[0];
const hasFlag = (row: Record<string, unknown> | undefined, flag: keyof typeof EXCHANGE_FLAGS): boolean =>
  ((Number(row?.flags) >> EXCHANGE_FLAGS[flag]) & 1) === 1;

describe('nginx access logs', () => {
  it('gives the rows expected of the sample', () => {
    const rows = readRecords(nginxAccess, sampleFile('nginx_access.jsonl').records);
    expect(rows.map(({ flags: _, exchange_id: __, ...row }) => row)).toEqual(expectedRows('nginx_access'));
  });

  it('takes the duration off the time of the end, whichever variable gives it', () => {
    expect(nginx({})?.ts).toBe('2026-03-02T09:14:07.125Z');
    expect(nginx({ msec: 1772442848.375, request_time: 1.25 })?.ts).toBe('2026-03-02T09:14:07.125Z');
    const local = nginx({ msec: undefined, time_local: '02/Mar/2026:10:14:08 +0100' });
    expect(local?.ts).toBe('2026-03-02T09:14:06.750Z');
    expect(hasFlag(local, 'timeInSeconds')).toBe(true);
    expect(hasFlag(local, 'timeIsEndOfCall')).toBe(false);
  });

  it('remarks that a time is of the end where the duration is missing or a dash', () => {
    for (const request_time of [undefined, '-', '']) {
      const row = nginx({ request_time });
      expect(row).toMatchObject({ ts: '2026-03-02T09:14:08.375Z', latency_ms: null });
      expect(hasFlag(row, 'timeIsEndOfCall')).toBe(true);
    }
  });

  it('takes several upstream times for a retry and nothing for one', () => {
    expect(hasFlag(nginx({ upstream_response_time: '0.400, 0.850' }), 'retryHidden')).toBe(true);
    expect(hasFlag(nginx({ upstream_response_time: '0.400 : 0.850' }), 'retryHidden')).toBe(true);
    expect(hasFlag(nginx({ upstream_response_time: '1.250' }), 'retryHidden')).toBe(false);
    expect(hasFlag(nginx({ upstream_response_time: '-' }), 'retryHidden')).toBe(false);
  });

  it('believes a forwarding header only behind a proxy of the own network, and only its last public address', () => {
    const forwarded = '203.0.113.9, 192.0.2.44, 10.0.0.7';
    expect(nginx({ http_x_forwarded_for: forwarded })?.client_ip).toBe('198.51.100.23');
    expect(nginx({ remote_addr: '10.1.2.3', http_x_forwarded_for: forwarded })?.client_ip).toBe('192.0.2.44');
    expect(nginx({ remote_addr: '10.1.2.3', http_x_forwarded_for: '-' })?.client_ip).toBe('10.1.2.3');
    expect(nginx({ remote_addr: 'unix:', http_x_forwarded_for: 'unknown' })?.client_ip).toBeNull();
  });

  it('leaves out the query of the path, which may hold a key, and requests that ask no model', () => {
    expect(nginx({ request_uri: '/v1/models/g:generate?key=secret' })?.endpoint).toBe('/v1/models/g:generate');
    expect(nginx({ request_method: 'GET' })).toBeUndefined();
    expect(nginx({ request_uri: undefined, request_method: undefined, request: 'GET /health HTTP/1.1' })).toBeUndefined();
    expect(nginx({ request_uri: undefined, request_method: undefined, request: 'POST /v1/messages HTTP/1.1' })?.endpoint).toBe(
      '/v1/messages',
    );
  });

  it('puts the kind before a fingerprint that looks like one', () => {
    expect(nginx({ ssl_ja4: JA4 })?.tls_fingerprint).toBe(`ja4:${JA4}`);
    expect(nginx({ ja3_hash: '0'.repeat(32) })?.tls_fingerprint).toBe(`ja3:${'0'.repeat(32)}`);
    expect(nginx({ ssl_ja4: '-', ja3_hash: 'none' })?.tls_fingerprint).toBeNull();
  });

  it('is not seen in a table that only shares two names', () => {
    expect(recogniseFormat(fileOf([{ request_uri: '/a', status: 'done' }]), null)).toBeNull();
  });
});

describe('Envoy access logs', () => {
  it('gives the rows expected of the sample', () => {
    const rows = readRecords(envoyAccess, sampleFile('envoy_access.jsonl').records);
    expect(rows.map(({ flags: _, exchange_id: __, ...row }) => row)).toEqual(expectedRows('envoy_access'));
  });

  it('takes port and brackets off addresses of both kinds', () => {
    expect(envoy({})?.client_ip).toBe('198.51.100.23');
    expect(envoy({ downstream_remote_address: '[2001:db8::7]:40001' })?.client_ip).toBe('2001:db8::7');
    expect(envoy({ downstream_remote_address: '2001:db8::7' })?.client_ip).toBe('2001:db8::7');
    expect(envoy({ downstream_remote_address: '/var/run/x.sock' })?.client_ip).toBeNull();
    expect(envoy({ downstream_remote_address: '[fd00::1]:1', x_forwarded_for: '[2001:db8::9]:443' })?.client_ip).toBe('2001:db8::9');
  });

  it('reads a dash as nothing and no response as no status', () => {
    expect(envoy({ tls_ja4_fingerprint: '-', user_agent: '-' })).toMatchObject({
      tls_fingerprint: null,
      user_agent: null,
      error_type: null,
    });
    expect(envoy({ response_code: 0, response_flags: 'DC' })).toMatchObject({ status_code: null, error_type: 'DC' });
  });

  it('is not seen in a table of calls that only shares its times and status', () => {
    const record = { start_time: '2026-03-02T09:14:07.125Z', response_code: 200, duration: 12, request_id: 'r', prompt: 'Hi', model: 'm' };
    expect(recogniseFormat(fileOf([record]), null)?.format.name).toBe('mapped-jsonl');
  });

  it('takes the account that an operator adds to its lines', () => {
    expect([envoy({ account_id: 'acct_1' })?.account_id, nginx({ account_id: 'acct_1' })?.account_id]).toEqual(['acct_1', 'acct_1']);
    expect(nginx({ account_id: '-', remote_user: 'ann' })?.account_id).toBe('ann');
  });

  it('remarks attempts that one line hides', () => {
    expect(hasFlag(envoy({ upstream_request_attempt_count: '3' }), 'retryHidden')).toBe(true);
    expect(hasFlag(envoy({ upstream_request_attempt_count: '1' }), 'retryHidden')).toBe(false);
  });
});
