import { type RandomSource, randomBelow } from '../../statistics/random.ts';

/** How a rule expands: alternatives that refer to rules as `{rule}`, or a function that writes the text itself. */
export type Rule = readonly string[] | ((random: RandomSource) => string);
export type Rules = Readonly<Record<string, Rule>>;

type Piece = string | number;
type Compiled = readonly (readonly Piece[])[] | ((random: RandomSource) => string);

/** A context-free phrase grammar ready to expand. */
export interface Grammar {
  /** One random expansion of a rule. Throws TypeError for an unknown rule. */
  expand(rule: string, random: RandomSource): string;
}

/**
 * Compiles rules; every `{rule}` must exist. `{^rule}` starts the expansion with a capital. Throws TypeError naming a missing rule.
 */
export function compileGrammar(rules: Rules): Grammar {
  const names = Object.keys(rules);
  const indexOf = new Map(names.map((name, i) => [name, i]));
  const compiled: Compiled[] = names.map((name) => {
    const rule = rules[name] as Rule;
    if (typeof rule === 'function') return rule;
    return rule.map((alternative) => compileAlternative(alternative, indexOf, name));
  });
  const expandIndex = (index: number, random: RandomSource): string => {
    const rule = compiled[index] as Compiled;
    if (typeof rule === 'function') return rule(random);
    const pieces = rule[randomBelow(random, rule.length)] as readonly Piece[];
    let text = '';
    for (const piece of pieces) {
      if (typeof piece === 'string') text += piece;
      else if (piece >= 0) text += expandIndex(piece, random);
      else text += capitalised(expandIndex(-piece - 1, random));
    }
    return text;
  };
  return {
    expand(rule, random) {
      const index = indexOf.get(rule);
      if (index === undefined) throw new TypeError(`no grammar rule ${rule}`);
      return expandIndex(index, random);
    },
  };
}

/** The text with its first letter in upper case. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function compileAlternative(alternative: string, indexOf: ReadonlyMap<string, number>, owner: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of alternative.matchAll(/\{(\^?)([a-z][a-zA-Z0-9]*)\}/g)) {
    const index = indexOf.get(match[2] ?? '');
    if (index === undefined) throw new TypeError(`grammar rule ${owner} refers to ${match[2]}, which does not exist`);
    if (match.index > from) pieces.push(alternative.slice(from, match.index));
    pieces.push(match[1] === '^' ? -index - 1 : index);
    from = match.index + match[0].length;
  }
  if (from < alternative.length) pieces.push(alternative.slice(from));
  return pieces;
}
