import { answersOf, readTurns } from './conversation-turns.ts';
import type { ExchangeFields, RecordFormat } from './log-format.ts';
import { flagBits, listAt, textAt, valueAt } from './record-values.ts';

const ROLES: ReadonlyMap<string, string> = new Map([
  ...['human', 'user'].map((name) => [name, 'user'] as const),
  ...['gpt', 'chatgpt', 'assistant', 'bing', 'bard'].map((name) => [name, 'assistant'] as const),
]);

/** Conversations in the form of ShareGPT (`from` and `value`): one exchange for each answer. */
export const sharegpt: RecordFormat = {
  name: 'sharegpt',
  idScope: 'sharegpt',
  kind: 'records',
  recognise: ({ records }) =>
    records.some((record) => {
      const turn = listAt(record, 'conversations')[0];
      return textAt(turn, 'from') !== null && textAt(turn, 'value') !== null;
    })
      ? 'a record holds conversations whose turns have from and value'
      : null,
  exchanges: (record) => {
    const turns = readTurns(record.conversations, ({ from }) => (typeof from === 'string' ? (ROLES.get(from) ?? from) : null), 'value');
    const id = valueAt(record, 'id');
    const conversation = typeof id === 'string' || Number.isSafeInteger(id) ? String(id) : null;
    return answersOf(turns, conversation).map(
      ({ fields }): ExchangeFields => ({
        ...fields,
        response_model: textAt(record, 'model'),
        flags: flagBits('usageMissing'),
      }),
    );
  },
};
