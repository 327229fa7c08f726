import { isJsonObject } from './exchange-draft.ts';
import { CANONICAL_FIELDS, EXCHANGE_MARKS } from './exchange-record.ts';
import { firstObjects, namesWrittenIn } from './json-head.ts';
import { type LogFormat, nameSome } from './log-format.ts';

/** One JSON object a line with the canonical column names as keys, as `stillhunt exchanges` prints. */
export const canonicalJsonl: LogFormat = {
  name: 'canonical-jsonl',
  idScope: 'canonical',
  framing: 'lines',
  needsMapping: false,
  recognise: (head) => {
    const { objects, opensObject } = firstObjects(head);
    for (const record of objects) {
      if (!isJsonObject(record) || !EXCHANGE_MARKS.some((name) => Object.hasOwn(record, name))) continue;
      const names = CANONICAL_FIELDS.filter((name) => Object.hasOwn(record, name));
      return `a line is a JSON object with the canonical columns ${nameSome(names)}`;
    }
    if (objects.length > 0 || !opensObject) return null;
    const names = namesWrittenIn(head, EXCHANGE_MARKS);
    return names.length > 0 ? `the file opens with a JSON object that names the canonical columns ${nameSome(names)}` : null;
  },
};
