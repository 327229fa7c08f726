import { PairCounter } from '../links/pair-counter.ts';
import type { DistinctSkeletons } from './distinct-skeletons.ts';
import { FILED_UNDER, type TemplateFamilies } from './families.ts';

/** Finds the family of a prompt that was not there when families were found, by its opening and closing words. */
export class FamilyByEnds {
  readonly #wrappers = new FamilyIndex();
  readonly #heads = new FamilyIndex();
  readonly #tails = new FamilyIndex();
  readonly #sizeOf: Uint32Array;

  constructor(skeletons: DistinctSkeletons, { familyOf, familyCount, filedUnder }: TemplateFamilies) {
    this.#sizeOf = new Uint32Array(familyCount);
    for (let i = 0; i < skeletons.count; i++) {
      const family = familyOf[i] as number;
      this.#sizeOf[family] = (this.#sizeOf[family] as number) + 1;
      const [head, tail] = [skeletons.head[i] as number, skeletons.tail[i] as number];
      if (filedUnder[i] === FILED_UNDER.wrapper) this.#wrappers.set(head, tail, family);
      else if (filedUnder[i] === FILED_UNDER.head) this.#heads.set(head, 0, family);
      else if (filedUnder[i] === FILED_UNDER.tail) this.#tails.set(tail, 0, family);
    }
  }

  /** The family of both words together where there is one, else the larger of those of either; -1 for none. */
  find(head: number, tail: number): number {
    const both = this.#wrappers.get(head, tail);
    if (both !== -1) return both;
    const byHead = this.#heads.get(head, 0);
    const byTail = this.#tails.get(tail, 0);
    if (byHead === -1 || byTail === -1) return Math.max(byHead, byTail);
    return (this.#sizeOf[byTail] as number) > (this.#sizeOf[byHead] as number) ? byTail : byHead;
  }
}

class FamilyIndex {
  readonly #keys = new PairCounter();
  readonly #families: number[] = [];

  set(first: number, second: number, family: number): void {
    this.#families[this.#keys.add(first | 0, second | 0, 0)] = family;
  }
  get(first: number, second: number): number {
    return this.#families[this.#keys.find(first | 0, second | 0)] ?? -1;
  }
}
