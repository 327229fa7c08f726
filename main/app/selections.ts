import { Failure } from '../engine/domain/failure.ts';

const KEPT = 8;

/** What the user chose by a dialog or a drop, by number: the page names the number, never a path. The last few are kept. */
export class Selections<T> {
  readonly #chosen = new Map<number, T | null>();
  #last = 0;

  /** The number of a choice that is still being looked at. */
  open(): number {
    this.#last += 1;
    this.#chosen.set(this.#last, null);
    const oldest = this.#chosen.keys().next();
    if (this.#chosen.size > KEPT && !oldest.done) this.#chosen.delete(oldest.value);
    return this.#last;
  }

  fill(selectionId: number, value: T): void {
    if (this.#chosen.has(selectionId)) this.#chosen.set(selectionId, value);
  }

  /** Throws file-missing for a choice that is not known, or not looked at yet. */
  get(selectionId: number): T {
    const value = this.#chosen.get(selectionId);
    if (value === undefined || value === null) {
      throw new Failure('file-missing', 'the files that were chosen are not known any more', { selectionId });
    }
    return value;
  }
}
