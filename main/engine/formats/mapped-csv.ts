import { headerNames } from './csv-head.ts';
import { EXCHANGE_MARKS } from './exchange-record.ts';
import { type LogFormat, nameSome } from './log-format.ts';
import { findHeader, foreignNames } from './mapping.ts';

/** A CSV table whose header a mapping turns into canonical columns. */
export const mappedCsv: LogFormat = {
  name: 'mapped-csv',
  idScope: 'mapped',
  framing: 'csv',
  needsMapping: true,
  recognise: (head, plan) => {
    const header = headerNames(head);
    if (plan === null || header === null) return null;
    const present = foreignNames(plan, EXCHANGE_MARKS).filter((name) => findHeader(header, name) >= 0);
    return present.length > 0 ? `the CSV header names the mapped columns ${nameSome(present)}` : null;
  },
};
