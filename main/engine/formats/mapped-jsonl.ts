import { EXCHANGE_MARKS } from './exchange-record.ts';
import { namesWrittenIn } from './json-head.ts';
import { nameSome, type TableFormat } from './log-format.ts';
import { foreignNames, valueAtPath } from './mapping.ts';

/** JSON objects whose keys or dotted paths a mapping turns into canonical columns. */
export const mappedJsonl: TableFormat = {
  name: 'mapped-jsonl',
  idScope: 'mapped',
  kind: 'mapped',
  framings: ['lines', 'values'],
  recognise: ({ head, records }, plan) => {
    if (plan === null) return null;
    const names = foreignNames(plan, EXCHANGE_MARKS);
    for (const record of records) {
      const present = names.filter((name) => valueAtPath(record, name) !== undefined);
      if (present.length > 0) return `a record is a JSON object with the mapped columns ${nameSome(present)}`;
    }
    if (records.length > 0) return null;
    const written = namesWrittenIn(head, names);
    return written.length > 0 ? `the file opens with a JSON object that names the mapped columns ${nameSome(written)}` : null;
  },
};
