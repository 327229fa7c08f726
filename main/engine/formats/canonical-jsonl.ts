import { CANONICAL_FIELDS, EXCHANGE_MARKS } from './exchange-record.ts';
import { namesWrittenIn } from './json-head.ts';
import { nameSome, type TableFormat } from './log-format.ts';

/** JSON objects with the canonical column names as keys, as `stillhunt exchanges` prints. */
export const canonicalJsonl: TableFormat = {
  name: 'canonical-jsonl',
  idScope: 'canonical',
  kind: 'canonical',
  framings: ['lines', 'values'],
  recognise: ({ head, records }) => {
    for (const record of records) {
      if (!EXCHANGE_MARKS.some((name) => Object.hasOwn(record, name))) continue;
      const names = CANONICAL_FIELDS.filter((name) => Object.hasOwn(record, name));
      return `a record is a JSON object with the canonical columns ${nameSome(names)}`;
    }
    if (records.length > 0) return null;
    const names = namesWrittenIn(head, EXCHANGE_MARKS);
    return names.length > 0 ? `the file opens with a JSON object that names the canonical columns ${nameSome(names)}` : null;
  },
};
