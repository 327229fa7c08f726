import { CANONICAL_FIELDS, EXCHANGE_MARKS } from './exchange-record.ts';
import { nameSome, type TableFormat } from './log-format.ts';

/** A CSV table with the canonical column names as header; structured columns are JSON text; an empty unquoted cell is null. */
export const canonicalCsv: TableFormat = {
  name: 'canonical-csv',
  idScope: 'canonical',
  kind: 'canonical',
  framings: ['csv'],
  recognise: ({ columns }) => {
    if (columns === null || !EXCHANGE_MARKS.some((name) => columns.includes(name))) return null;
    return `the CSV header names the canonical columns ${nameSome(CANONICAL_FIELDS.filter((name) => columns.includes(name)))}`;
  },
};
