import { CAPABILITIES, ELICITATIONS } from '../domain/capability.ts';
import type { Usage } from '../domain/usage.ts';

/** Sums of a cell, in this order. */
export const SUMS = [
  'exchanges',
  'counted',
  'input',
  'uncachedInput',
  'cacheRead',
  'cacheWrite',
  'output',
  'reasoning',
  'cachedApart',
] as const;

/** Cells kept before days, and then models, are merged: about 20 MiB. */
export const MOST_CELLS = 1 << 17;
/** Day number, or model code, of what has none. */
export const NONE = -1;

/** Days in a span at each step of merging; null when all days are one. At the last step models are one, too. */
const STEPS: readonly Usage['daysPerCell'][] = [1, 7, 28, null, null];
/** Day 4 of 1970 was a Sunday: spans begin on a Monday, each within one span of the next step. */
const MONDAY = 3;

/**
 * Sums by group, day, capability with elicitation, and model. When there are too many cells their days are merged into longer spans: how long depends on how
 * many cells the finest days would give, so never on the order of rows.
 */
export class UsageCells {
  readonly #most: number;
  #step = 0;
  count = 0;
  group = new Int32Array(1 << 8);
  day = new Int32Array(1 << 8);
  kind = new Uint8Array(1 << 8);
  model = new Int32Array(1 << 8);
  /** SUMS.length numbers a cell. */
  sums = new Float64Array((1 << 8) * SUMS.length);
  #slots = new Int32Array(1 << 9).fill(-1);

  constructor(most = MOST_CELLS) {
    this.#most = most;
  }

  get daysPerCell(): Usage['daysPerCell'] {
    return STEPS[this.#step] ?? null;
  }

  /** Place in `sums` where the cell of a row begins; good until the next call. */
  placeOf(group: number, day: number, capability: number, elicitation: number, model: number): number {
    return this.#cellOf(group, this.#spanOf(day), capability * ELICITATIONS.length + elicitation, this.#modelOf(model)) * SUMS.length;
  }

  #spanOf(day: number): number {
    const days = this.daysPerCell;
    if (day === NONE || days === null) return NONE;
    return days === 1 ? day : Math.floor((day + MONDAY) / days) * days - MONDAY;
  }

  #modelOf(model: number): number {
    return this.#step === STEPS.length - 1 ? NONE : model;
  }

  #cellOf(group: number, day: number, kind: number, model: number): number {
    const mask = this.#slots.length - 1;
    let slot = hashOf(group, day, kind, model) & mask;
    for (;;) {
      const cell = this.#slots[slot] as number;
      if (cell === -1) break;
      if (this.day[cell] === day && this.model[cell] === model && this.kind[cell] === kind && this.group[cell] === group) return cell;
      slot = (slot + 1) & mask;
    }
    if (this.count === this.#most && this.#step < STEPS.length - 1) {
      this.#merge();
      return this.#cellOf(group, this.#spanOf(day), kind, this.#modelOf(model));
    }
    if (this.count === this.group.length) {
      this.#resize(this.count * 2);
      return this.#cellOf(group, day, kind, model);
    }
    const cell = this.count++;
    this.group[cell] = group;
    this.day[cell] = day;
    this.kind[cell] = kind;
    this.model[cell] = model;
    this.#slots[slot] = cell;
    return cell;
  }

  #merge(): void {
    const { count, group, day, kind, model, sums } = this;
    this.#step++;
    this.count = 0;
    this.#slots.fill(-1);
    this.group = new Int32Array(group.length);
    this.day = new Int32Array(group.length);
    this.kind = new Uint8Array(group.length);
    this.model = new Int32Array(group.length);
    this.sums = new Float64Array(sums.length);
    for (let old = 0; old < count; old++) {
      const span = this.#spanOf(day[old] as number);
      const cell = this.#cellOf(group[old] as number, span, kind[old] as number, this.#modelOf(model[old] as number));
      for (let i = 0; i < SUMS.length; i++) {
        this.sums[cell * SUMS.length + i] = (this.sums[cell * SUMS.length + i] as number) + (sums[old * SUMS.length + i] as number);
      }
    }
  }

  #resize(size: number): void {
    this.group = grown(this.group, new Int32Array(size));
    this.day = grown(this.day, new Int32Array(size));
    this.kind = grown(this.kind, new Uint8Array(size));
    this.model = grown(this.model, new Int32Array(size));
    this.sums = grown(this.sums, new Float64Array(size * SUMS.length));
    this.#slots = new Int32Array(size * 2).fill(-1);
    const mask = this.#slots.length - 1;
    for (let cell = 0; cell < this.count; cell++) {
      let slot = hashOf(this.group[cell] as number, this.day[cell] as number, this.kind[cell] as number, this.model[cell] as number) & mask;
      while (this.#slots[slot] !== -1) slot = (slot + 1) & mask;
      this.#slots[slot] = cell;
    }
  }
}

export function capabilityOf(kind: number): (typeof CAPABILITIES)[number] {
  return CAPABILITIES[Math.floor(kind / ELICITATIONS.length)] as (typeof CAPABILITIES)[number];
}

export function elicitationOf(kind: number): (typeof ELICITATIONS)[number] {
  return ELICITATIONS[kind % ELICITATIONS.length] as (typeof ELICITATIONS)[number];
}

function grown<T extends Int32Array | Uint8Array | Float64Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}

function hashOf(group: number, day: number, kind: number, model: number): number {
  const x = Math.imul(group, 0x9e3779b1) ^ Math.imul(day, 0x85ebca77) ^ Math.imul(model, 0xc2b2ae3d) ^ Math.imul(kind, 0x27d4eb2f);
  return x ^ (x >>> 15);
}
