import type { Capability } from '../../main/engine/domain/capability.ts';
import { type RandomSource, randomBelow } from '../../main/engine/statistics/random.ts';
import { OTHER } from './errands.ts';
import { harness } from './harness.ts';
import { LEXICON } from './lexicon.ts';
import { KNOWLEDGE, REASONING, REASONING_SLOTS, SAFETY } from './questions.ts';
import { CHINESE, CODE, FOREIGN, FORMULAS, TABLES } from './snippets.ts';
import { AGENTIC, DATA, MATHS, SOFTWARE } from './technical.ts';
import { CREATIVE, ROLEPLAY, ROLEPLAY_SLOTS, SUMMARISE, TRANSLATE } from './texts.ts';
import { VOCABULARY } from './vocabulary.ts';
import { WIDE_OTHER } from './wide-errands.ts';
import { WIDE_KNOWLEDGE, WIDE_REASONING, WIDE_SAFETY } from './wide-questions.ts';
import { WIDE_AGENTIC, WIDE_DATA, WIDE_MATHS, WIDE_SOFTWARE } from './wide-technical.ts';
import { WIDE_CREATIVE, WIDE_ROLEPLAY, WIDE_SUMMARISE, WIDE_TRANSLATE } from './wide-texts.ts';
import { REMARKS, SENTENCES, WRAPPERS_AFTER, WRAPPERS_AROUND, WRAPPERS_BEFORE } from './wrappers.ts';

export interface TrainingPrompt {
  readonly prompt: string;
  readonly capability: Capability;
}

const TEMPLATES: Readonly<Record<Capability, readonly string[]>> = {
  other: OTHER,
  software_engineering: SOFTWARE,
  agentic_tool_use: AGENTIC,
  reasoning: REASONING,
  mathematics: MATHS,
  data_analysis: DATA,
  knowledge_qa: KNOWLEDGE,
  summarization_extraction: SUMMARISE,
  translation_multilingual: TRANSLATE,
  creative_writing: CREATIVE,
  roleplay_chat: ROLEPLAY,
  safety_policy: SAFETY,
};

/** Templates with choices, each of which stands for many prompts. */
const WIDE_TEMPLATES: Readonly<Record<Capability, readonly string[]>> = {
  other: WIDE_OTHER,
  software_engineering: WIDE_SOFTWARE,
  agentic_tool_use: WIDE_AGENTIC,
  reasoning: WIDE_REASONING,
  mathematics: WIDE_MATHS,
  data_analysis: WIDE_DATA,
  knowledge_qa: WIDE_KNOWLEDGE,
  summarization_extraction: WIDE_SUMMARISE,
  translation_multilingual: WIDE_TRANSLATE,
  creative_writing: WIDE_CREATIVE,
  roleplay_chat: WIDE_ROLEPLAY,
  safety_policy: WIDE_SAFETY,
};
const WIDE_SHARE = 0.6;

const SLOTS = joinSlots([VOCABULARY, REASONING_SLOTS, ROLEPLAY_SLOTS, LEXICON, { foreign_sentence: FOREIGN }]);
const CHOICE = /\[([^[\]]*\|[^[\]]*)\]/g;
const NOTHING: Quotable = { passages: [], remarks: [] };
const SLOT = /\{([a-z_]+)\}/g;
const CODE_SLOT = /%\{([a-z_]+)\}/g;

/** Texts from sources whose licence allows it, quoted where a template wants a passage or a turn of a dialogue. */
export interface Quotable {
  readonly passages: readonly string[];
  readonly remarks: readonly string[];
}

/** Draws training prompts for one class from its templates. */
export function drawPrompts(capability: Capability, count: number, quotable: Quotable, random: RandomSource): TrainingPrompt[] {
  const templates = TEMPLATES[capability];
  const prompts: TrainingPrompt[] = [];
  const chinese = CHINESE[capability] ?? [];
  for (let i = 0; i < count; i++) {
    if (chinese.length > 0 && random() < 0.03) {
      prompts.push({ prompt: pick(chinese, random), capability });
      continue;
    }
    const template = random() < WIDE_SHARE ? pick(WIDE_TEMPLATES[capability], random) : (templates[i % templates.length] ?? '');
    const text = expand(choose(template, random), quotable, random);
    prompts.push({ prompt: wrap(surround(vary(text, random), quotable, random), random), capability });
  }
  return prompts;
}

function pick<T>(items: readonly T[], random: RandomSource): T {
  return items[randomBelow(random, items.length)] as T;
}

function joinSlots(lists: readonly Readonly<Record<string, readonly string[]>>[]): Readonly<Record<string, readonly string[]>> {
  const joined: Record<string, readonly string[]> = {};
  for (const list of lists) {
    for (const [slot, values] of Object.entries(list)) joined[slot] = [...(joined[slot] ?? []), ...values];
  }
  return joined;
}

/** Resolves `[a|b]`, inner ones first. */
function choose(template: string, random: RandomSource): string {
  let text = template;
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(CHOICE, (_, options: string) => pick(options.split('|'), random));
  }
  return text;
}

function expand(template: string, quotable: Quotable, random: RandomSource, depth = 0): string {
  if (depth > 4) return template;
  return template.replace(SLOT, (whole, name: string) => {
    const special = specialSlot(name, quotable, random);
    if (special !== null) return special;
    const values = SLOTS[name];
    return values === undefined ? whole : expand(pick(values, random), quotable, random, depth + 1);
  });
}

