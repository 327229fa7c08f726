import { hash } from 'node:crypto';
import type { ExchangeDraft } from '../engine/formats/exchange-draft.ts';
import { columnNumber } from '../engine/formats/exchange-record.ts';

const ACCOUNT = columnNumber('account_id');
const STARTED_AT = columnNumber('ts');
const REQUEST = columnNumber('request_id');
const RESPONSE = columnNumber('response_id');

/**
 * The 16 bytes of a record's exchange id. One that the source gives is kept. Else it is the first half of SHA-256 over the format's id scope and
 * the record's own id with account and start time (clients may choose request ids, so those alone do not tell exchanges apart), or the record's bytes.
 * Parts are separated by NUL, which neither accounts nor times hold, and the last part tells which of these it is. `ordinal` tells the exchanges of
 * one record apart where they bring no id.
 */
export function exchangeIdOf(draft: ExchangeDraft, scope: string, record: Buffer, ordinal: number): Buffer {
  const { cells, exchangeId, exchangeIdText } = draft;
  if (exchangeId !== null) return Buffer.from(exchangeId, 'hex');
  if (exchangeIdText !== null) return hashed(`${scope}\0${exchangeIdText}\0given`);
  const id = cells[REQUEST] || cells[RESPONSE] || null;
  if (id !== null) return hashed(`${scope}\0${id}\0${cells[ACCOUNT] ?? ''}\0${cells[STARTED_AT] ?? ''}`);
  return hashed(Buffer.concat([Buffer.from(`${scope}\0`), record, Buffer.from(ordinal === 0 ? '\0record' : `\0record\0${ordinal}`)]));
}

function hashed(named: string | Buffer): Buffer {
  return hash('sha256', named, 'buffer').subarray(0, 16);
}
