import { answersOf, readTurns } from './conversation-turns.ts';
import type { ExchangeFields, RecordFormat } from './log-format.ts';
import { flagBits, hasMembers, listAt, textAt } from './record-values.ts';

/** Conversations of LMSYS-Chat-1M: one exchange for each answer; the set has neither times nor users. */
export const lmsysChat: RecordFormat = {
  name: 'lmsys_chat',
  idScope: 'lmsys_chat',
  kind: 'records',
  recognise: ({ records }) =>
    records.some(
      (record) => hasMembers(record, 'conversation_id', 'turn', 'model') && textAt(listAt(record, 'conversation')[0], 'role') !== null,
    )
      ? 'a record holds a conversation, its conversation_id and its number of turns'
      : null,
  exchanges: (record) => {
    const turns = readTurns(record.conversation, (turn) => textAt(turn, 'role'), 'content');
    const flags = flagBits('usageMissing') | (record.redacted === true ? flagBits('redactedBySource') : 0);
    return answersOf(turns, textAt(record, 'conversation_id')).map(
      ({ fields }): ExchangeFields => ({ ...fields, response_model: textAt(record, 'model'), flags }),
    );
  },
};