function specialSlot(name: string, quotable: Quotable, random: RandomSource): string | null {
  switch (name) {
    case 'code':
      return fence(fillCode(pick(CODE, random), random), random);
    case 'table_text':
      return fence(fillCode(pick(TABLES, random), random), random);
    case 'formula':
      return fillCode(pick(FORMULAS, random), random);
    case 'schema':
      return schema(random);
    case 'foreign':
      return random() < 0.3 ? `${pick(FOREIGN, random)} ${pick(FOREIGN, random)}` : pick(FOREIGN, random);
    case 'sentence':
      return expand(pick(SENTENCES, random), quotable, random, 1);
    case 'passage':
      return passage(quotable, random);
    case 'options':
      return options(random);
    default:
      return null;
  }
}

function fillCode(code: string, random: RandomSource): string {
  return code.replace(CODE_SLOT, (whole, name: string) => {
    const values = SLOTS[name];
    return values === undefined ? whole : expand(pick(values, random), NOTHING, random, 3);
  });
}

function fence(code: string, random: RandomSource): string {
  return random() < 0.35 ? `\`\`\`\n${code}\n\`\`\`` : code;
}

function schema(random: RandomSource): string {
  const tools = Array.from({ length: 1 + randomBelow(random, 3) }, () => {
    const name = pick(SLOTS.tool ?? [], random);
    const parameter = pick(['query', 'path', 'id', 'city', 'url', 'text', 'limit', 'date'], random);
    return {
      name,
      description: `Use this to ${name.replaceAll('_', ' ')}`,
      parameters: { type: 'object', properties: { [parameter]: { type: 'string' } }, required: [parameter] },
    };
  });
  return JSON.stringify(tools);
}

function options(random: RandomSource): string {
  const values = Array.from({ length: 3 + randomBelow(random, 3) }, () =>
    pick(SLOTS[pick(['goods', 'things', 'city', 'subject', 'weekday'], random)] ?? [], random),
  );
  const style = randomBelow(random, 3);
  return values
    .map((value, i) => {
      const letter = String.fromCharCode(65 + i);
      return style === 0 ? `(${letter}) ${value}` : style === 1 ? `${letter}. ${value}` : `${letter}) ${value}`;
    })
    .join(style === 0 ? ' ' : '\n');
}

function passage({ passages, remarks }: Quotable, random: RandomSource): string {
  if (remarks.length > 0 && random() < 0.2) return dialogue(remarks, random);
  if (passages.length > 0 && random() < 0.6) {
    const text = pick(passages, random);
    const length = 120 + randomBelow(random, 900);
    const from = text.length > length ? randomBelow(random, text.length - length) : 0;
    const start = from === 0 ? 0 : text.indexOf(' ', from) + 1;
    return text.slice(start, start + length).trim();
  }
  return Array.from({ length: 2 + randomBelow(random, 6) }, () => expand(pick(SENTENCES, random), NOTHING, random, 1)).join(' ');
}

function dialogue(remarks: readonly string[], random: RandomSource): string {
  const names = [pick(SLOTS.firstname ?? [], random), pick(SLOTS.firstname ?? [], random)];
  return Array.from({ length: 2 + randomBelow(random, 5) }, (_, i) => {
    const remark = random() < 0.5 ? pick(remarks, random) : expand(pick(REMARKS, random), NOTHING, random, 1);
    return `${names[i % 2]}: ${remark}`;
  }).join('\n');
}

/** Small differences of hand: an opening dropped, letter case, end marks. */
function vary(prompt: string, random: RandomSource): string {
  let text = prompt.trim();
  if (random() < 0.12) text = text.toLowerCase();
  if (random() < 0.15) text = text.replace(/[.?]$/, '');
  if (random() < 0.05) text = `${text}\n`;
  return text;
}

/** Sometimes puts unrelated prose before or after a prompt, so that prose alone does not speak for classes that quote texts. */
function surround(prompt: string, quotable: Quotable, random: RandomSource): string {
  const draw = random();
  if (draw > 0.16) return prompt;
  const prose =
    draw < 0.08
      ? passage(quotable, random)
      : `${expand(pick(SENTENCES, random), NOTHING, random, 1)} ${expand(pick(SENTENCES, random), NOTHING, random, 1)}`;
  return random() < 0.5 ? `${prose}\n\n${prompt}` : `${prompt}\n\n${prose}`;
}

/** Puts a prompt of any class into wording that is about form only, so that such wording speaks for no class. */
function wrap(prompt: string, random: RandomSource): string {
  if (random() < 0.3) return harness(prompt, random);
  let text = prompt;
  const draw = random();
  if (draw < 0.2) text = expand(pick(WRAPPERS_AROUND, random), NOTHING, random).replace('<<prompt>>', () => text);
  if (draw > 0.15 && draw < 0.4) text = `${expand(pick(WRAPPERS_BEFORE, random), NOTHING, random)}\n\n${text}`;
  for (let left = draw > 0.3 && draw < 0.55 ? 1 + randomBelow(random, 3) : 0; left > 0; left--) {
    text = `${text}${random() < 0.5 ? '\n\n' : ' '}${expand(pick(WRAPPERS_AFTER, random), NOTHING, random)}`;
  }
  return text;
}
