import { CAPABILITIES, type Capability, type Elicitation } from '../domain/capability.ts';
import { type RandomSource, shuffle } from '../statistics/random.ts';
import { pick } from './draw.ts';
import { writePhrase, writePrompt } from './text/writer.ts';

/** A real task text. A null capability says that nobody labelled it. */
export interface TaskText {
  readonly capability: Capability | null;
  readonly text: string;
}

export interface Task {
  readonly capability: Capability;
  readonly text: string;
}

/** Where tasks come from: the grammars of this folder, or real texts given by the caller. */
export interface TaskSource {
  /** What an ordinary customer asks; with real texts each customer keeps to a few neighbouring ones, as people keep to their subjects. */
  readonly ordinary: (customer: number, capability: Capability, elicitation: Elicitation, random: RandomSource) => Task;
  /** The work list of one campaign, which gives no text twice. */
  readonly workList: (random: RandomSource) => WorkList;
}

export type WorkList = (capability: Capability, random: RandomSource) => string;

const REMEMBERED_TEXTS = 400_000;
const MOST_OWN_TEXTS = 12;
const FEWEST_OWN_TEXTS = 3;

/** Tasks written by the grammars. */
export const GRAMMAR_TASKS: TaskSource = {
  ordinary: (_customer, capability, elicitation, random) => ({ capability, text: writePrompt(capability, elicitation, random) }),
  workList: () => withoutRepeats((capability, random) => writePrompt(capability, 'plain', random)),
};

/**
 * Tasks drawn from `texts`, every other of which is kept for campaigns. A campaign takes those of its capabilities in a shuffled order,
 * and once through, again each with one more condition, as operators stretch a small seed set. A capability that no text has is
 * written by the grammars. Customers ask texts of their own, or, where there are too few, the same with words of their own.
 */
export function createTextTasks(texts: readonly TaskText[], customers: number): TaskSource {
  if (texts.length < 2) return GRAMMAR_TASKS;
  const everyday = texts.filter((_, i) => i % 2 === 0);
  const ofCapability = new Map(
    CAPABILITIES.map((c) => [c, texts.filter((text, i) => i % 2 === 1 && text.capability === c).map((text) => text.text)]),
  );
  const own = Math.min(MOST_OWN_TEXTS, Math.floor(everyday.length / customers));
  const isShort = own < FEWEST_OWN_TEXTS;
  return {
    ordinary: (customer, capability, elicitation, random) => {
      const place = isShort
        ? (Math.imul(customer * MOST_OWN_TEXTS + Math.floor(random() * MOST_OWN_TEXTS) + 1, 0x9e3779b1) >>> 0) % everyday.length
        : customer * own + Math.floor(random() * own);
      const chosen = everyday[place] as TaskText;
      const words = isShort ? `\n${writePhrase('sentence', random)}` : '';
      const trace = elicitation === 'reasoning_trace' ? writePhrase('traceAsk', random) : '';
      return { capability: chosen.capability ?? capability, text: chosen.text + words + trace };
    },
    workList: (source) => {
      const decks = new Map<Capability, { order: Uint32Array; next: number }>();
      return withoutRepeats((capability, random) => {
        const seeds = ofCapability.get(capability) ?? [];
        if (seeds.length === 0) return writePrompt(capability, 'plain', random);
        let deck = decks.get(capability);
        if (deck === undefined) {
          deck = { order: Uint32Array.from({ length: seeds.length }, (_, i) => i), next: 0 };
          shuffle(deck.order, source);
          decks.set(capability, deck);
        }
        const place = deck.next++;
        const text = seeds[deck.order[place % seeds.length] as number] as string;
        const condition = pick(['requirement', 'sentence'] as const, random);
        return place < seeds.length ? text : `${text}\n${writePhrase(condition, random)}`;
      });
    },
  };
}

/** Draws again when a text came before, within the last 400,000: more would cost more memory than a chance repeat is worth. */
function withoutRepeats(draw: WorkList): WorkList {
  const seen = new Set<string>();
  return (capability, random) => {
    let text = draw(capability, random);
    for (let tries = 0; seen.has(text) && tries < 50; tries++) text = draw(capability, random);
    if (seen.size >= REMEMBERED_TEXTS) seen.clear();
    seen.add(text);
    return text;
  };
}
