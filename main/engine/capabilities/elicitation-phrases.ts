import type { Elicitation } from '../domain/capability.ts';

/** Phrases of at most PHRASE_WORDS words (lower case, without punctuation) and how strongly each speaks for its elicitation. */
export const PHRASE_WORDS = 4;

const phrases = (text: string): readonly string[] => text.split(';').map((phrase) => phrase.trim());

export const ELICITATION_PHRASES: readonly {
  readonly elicitation: Elicitation;
  readonly points: number;
  readonly phrases: readonly string[];
}[] = [
  {
    elicitation: 'reasoning_trace',
    points: 4,
    phrases: phrases(
      "step by step; chain of thought; chain of thoughts; internal reasoning; thought process; thinking process; reasoning process; reasoning trace; reasoning traces; reasoning steps; intermediate steps; intermediate step; let's think; let us think; complete reasoning; full reasoning; detailed reasoning; explicit reasoning; all of your reasoning; show your reasoning; show all reasoning; reasoning in detail; inner monologue; think aloud; think out loud; thinking tags; in thinking; splitting it into steps; describe your thinking; entire reasoning; reason step by; numbered reasoning",
    ),
  },
  {
    elicitation: 'reasoning_trace',
    points: 3,
    phrases: phrases(
      'your reasoning; reasoning behind; show your work; your thinking; think carefully; scratchpad; first think; do not skip; think before; deliberate',
    ),
  },
  {
    elicitation: 'reasoning_trace',
    points: 2,
    phrases: phrases(
      'every step; each step; all steps; before you answer; before answering; think through; first principles; work through it; lay out; proof followed by; rationale; think about this',
    ),
  },
  {
    elicitation: 'rubric_grading',
    points: 4,
    phrases: phrases(
      'rubric; rubrics; on a scale; impartial judge; overall score; justify the score; rate the response; rate the answer; grade the answer; grade the response; score the response; score the answer; rate each response; score each response; evaluate the response; evaluate the answer; grade this answer; score this answer; rate this answer; grade the following; rate the following response; score the following; grading criteria; scoring criteria; evaluation criteria; grading guidelines; win rate',
    ),
  },
  {
    elicitation: 'rubric_grading',
    points: 3,
    phrases: phrases(
      "reference answer; candidate answer; candidate response; student's answer; student answer; student response; assistant a; assistant b; judge; verdict; leaderboard; model's response; model response; assistant's response; assistant's answer; evaluate instructions; best matches the; from worst to best; from best to worst; score from; score between; score of; grader; graders; evaluator; annotator; quality of the responses; preferred by humans; rate each; score each; selecting the output; select the output; two ai assistants",
    ),
  },
  {
    elicitation: 'rubric_grading',
    points: 2,
    phrases: phrases(
      'output a; output b; response a; response b; answer a; answer b; model a; model b; scoring; grading; evaluate the; helpfulness; harmlessness; criteria; criterion; critique; rank the; rate the; quality of the; which response is; which output is; corresponding outputs; scores; rating; annotation; truthfulness; points for',
    ),
  },
  {
    elicitation: 'preference_pair',
    points: 4,
    phrases: phrases(
      'preference pair; preference pairs; chosen and rejected; chosen and a rejected; dispreferred; preferred and rejected; preferred and dispreferred; better and a worse; better and worse; good and a bad; good one and a; good answer and a; strong and a weak; a worse one; preference data; preference dataset; which response do you; which of the two; which answer do you; which one do you; pairwise preference; a preferred response',
    ),
  },
  {
    elicitation: 'preference_pair',
    points: 3,
    phrases: phrases(
      'rejected; do you prefer; two different answers; two different responses; two alternative answers; two alternative responses; two candidate answers; two candidate responses; preferred response; preferred answer; worse answer; worse response; pick the better; choose the better; prefer a or b',
    ),
  },
  {
    elicitation: 'preference_pair',
    points: 2,
    phrases: phrases('two responses; two answers; two versions; chosen; better response; better answer; is better; pairwise; preference'),
  },
  {
    elicitation: 'instruction_generation',
    points: 4,
    phrases: phrases(
      'new instructions; new instruction; diverse instructions; diverse prompts; diverse tasks; diverse set of tasks; task instructions; series of tasks; set of instructions for; instruction tuning; instruction tuned; seed tasks; seed task; seed instruction; new tasks; new prompts; new prompt; rewritten prompt; rewrite the prompt; given prompt into; created prompt; instruction following data; question answer pairs; question and answer pairs; instruction response pairs; instruction and response; instruction output pairs; synthetic training; synthetic data; synthetic dataset; generate instructions; write instructions for an; user instructions; generate prompts; generate user prompts; invent a task; invent tasks; self instruct; training prompts; write prompts that',
    ),
  },
  {
    elicitation: 'instruction_generation',
    points: 3,
    phrases: phrases(
      'more complex version; harder version; inspired by the; fine tuning data; training examples; given prompt; new questions; new problems; new question; new problem; diverse questions; diverse problems; variations of this prompt',
    ),
  },
  {
    elicitation: 'instruction_generation',
    points: 2,
    phrases: phrases(
      'training data; training set; user prompts; user requests; language model; diverse; fine tuning; fine tune; instructions',
    ),
  },
  {
    elicitation: 'tool_trajectory',
    points: 4,
    phrases: phrases(
      'action input; following tools; following functions; function calling; tool trajectory; agent trajectory; thought action observation; tool calling; calling tools; tool results; tool result; tool outputs',
    ),
  },
  {
    elicitation: 'tool_trajectory',
    points: 3,
    phrases: phrases(
      'trajectory; tool calls; tool call; available tools; call the tool; function calls; function call; next action; tool use; using tools; use tools; list of tools; tool to call; tools to call; access to tools; these functions; sequence of actions; available functions; tool name; your tools',
    ),
  },
  {
    elicitation: 'tool_trajectory',
    points: 2,
    phrases: phrases(
      'tools available; these tools; which tool; call tools; use the tools; each tool; observation; observations; arguments; autonomous agent; api calls; api call; tools; actions',
    ),
  },
];
