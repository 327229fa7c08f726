import { InvalidArgumentError } from 'commander';

/** Parses a whole number of at least `least`, at most `most`. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(
        `It must be a whole number, ${least} or more${most < Number.MAX_SAFE_INTEGER ? ` and at most ${most}` : ''}.`,
      );
    return value;
  };
}

/** Collects an option that may be given several times. */
export function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
