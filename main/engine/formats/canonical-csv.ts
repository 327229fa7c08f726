import { headerNames } from './csv-head.ts';
import { CANONICAL_FIELDS, EXCHANGE_MARKS } from './exchange-record.ts';
import { type LogFormat, nameSome } from './log-format.ts';

/** A CSV table with the canonical column names as header; structured columns are JSON text; an empty unquoted cell is null. */
export const canonicalCsv: LogFormat = {
  name: 'canonical-csv',
  idScope: 'canonical',
  framing: 'csv',
  needsMapping: false,
  recognise: (head) => {
    const header = headerNames(head);
    if (header === null || !EXCHANGE_MARKS.some((name) => header.includes(name))) return null;
    return `the CSV header names the canonical columns ${nameSome(CANONICAL_FIELDS.filter((name) => header.includes(name)))}`;
  },
};
