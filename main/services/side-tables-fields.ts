import { hash } from 'node:crypto';
import type { SideTableKind } from '../engine/domain/sources.ts';
import { readTime, type TimeFormat } from '../engine/formats/times.ts';

/**
 * Fields that a side table can give. `key` finds exchanges, `column` fills a column of them, `attribute` is kept with the account. One may be a key of
 * one kind and a column of another.
 */
export const SIDE_FIELDS: Readonly<Record<SideTableKind, Readonly<Record<string, 'key' | 'column' | 'attribute'>>>> = {
  accounts: {
    account_id: 'key',
    org_id: 'column',
    payment_hash: 'column',
    country: 'column',
    email: 'attribute',
    email_hash: 'attribute',
    email_domain_hash: 'attribute',
    signed_up_at: 'attribute',
    plan: 'attribute',
  },
  edge: {
    request_id: 'key',
    ts: 'key',
    client_ip: 'column',
    tls_fingerprint: 'column',
    asn: 'column',
    user_agent: 'column',
    country: 'column',
  },
  'api-keys': { api_key_id: 'key', account_id: 'column', org_id: 'column' },
};

export const SIDE_FIELD_NAMES: readonly string[] = [...new Set(Object.values(SIDE_FIELDS).flatMap((fields) => Object.keys(fields)))];

/** Column names, in lower-case letters and digits, that mean a field; the first that a table has is taken. */
export const SIDE_SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  account_id: ['accountid', 'account', 'acctid', 'acct', 'customerid', 'customer', 'userid', 'user', 'uid'],
  org_id: ['orgid', 'org', 'organizationid', 'organisationid', 'organization', 'organisation', 'tenantid', 'workspaceid', 'teamid'],
  api_key_id: ['apikeyid', 'keyid', 'apikeyhash', 'keyhash', 'apikey', 'keyalias', 'apikeyalias', 'key', 'apitoken', 'token'],
  payment_hash: [
    'paymenthash',
    'cardhash',
    'paymentfingerprint',
    'cardfingerprint',
    'paymentmethodhash',
    'instrumenthash',
    'cardnumber',
    'creditcard',
    'creditcardnumber',
    'ccnumber',
    'pan',
    'iban',
    'card',
  ],
  email_domain_hash: ['emaildomainhash', 'domainhash', 'emaildomain', 'maildomain', 'domain'],
  email_hash: ['emailhash', 'mailhash'],
  email: ['email', 'emailaddress', 'mail', 'usermail', 'useremail', 'accountemail', 'contactemail'],
  signed_up_at: [
    'signedupat',
    'signupat',
    'signuptime',
    'signupts',
    'signupdate',
    'signup',
    'createdat',
    'created',
    'registeredat',
    'registrationdate',
  ],
  plan: ['plan', 'plantype', 'tier', 'subscription', 'subscriptionplan', 'pricingplan'],
  country: ['country', 'countrycode', 'billingcountry', 'signupcountry', 'geocountry', 'clientcountry', 'geoipcountrycode'],
  request_id: ['requestid', 'reqid', 'xrequestid', 'correlationid', 'clientrequestid'],
  ts: ['ts', 'timestamp', 'time', 'requesttime', 'starttime', 'eventtime', 'datetime', 'timeiso8601', 'msec', 'at', 'date'],
  client_ip: ['clientip', 'remoteaddr', 'ip', 'ipaddress', 'sourceip', 'sourceipaddress', 'srcip', 'clientaddress', 'xforwardedfor'],
  tls_fingerprint: ['tlsfingerprint', 'ja4', 'ja4hash', 'ja4fingerprint', 'tlsja4', 'ja3', 'ja3hash', 'ja3fingerprint', 'tlsja3'],
  asn: ['asn', 'clientasn', 'asnumber', 'autonomoussystem', 'geoasn', 'srcasn'],
  user_agent: ['useragent', 'httpuseragent', 'ua', 'clientuseragent'],
};

/** Columns whose name says that they hold what a case must not keep in clear. */
const SECRET_NAMES = /^(?:cardnumber|creditcard(?:number)?|ccnumber|pan|iban|card|emaildomain|maildomain|domain)$/;
const SECRET_KEY = /^(?:sk|pk|rk|ak)[-_][\w-]{16,}$|^(?:AKIA|ASIA)[0-9A-Z]{16}$/;
const HASHED = /^(?:sha\d+:|md5:|hmac:)|^[0-9a-f]{32,128}$/i;
const EMAIL = /^[^\s@]+@([^\s@]+)$/;

export const plainName = (column: string): string => column.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** The form in which the case keeps a raw secret. */
export function hashedSecret(text: string): string {
  return `sha256:${hash('sha256', text, 'hex')}`;
}

/** Whether the values of a column are hashed on the way in, by its field and name; values that are secrets by their looks are hashed in any case. */
export function isHashedColumn(field: string | null, column: string): boolean {
  return field === 'email' || ((field === 'payment_hash' || field === 'email_domain_hash') && SECRET_NAMES.test(plainName(column)));
}

/**
 * What a case keeps of a value: times as microseconds, autonomous systems as digits, cards, e-mail addresses, their domains and API keys as hashes. Null
 * where the value is none.
 */
export function keptValue(field: string, column: string, text: string, timeFormat: TimeFormat): string | null {
  switch (field) {
    case 'ts': {
      const time = readTime(text, timeFormat);
      return time === null ? null : String(time.us);
    }
    case 'signed_up_at': {
      const time = readTime(text, timeFormat);
      return time === null ? text : new Date(time.us / 1000).toISOString();
    }
    case 'asn': {
      const digits = /^(?:AS)?(\d{1,10})$/i.exec(text.trim())?.[1];
      const number = Number(digits ?? 0);
      return number > 0 && number <= 0xffffffff ? String(number) : null;
    }
    case 'payment_hash': {
      const digits = text.replaceAll(/[ -]/g, '');
      const isRaw = (isHashedColumn(field, column) && !HASHED.test(text)) || isCardNumber(digits);
      return isRaw ? hashedSecret(digits) : text;
    }
    case 'email_domain_hash':
      return HASHED.test(text) ? text : hashedSecret(text.trim().toLowerCase());
    case 'email_hash':
      return EMAIL.test(text) ? hashedSecret(text.trim().toLowerCase()) : text;
    case 'api_key_id':
      return SECRET_KEY.test(text) ? hashedSecret(text) : text;
    default:
      return text;
  }
}

/** What is kept of an e-mail address: hashes of it and of its domain. */
export function emailHashes(text: string): { readonly email_hash: string; readonly email_domain_hash: string | null } {
  const address = text.trim().toLowerCase();
  const domain = EMAIL.exec(address)?.[1];
  return {
    email_hash: HASHED.test(address) ? address : hashedSecret(address),
    email_domain_hash: domain === undefined ? null : hashedSecret(domain),
  };
}

/** 13 to 19 digits whose check digit is right (Luhn). */
function isCardNumber(digits: string): boolean {
  if (!/^\d{13,19}$/.test(digits)) return false;
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place]);
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
