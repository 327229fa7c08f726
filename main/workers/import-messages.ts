import { hash } from 'node:crypto';
import type { Message } from '../engine/domain/exchange.ts';

/** Shorter messages are not worth a reference. */
const LEAST_CHARACTERS = 64;

/** Base64 of 16 bytes. */
const ID_CHARACTERS = 22;

/** Finds messages of a segment's earlier rows again, by message id: the first half of SHA-256 over the message's JSON. */
export class SharedMessages {
  /** Reference by id. */
  readonly #places = new Map<string, string>();

  /** Forgets all, for a new segment. */
  clear(): void {
    this.#places.clear();
  }

  /** JSON of a row's messages with references in place of those that an earlier row holds; null when there are none. */
  write(messages: readonly Message[], row: number): string | null {
    let shared = false;
    const items = messages.map((message, place) => {
      const json = JSON.stringify(message);
      if (json.length < LEAST_CHARACTERS) return json;
      const id = hash('sha256', json, 'base64').slice(0, ID_CHARACTERS);
      const known = this.#places.get(id);
      if (known === undefined) {
        this.#places.set(id, `[${row},${place}]`);
        return json;
      }
      shared = true;
      return known;
    });
    return shared ? `[${items.join(',')}]` : null;
  }
}
