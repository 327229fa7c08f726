import type { Json, Message } from '../domain/exchange.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import type { ExchangeFields } from './log-format.ts';
import { RecordReject } from './record-reject.ts';
import { textAt } from './record-values.ts';

/** One turn of a published conversation. */
export interface Turn {
  readonly role: string;
  readonly text: string;
  readonly source: JsonObject;
}

export interface Answer {
  readonly answer: Turn;
  /** The last turn of a user before the answer. */
  readonly question: Turn | null;
  readonly fields: ExchangeFields;
}

/** Every answer repeats what was said before it, so a long conversation grows with the square of its turns. */
const MOST_CHARACTERS = 1 << 28;

const textMessage = (role: string, text: string): Message => ({ role, parts: [{ type: 'text', content: text }] });

/** The turns of a conversation. Throws RecordReject where it is no list of turns with a role and text. */
export function readTurns(list: Json | undefined, roleOf: (turn: JsonObject) => string | null, textName: string): readonly Turn[] {
  if (!Array.isArray(list)) throw new RecordReject('not-an-exchange', 'the record has no list of turns');
  return (list as readonly Json[]).map((source) => {
    const role = isJsonObject(source) ? roleOf(source) : null;
    const text = textAt(source, textName);
    if (!isJsonObject(source) || role === null || text === null) {
      throw new RecordReject('wrong-type', 'the conversation holds a turn without a role or text');
    }
    return { role, text, source };
  });
}

/** One exchange for each answer, with all turns before it as input. Throws RecordReject for a conversation too long to be taken apart. */
export function answersOf(turns: readonly Turn[], conversation: string | null): readonly Answer[] {
  const answers: Answer[] = [];
  const messages = turns.map(({ role, text }) => textMessage(role, text));
  let before = 0;
  let total = 0;
  let question: Turn | null = null;
  for (const [index, answer] of turns.entries()) {
    if (answer.role === 'user') question = answer;
    before += answer.text.length + 1;
    if (answer.role !== 'assistant') continue;
    total += before + index;
    if (total > MOST_CHARACTERS) throw new RecordReject('too-long', 'the conversation has too many turns to be taken apart');
    answers.push({
      answer,
      question,
      fields: {
        ...(conversation === null || conversation === '' ? {} : { exchange_id: `${conversation}/${answers.length + 1}` }),
        conversation_id: conversation,
        operation: 'chat',
        input_messages: messages.slice(0, index),
        output_messages: [{ ...textMessage('assistant', answer.text), finish_reason: null }],
      },
    });
  }
  return answers;
}
