import type { Capability, Elicitation } from '../../domain/capability.ts';
import { type RandomSource, shuffle } from '../../statistics/random.ts';
import { between, pick } from '../draw.ts';
import { compileGrammar } from './grammar.ts';
import { PARAPHRASE_RULES } from './paraphrase-rules.ts';

const GRAMMAR = compileGrammar(PARAPHRASE_RULES);

const OPENINGS: Partial<Record<Capability, string>> = {
  software_engineering: 'softwareOpening',
  agentic_tool_use: 'agentOpening',
  mathematics: 'mathematicsOpening',
  reasoning: 'reasoningOpening',
};

/** What stays the same under every wording: the tags a program reads the answer by. */
export interface AnswerFormat {
  readonly traceTag: string;
  readonly resultTag: string;
}

/** A format drawn for one campaign. */
export function createAnswerFormat(random: RandomSource): AnswerFormat {
  return {
    traceTag: pick(['reasoning', 'steps', 'thoughts', 'scratch', 'work'], random),
    resultTag: pick(['final', 'result', 'answer', 'out', 'solution'], random),
  };
}

/**
 * Puts words around a task that no other request has: synonyms, a drawn order and optional sentences. Only the tags of the answer's
 * format recur, a few words at a time.
 */
export function paraphrase(
  task: string,
  capability: Capability,
  elicitation: Elicitation,
  format: AnswerFormat,
  random: RandomSource,
): string {
  const say = (rule: string): string => GRAMMAR.expand(rule, random);
  const extras = Array.from({ length: between(1, 3, random) }, () => say('extra'));
  const rest = [...extras, ...demand(elicitation, format, random)];
  shuffle(rest, random);
  const before = random() < 0.4 ? between(0, rest.length, random) : 0;
  const head = [say(OPENINGS[capability] ?? 'anyOpening'), ...rest.slice(0, before)].join(' ');
  const tail = [...rest.slice(before), `${say('closing')} <${format.resultTag}>.`].join(' ');
  return random() < 0.5 ? `${head}\n\n${task}\n\n${tail}` : `${head} ${tail}\n\n${task}`;
}

function demand(elicitation: Elicitation, { traceTag }: AnswerFormat, random: RandomSource): string[] {
  const say = (rule: string): string => GRAMMAR.expand(rule, random);
  switch (elicitation) {
    case 'plain':
      return [];
    case 'rubric_grading':
      return [say('gradeDemand')];
    case 'preference_pair':
      return [say('preferDemand')];
    case 'instruction_generation':
      return [say('instructDemand')];
    case 'reasoning_trace':
    case 'tool_trajectory':
      switch (between(0, 2, random)) {
        case 0:
          return [`${say('traceOrdered')} <${traceTag}>${say('traceOrderedEnd')}`];
        case 1:
          return [`${say('traceOpened')} <${traceTag}>${say('traceOpenedEnd')}`];
        default:
          return [`<${traceTag}>${say('traceHeldEnd')}`];
      }
  }
}
