/** Sets of accounts that join (Galler and Fischer 1964), each named by its smallest account. */
export class UnionFind {
  readonly #parent: Int32Array;

  constructor(count: number) {
    this.#parent = Int32Array.from({ length: count }, (_, account) => account);
  }

  rootOf(account: number): number {
    const parent = this.#parent;
    let root = account;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root] as number] as number;
      root = parent[root] as number;
    }
    return root;
  }

  join(one: number, other: number): void {
    const first = this.rootOf(one);
    const second = this.rootOf(other);
    this.#parent[Math.max(first, second)] = Math.min(first, second);
  }
}
