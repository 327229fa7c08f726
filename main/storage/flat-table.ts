/**
 * Reads FlatBuffers tables of Arrow metadata without trusting them: every access is bounds-checked (RangeError), and no loop runs
 * longer than the bytes that are there. The generated readers of apache-arrow check nothing and can be made to loop.
 */
export class FlatTable {
  readonly #view: DataView;
  readonly #position: number;
  readonly #fields: number;
  readonly #fieldsBytes: number;

  private constructor(view: DataView, position: number) {
    this.#view = view;
    this.#position = position;
    this.#fields = position - view.getInt32(position, true);
    this.#fieldsBytes = view.getUint16(this.#fields, true);
  }

  static root(bytes: Uint8Array): FlatTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new FlatTable(view, view.getUint32(0, true));
  }

  int8(field: number, absent: number): number {
    const at = this.#at(field);
    return at === 0 ? absent : this.#view.getInt8(at);
  }

  int16(field: number, absent: number): number {
    const at = this.#at(field);
    return at === 0 ? absent : this.#view.getInt16(at, true);
  }

  int32(field: number, absent: number): number {
    const at = this.#at(field);
    return at === 0 ? absent : this.#view.getInt32(at, true);
  }

  int64(field: number): number {
    const at = this.#at(field);
    return at === 0 ? 0 : int64At(this.#view, at);
  }

  text(field: number): string {
    const start = this.#pointer(field);
    if (start === 0) return '';
    const length = this.#view.getUint32(start, true);
    const bytes = new Uint8Array(this.#view.buffer, this.#view.byteOffset + start + 4, this.#within(start + 4, length));
    return new TextDecoder().decode(bytes);
  }

  table(field: number): FlatTable | null {
    const start = this.#pointer(field);
    return start === 0 ? null : new FlatTable(this.#view, start);
  }

  tables(field: number): FlatTable[] {
    const { start, length } = this.#vector(field, 4);
    return Array.from({ length }, (_, i) => {
      const at = start + i * 4;
      return new FlatTable(this.#view, at + this.#view.getUint32(at, true));
    });
  }

  /** A vector of structs of `bytes` bytes each, read as int64 words. */
  structs(field: number, bytes: number): number[][] {
    const { start, length } = this.#vector(field, bytes);
    return Array.from({ length }, (_, i) =>
      Array.from({ length: bytes / 8 }, (_, word) => int64At(this.#view, start + i * bytes + word * 8)),
    );
  }

  #at(field: number): number {
    const entry = 4 + field * 2;
    if (entry + 2 > this.#fieldsBytes) return 0;
    const offset = this.#view.getUint16(this.#fields + entry, true);
    return offset === 0 ? 0 : this.#position + offset;
  }

  #pointer(field: number): number {
    const at = this.#at(field);
    return at === 0 ? 0 : at + this.#view.getUint32(at, true);
  }

  #vector(field: number, itemBytes: number): { start: number; length: number } {
    const at = this.#pointer(field);
    if (at === 0) return { start: 0, length: 0 };
    const length = this.#view.getUint32(at, true);
    this.#within(at + 4, length * itemBytes);
    return { start: at + 4, length };
  }

  #within(start: number, length: number): number {
    if (start + length > this.#view.byteLength) throw new RangeError('metadata points outside itself');
    return length;
  }
}

function int64At(view: DataView, at: number): number {
  const value = view.getBigInt64(at, true);
  if (value < -9007199254740991n || value > 9007199254740991n) throw new RangeError('metadata holds a number beyond 2^53');
  return Number(value);
}
