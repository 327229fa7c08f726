import type { Capability, Elicitation } from '../../domain/capability.ts';
import type { RandomSource } from '../../statistics/random.ts';
import { compileGrammar } from './grammar.ts';
import { SOFTWARE_RULES } from './software.ts';
import { SUBJECT_RULES } from './subjects.ts';
import { COMMON_RULES } from './vocabulary.ts';

const GRAMMAR = compileGrammar({ ...COMMON_RULES, ...SOFTWARE_RULES, ...SUBJECT_RULES });

const RULE_OF_CAPABILITY: Readonly<Record<Capability, string>> = {
  other: 'other',
  software_engineering: 'software',
  agentic_tool_use: 'agentic',
  reasoning: 'reasoning',
  mathematics: 'mathematics',
  data_analysis: 'data',
  knowledge_qa: 'knowledge',
  summarization_extraction: 'summary',
  translation_multilingual: 'translation',
  creative_writing: 'creative',
  roleplay_chat: 'roleplay',
  safety_policy: 'safety',
};

/** A prompt as a person might write it, asking for one capability in one way. */
export function writePrompt(capability: Capability, elicitation: Elicitation, random: RandomSource): string {
  switch (elicitation) {
    case 'rubric_grading':
      return GRAMMAR.expand('gradeAsk', random);
    case 'preference_pair':
      return GRAMMAR.expand('preferAsk', random);
    case 'instruction_generation':
      return GRAMMAR.expand('instructAsk', random);
    case 'reasoning_trace':
      return GRAMMAR.expand(RULE_OF_CAPABILITY[capability], random) + GRAMMAR.expand('traceAsk', random);
    case 'plain':
    case 'tool_trajectory':
      return GRAMMAR.expand(RULE_OF_CAPABILITY[capability], random);
  }
}

/** The next thing said in a running conversation. */
export function writeFollowUp(random: RandomSource): string {
  return GRAMMAR.expand('followUp', random);
}

/** An answer; software gets code, a demanded trace gets its tags. */
export function writeCompletion(capability: Capability, elicitation: Elicitation, random: RandomSource): string {
  if (elicitation === 'reasoning_trace') return GRAMMAR.expand('trace', random);
  return GRAMMAR.expand(capability === 'software_engineering' ? 'codeReply' : 'reply', random);
}

/** Any other rule of the simulation's grammar, for instruments such as system prompts. */
export function writePhrase(rule: string, random: RandomSource): string {
  return GRAMMAR.expand(rule, random);
}
