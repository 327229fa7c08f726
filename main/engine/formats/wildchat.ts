import type { Json } from '../domain/exchange.ts';
import { answersOf, readTurns } from './conversation-turns.ts';
import { countryCode } from './country-names.ts';
import { isJsonObject } from './exchange-draft.ts';
import type { ExchangeFields, RecordFormat } from './log-format.ts';
import { flagBits, hasMembers, numberAt, textAt, valueAt, wholeAt } from './record-values.ts';

/** Conversations of the WildChat sets: one exchange for each answer; network facts stand on the user's turn, the time on the answer. */
export const wildchat: RecordFormat = {
  name: 'wildchat',
  idScope: 'wildchat',
  kind: 'records',
  recognise: ({ records }) =>
    records.some((record) => hasMembers(record, 'conversation_hash') && Array.isArray(record.conversation))
      ? 'a record holds a conversation and its conversation_hash'
      : null,
  exchanges: (record) => {
    const turns = readTurns(record.conversation, (turn) => textAt(turn, 'role'), 'content');
    return answersOf(turns, textAt(record, 'conversation_hash')).map(({ answer, question, fields }): ExchangeFields => {
      const ip = textAt(question?.source, 'hashed_ip');
      const ts = timeOfTurn(answer.source.timestamp) ?? timeOfTurn(answer.source.created);
      const isRedacted = answer.source.redacted === true || question?.source.redacted === true;
      return {
        ...fields,
        request_id: idText(answer.source.turn_identifier),
        response_id: textAt(answer.source, 'openai_id'),
        ts,
        response_model: textAt(record, 'model'),
        client_ip: ip === null || ip === '' ? null : `h:${ip}`,
        user_agent: textAt(question?.source, 'header', 'user-agent'),
        country: countryCode(textAt(question?.source, 'country')),
        temperature: numberAt(answer.source, 'temperature'),
        top_p: numberAt(answer.source, 'top_p'),
        input_tokens: wholeAt(answer.source, 'usage', 'prompt_tokens'),
        output_tokens: wholeAt(answer.source, 'usage', 'completion_tokens'),
        flags:
          (ts === null ? 0 : flagBits('timeIsEndOfCall')) |
          (ip === null ? 0 : flagBits('ipMasked')) |
          (isRedacted ? flagBits('redactedBySource') : 0) |
          (isJsonObject(valueAt(answer.source, 'usage')) ? 0 : flagBits('usageMissing')),
      };
    });
  },
};

const idText = (value: Json | undefined): string | null => (typeof value === 'number' || typeof value === 'string' ? String(value) : null);
const timeOfTurn = (value: Json | undefined): string | number | null =>
  typeof value === 'number' || (typeof value === 'string' && value !== '') ? value : null;
