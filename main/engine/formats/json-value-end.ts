const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Finds where a JSON value ends, over as many pieces of it as come; looks at brackets and strings only. */
export class JsonValueEnd {
  #depth = 0;
  #inString = false;
  #escaped = false;
  #begun = false;

  /** Index behind the value that began in an earlier call or at bytes[from]; -1 when it goes on behind `to`. */
  find(bytes: Uint8Array, from: number, to: number): number {
    for (let at = from; at < to; at++) {
      const byte = bytes[at] as number;
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === BACKSLASH) this.#escaped = true;
        else if (byte === QUOTE) {
          this.#inString = false;
          if (this.#depth === 0) return at + 1;
        }
        continue;
      }
      switch (byte) {
        case QUOTE:
          if (this.#begun && this.#depth === 0) return at;
          this.#inString = true;
          break;
        case 0x5b:
        case 0x7b:
          if (this.#begun && this.#depth === 0) return at;
          this.#depth++;
          break;
        case 0x5d:
        case 0x7d:
          if (this.#depth === 0) return this.#begun ? at : at + 1;
          if (--this.#depth === 0) return at + 1;
          break;
        case 0x2c:
        case 0x20:
        case 0x0a:
        case 0x0d:
        case 0x09:
          if (this.#begun && this.#depth === 0) return at;
          break;
      }
      this.#begun = true;
    }
    return -1;
  }
}
