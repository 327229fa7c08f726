import { EXCHANGE_MARKS } from './exchange-record.ts';
import { nameSome, type TableFormat } from './log-format.ts';
import { findHeader, foreignNames } from './mapping.ts';

/** A CSV table whose header a mapping turns into canonical columns. */
export const mappedCsv: TableFormat = {
  name: 'mapped-csv',
  idScope: 'mapped',
  kind: 'mapped',
  framings: ['csv'],
  recognise: ({ columns }, plan) => {
    if (plan === null || columns === null) return null;
    const present = foreignNames(plan, EXCHANGE_MARKS).filter((name) => findHeader(columns, name) >= 0);
    return present.length > 0 ? `the CSV header names the mapped columns ${nameSome(present)}` : null;
  },
};
