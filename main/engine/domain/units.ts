/** Milliseconds since 1970-01-01T00:00:00Z, or a span of milliseconds. */
export type Milliseconds = number;
/** Microseconds since 1970-01-01T00:00:00Z. Exact up to the year 2255 in a double. */
export type Microseconds = number;
/** A count of bytes, or a position in a decompressed stream. */
export type Bytes = number;
/** A probability or share, 0 to 1. */
export type Share = number;
/** Lower-case hexadecimal SHA-256. */
export type Sha256 = string & { readonly brand?: 'Sha256' };

/** The identifier a source gives an account. Never parsed, never shown as markup. */
export type AccountId = string & { readonly brand?: 'AccountId' };
/** `c-` and ten hexadecimal digits derived from the sorted member accounts: the same members give the same id. */
export type CampaignId = string & { readonly brand?: 'CampaignId' };
/** Position of an exchange in a case: rows count from 0 in import order, masked rows excluded. */
export type RowNumber = number & { readonly brand?: 'RowNumber' };
/** Calendar day in UTC, `YYYY-MM-DD`. */
export type Day = string & { readonly brand?: 'Day' };
