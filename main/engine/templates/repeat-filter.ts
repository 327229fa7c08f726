/** Cells an item, so that few items share one; two bits a cell. */
const CELLS_AN_ITEM = 8;
const FEWEST_CELLS = 1 << 12;
/** Both cells of a hash lie in one block, which is one line of the processor's cache. */
const BLOCK_CELLS = 256;

/**
 * Tells which 64-bit hashes were added more than once, in bounded memory: a hash may be taken for repeated when it is not (4 % of them where there are
 * a ninth as many as cells), never the other way round. The order of additions does not matter. (A Bloom filter that counts to two, in blocks.)
 */
export class RepeatFilter {
  #cells: Uint8Array<ArrayBuffer>;
  readonly #mask: number;

  /**
   * @param itemCount hashes that will be added at most
   * @param mostCells a power of two; four take a byte
   */
  constructor(itemCount: number, mostCells: number) {
    let cells = FEWEST_CELLS;
    while (cells < itemCount * CELLS_AN_ITEM && cells < mostCells) cells *= 2;
    this.#cells = new Uint8Array(cells / 4);
    this.#mask = cells - 1;
  }

  add(high: number, low: number): void {
    const hash = mixed(high, low);
    this.#count(hash & this.#mask);
    this.#count(this.#secondCell(hash, high, low));
  }

  isRepeated(high: number, low: number): boolean {
    const hash = mixed(high, low);
    return this.#seen(hash & this.#mask) === 2 && this.#seen(this.#secondCell(hash, high, low)) === 2;
  }

  /** Gives the memory back; the filter is used up. */
  close(): void {
    this.#cells.buffer.transfer(0);
  }

  #secondCell(hash: number, high: number, low: number): number {
    const block = hash & this.#mask & ~(BLOCK_CELLS - 1);
    const other = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b) >>> 24;
    return other === (hash & (BLOCK_CELLS - 1)) ? block | (other ^ 1) : block | other;
  }

  #seen(cell: number): number {
    return ((this.#cells[cell >>> 2] as number) >>> ((cell & 3) * 2)) & 3;
  }

  #count(cell: number): void {
    if (this.#seen(cell) < 2) this.#cells[cell >>> 2] = (this.#cells[cell >>> 2] as number) + (1 << ((cell & 3) * 2));
  }
}

function mixed(high: number, low: number): number {
  let x = Math.imul(high, 0x85ebca6b) ^ low;
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d);
  x = Math.imul(x ^ (x >>> 12), 0x297a2d39);
  return x ^ (x >>> 15);
}
