import type { Json } from '../domain/exchange.ts';
import { codeAt } from './record-values.ts';

const CONVERSATION = ['conversation', 'conversation_id', 'conversationId', 'session', 'session_id', 'sessionId', 'thread_id'];
const END_USER = ['end_user', 'end_user_id', 'user', 'user_id', 'userId'];

/** What the labels that callers may attach to a call say by common names; there is no fixed convention. */
export function conversationLabel(labels: Json): string | null {
  return firstOf(labels, CONVERSATION);
}

export function endUserLabel(labels: Json): string | null {
  return firstOf(labels, END_USER);
}

function firstOf(labels: Json, names: readonly string[]): string | null {
  for (const name of names) {
    const found = codeAt(labels, name);
    if (found !== null) return found;
  }
  return null;
}
