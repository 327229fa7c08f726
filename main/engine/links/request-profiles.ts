/** Request parameters of some rows; NaN where a request leaves one to its default. */
export interface RequestParameters {
  readonly maxTokens: Float64Array;
  readonly temperature: Float64Array;
  readonly topP: Float64Array;
  readonly answers: Float64Array;
}

const COLUMNS = ['maxTokens', 'temperature', 'topP', 'answers'] as const;
/** Parameters that take more values together are set for each request, and are no profile of an account. */
const MOST_PROFILES = 20_000;

/** Numbers the sets of request parameters that occur: first as they come, and in the end in an order that depends on the parameters alone. */
export class RequestProfiles {
  readonly #numbers = new Map<string, number>();
  readonly #profiles: number[][] = [];

  /** A number for each row, -1 for a request that sets nothing, or once there are too many profiles. */
  add(parameters: RequestParameters, rowCount: number): Int32Array {
    const columns = COLUMNS.map((name) => parameters[name]);
    const numbers = new Int32Array(rowCount);
    const last = columns.map(() => Number.NaN);
    let number = -1;
    for (let row = 0; row < rowCount; row++) {
      let isSame = true;
      for (let k = 0; k < columns.length; k++) {
        const value = columns[k]?.[row] as number;
        if (!Object.is(value, last[k])) {
          isSame = false;
          last[k] = value;
        }
      }
      if (!isSame) number = this.#numberOf(last);
      numbers[row] = number;
    }
    return numbers;
  }

  get isTooVaried(): boolean {
    return this.#profiles.length > MOST_PROFILES;
  }
  get count(): number {
    return this.#profiles.length;
  }

  /** Final number of each number given so far. */
  canonicalNumbers(): Int32Array {
    const order = [...this.#profiles.keys()].sort((x, y) => compareProfiles(this.#profiles[x] ?? [], this.#profiles[y] ?? []));
    const canonical = new Int32Array(order.length);
    order.forEach((number, place) => {
      canonical[number] = place;
    });
    return canonical;
  }

  #numberOf(profile: readonly number[]): number {
    if (profile.every(Number.isNaN) || this.isTooVaried) return -1;
    const key = profile.join(' ');
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#profiles.length);
    this.#profiles.push([...profile]);
    return this.#profiles.length - 1;
  }
}

function compareProfiles(one: readonly number[], other: readonly number[]): number {
  for (let k = 0; k < one.length; k++) {
    const [a, b] = [one[k] as number, other[k] as number];
    if (Object.is(a, b)) continue;
    if (Number.isNaN(a)) return -1;
    if (Number.isNaN(b)) return 1;
    return a - b;
  }
  return 0;
}
