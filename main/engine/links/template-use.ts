import { DistinctSkeletons, LEAST_TEMPLATE_TOKENS, type SkeletonRows } from '../templates/distinct-skeletons.ts';
import { findFamilies, type TemplateFamilies } from '../templates/families.ts';
import { FamilyByEnds } from '../templates/family-by-ends.ts';
import type { SkeletonCensus } from '../templates/skeleton-census.ts';
import { PairCounter } from './pair-counter.ts';
import { buildValueTable, type CountedPairs, listShared, type ValueTable } from './value-table.ts';

/** Who sent which template family. */
export interface TemplateTraffic {
  readonly skeletons: DistinctSkeletons;
  /** Family of each distinct skeleton. */
  readonly familyOf: Int32Array;
  /** Null when no prompt belongs to a family. Where not all skeletons were kept, families of one account are not listed. */
  readonly table: ValueTable | null;
}

/**
 * Gathers rows, block after block in any order, into families. With a census that does not keep all skeletons the rows come twice: families are found
 * among those kept, and at the second look a row whose skeleton was not kept is counted in the family of its opening and closing words.
 */
export class TemplateUse {
  /** Whether all rows must be looked at again once they were added. */
  readonly comesTwice: boolean;
  readonly #accountCount: number;
  readonly #skeletons: DistinctSkeletons;
  readonly #sent = new PairCounter();
  readonly #lookedUp = new PairCounter();
  /** Prompts of each account that were not kept and are like none that were. */
  readonly #unlike: Uint32Array;
  #found: { readonly families: TemplateFamilies; readonly byEnds: FamilyByEnds | null } | null = null;

  constructor(accountCount: number, census: SkeletonCensus | null) {
    this.comesTwice = census !== null && !census.keepsAll;
    this.#accountCount = accountCount;
    this.#skeletons = new DistinctSkeletons(census);
    this.#unlike = new Uint32Array(accountCount);
  }

  add(accounts: Int32Array, rows: SkeletonRows, rowCount: number): void {
    const numbers = new Int32Array(rowCount);
    this.#skeletons.add(rows, rowCount, numbers);
    this.#sent.addColumns(accounts, numbers, rowCount);
  }

  lookAgain(accounts: Int32Array, rows: Omit<SkeletonRows, 'sketch'>, rowCount: number): void {
    const { byEnds } = this.#findFamilies();
    const numbers = new Int32Array(rowCount);
    this.#skeletons.find(rows, rowCount, numbers);
    for (let row = 0; row < rowCount; row++) {
      const account = accounts[row] as number;
      if (account < 0 || numbers[row] !== -1 || (rows.tokenCount[row] as number) < LEAST_TEMPLATE_TOKENS) continue;
      const family = byEnds?.find(rows.headHash[row] as number, rows.tailHash[row] as number) ?? -1;
      if (family >= 0) this.#lookedUp.add(account, family, 1);
      else this.#unlike[account] = (this.#unlike[account] as number) + 1;
    }
  }

  /** The use is used up. */
  build(): TemplateTraffic {
    const { familyOf, familyCount } = this.#findFamilies().families;
    const whole = familyCount === 0 ? null : this.#buildTable(familyOf, familyCount);
    if (whole === null) return { skeletons: this.#skeletons, familyOf, table: whole };
    const { table, numberOf } = listShared(whole);
    for (let i = 0; i < familyOf.length; i++) familyOf[i] = numberOf[familyOf[i] as number] as number;
    return { skeletons: this.#skeletons, familyOf, table };
  }

  #findFamilies(): { readonly families: TemplateFamilies; readonly byEnds: FamilyByEnds | null } {
    if (this.#found !== null) return this.#found;
    this.#sent.close();
    const { accounts, values: skeletons } = this.#sent;
    const families = findFamilies(this.#skeletons, { accountCount: this.#accountCount, accounts, skeletons });
    this.#found = { families, byEnds: this.comesTwice ? new FamilyByEnds(this.#skeletons, families) : null };
    this.#skeletons.close();
    return this.#found;
  }

  #buildTable(familyOf: Int32Array, familyCount: number): ValueTable {
    const [sent, lookedUp] = [this.#sent, this.#lookedUp];
    const pairs = joinPairs(sent, lookedUp);
    for (let i = 0; i < sent.size; i++) pairs.values[i] = familyOf[sent.values[i] as number] as number;
    const unlisted = this.comesTwice ? { values: this.#unlike, exchanges: this.#unlike } : undefined;
    return buildValueTable(pairs, this.#accountCount, familyCount, unlisted);
  }
}

function joinPairs(first: CountedPairs, second: CountedPairs): CountedPairs {
  const size = first.accounts.length + second.accounts.length;
  const joined = { accounts: new Int32Array(size), values: new Int32Array(size), counts: new Uint32Array(size) };
  for (const name of ['accounts', 'values', 'counts'] as const) {
    joined[name].set(first[name]);
    joined[name].set(second[name], first.accounts.length);
  }
  return joined;
}
