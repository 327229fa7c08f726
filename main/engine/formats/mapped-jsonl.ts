import { EXCHANGE_MARKS } from './exchange-record.ts';
import { firstObjects, namesWrittenIn } from './json-head.ts';
import { type LogFormat, nameSome } from './log-format.ts';
import { foreignNames, valueAtPath } from './mapping.ts';

/** One JSON object a line whose keys or dotted paths a mapping turns into canonical columns. */
export const mappedJsonl: LogFormat = {
  name: 'mapped-jsonl',
  idScope: 'mapped',
  framing: 'lines',
  needsMapping: true,
  recognise: (head, plan) => {
    if (plan === null) return null;
    const { objects, opensObject } = firstObjects(head);
    const names = foreignNames(plan, EXCHANGE_MARKS);
    for (const record of objects) {
      const present = names.filter((name) => valueAtPath(record, name) !== undefined);
      if (present.length > 0) return `a line is a JSON object with the mapped columns ${nameSome(present)}`;
    }
    if (objects.length > 0 || !opensObject) return null;
    const written = namesWrittenIn(head, names);
    return written.length > 0 ? `the file opens with a JSON object that names the mapped columns ${nameSome(written)}` : null;
  },
};
