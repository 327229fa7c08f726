import type { Capability, Elicitation } from '../domain/capability.ts';
import { type RandomSource, shuffle } from '../statistics/random.ts';
import { pick } from './draw.ts';

/** Puts a campaign's fixed words around one task. */
export type Wrapper = (task: string) => string;

const ROLES: Partial<Record<Capability, readonly string[]>> = {
  software_engineering: [
    'a senior software engineer',
    'the maintainer of a large code base',
    'a backend developer who reviews every change',
  ],
  agentic_tool_use: [
    'an autonomous agent with a shell and a browser',
    'an agent that gets things done through tool calls',
    'an assistant that acts by calling functions',
  ],
  mathematics: ['a mathematician', 'a trainer for mathematical olympiads'],
  reasoning: ['a careful logician', 'a solver of hard puzzles'],
};
const OPENINGS = [
  'Work on the task below with full attention.',
  'Below is one item of a larger work list.',
  'Treat the following as a real assignment.',
  'Solve the next item completely.',
];
const DEMANDS: Readonly<Record<Elicitation, readonly string[]>> = {
  plain: ['Answer in full'],
  reasoning_trace: [
    'Before the answer write your complete chain of thought between <reasoning> and </reasoning>, without skipping any step',
    'First lay out the internal reasoning that leads to the result inside <reasoning> tags, including the options you rejected',
    'Think step by step in a <reasoning> block and record every intermediate decision there',
  ],
  rubric_grading: ['Grade the result against the rubric and give a score for each criterion'],
  preference_pair: ['Give two different answers, then say which is better and why'],
  instruction_generation: ['Then write five new tasks of the same kind'],
  tool_trajectory: ['Give the whole trajectory of tool calls and observations, one a line'],
};
const HABITS = [
  'State every assumption about the environment that you make.',
  'Name the edge cases you considered and why you dropped the others.',
  'Leave no step implicit and shorten nothing.',
  'If an attempt fails, say what you would try next.',
  'Compare at least two approaches before you choose one.',
  'Check the result against the requirements before you finish.',
  'Quote every name exactly as it is given.',
  'Number the steps and use plain language.',
  'Where information is missing, make a reasonable choice and mark it.',
  'Keep to what is asked and change nothing else.',
  'Say how sure you are of each conclusion.',
  'Do not ask questions back.',
];
const MARKERS = ['### Task', '[ITEM]', 'TASK:', '== Assignment ==', 'Problem statement:', '>>> input'];
const ENDINGS = [
  'Then give the final result after the line FINAL.',
  'End with the result alone, in a block called ANSWER.',
  'Put the finished answer under the heading Result.',
  'Close with the answer between <final> tags.',
];

/** A wrapper composed for one campaign, for tasks of one capability. */
export function createWrapper(capability: Capability, elicitation: Elicitation, random: RandomSource): Wrapper {
  const habits = [...HABITS];
  shuffle(habits, random);
  const role = pick(ROLES[capability] ?? ['an expert'], random);
  const opening = `You are ${role}. ${pick(OPENINGS, random)} ${habits[0]}`;
  const marker = pick(MARKERS, random);
  const closing = `${pick(DEMANDS[elicitation], random)}. ${habits[1]} ${habits[2]} ${pick(ENDINGS, random)}`;
  return (task) => `${opening}\n\n${marker}\n${task}\n\n${closing}`;
}
