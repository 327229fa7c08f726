import type { Json, Message } from '../domain/exchange.ts';
import { MESSAGE_FORM, type MessageForm } from '../domain/exchange-columns.ts';

const CELLS = 64;

/** One exchange while it is read: cells by column number (text, JSON text, whole number, microseconds), reused from record to record. */
export class ExchangeDraft {
  readonly cells: (string | number | null)[] = new Array<string | number | null>(CELLS).fill(null);
  /** The source's own exchange id as 32 lower-case hexadecimal digits, null when it gives no such id. */
  exchangeId: string | null = null;
  /** The source's own exchange id where it is other text, of which the exchange id is a hash. */
  exchangeIdText: string | null = null;
  flags = 0;
  inputForm: MessageForm = MESSAGE_FORM.absent;
  outputForm: MessageForm = MESSAGE_FORM.absent;
  /** The messages behind `input_messages` where they are stored. */
  inputMessages: readonly Message[] | null = null;

  clear(): void {
    this.cells.fill(null);
    this.exchangeId = null;
    this.exchangeIdText = null;
    this.flags = 0;
    this.inputForm = MESSAGE_FORM.absent;
    this.outputForm = MESSAGE_FORM.absent;
    this.inputMessages = null;
  }

  /** As held in the facts file: input form + 4 * output form. */
  get messageForm(): number {
    return this.inputForm + 4 * this.outputForm;
  }
}

export type JsonObject = { readonly [key: string]: Json };

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
