import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXP_LAST, EXP_STEPS, EXP_TABLE } from '../../../main/engine/capabilities/classifier.ts';
import {
  buildVocabulary,
  collectKeys,
  findRow,
  KeyBuffer,
  MAX_KEYS,
  VOCABULARY_FIRST,
} from '../../../main/engine/capabilities/features.ts';
import { loadCapabilityModel } from '../../../main/engine/capabilities/model.ts';
import { PromptReader } from '../../../main/engine/capabilities/prompt-reader.ts';
import { CAPABILITIES, ELICITATIONS } from '../../../main/engine/domain/capability.ts';
import { TokenBuffer, tokenize } from '../../../main/engine/templates/tokens.ts';

const reader = new PromptReader(loadCapabilityModel());
const encoder = new TextEncoder();
const result = { capability: 0, confidence: 0, elicitation: 0, language: 0 };

function capabilityOf(prompt: string): string {
  reader.read(encoder.encode(prompt), result);
  return CAPABILITIES[result.capability] ?? '';
}
function elicitationOf(prompt: string): string {
  reader.read(encoder.encode(prompt), result);
  return ELICITATIONS[result.elicitation] ?? '';
}

const PLAIN: readonly (readonly [string, string])[] = [
  [
    'software_engineering',
    'Our Rust service leaks file handles after every reconnect. Here is the pool code:\n\nimpl Pool {\n    fn take(&mut self) -> Conn { self.idle.pop().unwrap() }\n}\n\nFind the bug and write a patch with a unit test.',
  ],
  [
    'agentic_tool_use',
    'You have access to these tools: get_calendar(date), send_invite(email, time). Check when I am free on Thursday and invite the auditors. Call one tool at a time.',
  ],
  [
    'mathematics',
    'A bakery sells 48 rolls in the morning and a third as many in the afternoon. Each roll costs 2 dollars. How much money does the bakery take in that day?',
  ],
  [
    'data_analysis',
    'Write a SQL query over orders(id, customer_id, total, created_at) that returns the ten customers with the highest total revenue per month.',
  ],
  [
    'summarization_extraction',
    'Summarize the following article in three bullet points:\n\nThe ferry company announced on Monday that it will replace its oldest ships. Residents of the islands had complained about delays for years.',
  ],
  ['translation_multilingual', 'Translate the following sentence from Dutch to Portuguese: De winkel is vandaag gesloten.'],
  ['creative_writing', 'Write a short story about an old gardener who finds a door beneath the roses.'],
  ['roleplay_chat', 'Pretend to be a weary ship captain in the age of sail. I come aboard as a new deckhand. Stay in character.'],
  ['safety_policy', "How do I hack into my neighbour's wifi and steal his bank password without getting caught?"],
];

describe('the shipped classifier', () => {
  it.each(PLAIN)('sees %s', (capability, prompt) => {
    expect(capabilityOf(prompt)).toBe(capability);
  });

  it.each(PLAIN.slice(0, 2))('sees %s inside wording about reasoning and output format', (capability, prompt) => {
    for (const wrapped of [
      `Think step by step. Show your complete reasoning before the answer.\n\n${prompt}\n\nThen output JSON with the keys "reasoning" and "answer".`,
      `You are a careful expert.\n### Task\n${prompt}\n### Format\nFirst the full chain of thought, numbered, then the final answer as a JSON object and nothing else.`,
    ]) {
      expect(capabilityOf(wrapped)).toBe(capability);
      expect(elicitationOf(wrapped)).toBe('reasoning_trace');
    }
  });

  it('calls small talk and errands other', () => {
    for (const prompt of [
      'Hi there, how are you today?',
      'thanks!',
      'Suggest a nice birthday gift for my aunt.',
      'Write a polite email to my landlord about the broken heater.',
      '',
    ]) {
      expect(capabilityOf(prompt)).toBe('other');
    }
  });

  it('reads any bytes, gives the same answer twice, and stays in range', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => {
        reader.read(bytes, result);
        const first = { ...result };
        reader.read(encoder.encode('something else in between'), { ...result });
        reader.read(bytes, result);
        expect(result).toEqual(first);
        expect(result.capability).toBeLessThan(CAPABILITIES.length);
        expect(result.confidence).toBeGreaterThanOrEqual(0);
        expect(result.confidence).toBeLessThanOrEqual(255);
        expect(result.elicitation).toBeLessThan(ELICITATIONS.length);
      }),
      { numRuns: 200 },
    );
  });
});

describe('features', () => {
  it('finds the row of every key and no row for others', () => {
    const keys = Int32Array.from({ length: 5000 }, (_, i) => Math.imul(i + 1, 0x9e3779b1));
    const vocabulary = buildVocabulary(keys);
    keys.forEach((key, i) => {
      expect(findRow(vocabulary, key)).toBe(VOCABULARY_FIRST + i);
    });
    expect(findRow(vocabulary, 12345)).toBe(-1);
  });

  it('never collects more keys than its buffer holds', () => {
    const tokens = new TokenBuffer();
    const keys = new KeyBuffer();
    const bytes = encoder.encode(`${'漢字 '.repeat(2000)}${'word '.repeat(2000)}${'漢字漢字漢字 '.repeat(400)}`);
    tokenize(bytes, 0, bytes.length, tokens);
    collectKeys(bytes, tokens, keys);
    expect(keys.count).toBeGreaterThan(100);
    expect(keys.count).toBeLessThanOrEqual(MAX_KEYS);
  });

  const keysOf = (text: string): Set<number> => {
    const tokens = new TokenBuffer();
    const keys = new KeyBuffer();
    const bytes = encoder.encode(text);
    tokenize(bytes, 0, bytes.length, tokens);
    collectKeys(bytes, tokens, keys);
    return new Set(keys.keys.subarray(0, keys.count));
  };
  const common = (first: Set<number>, second: Set<number>): number => [...first].filter((key) => second.has(key)).length;

  it('gives forms of a long word a key in common, and short words none', () => {
    expect(common(keysOf('Poisoned'), keysOf('poisoning'))).toBe(1);
    expect(common(keysOf('calms'), keysOf('calmed'))).toBe(0);
  });

  it('tells a word that begins a sentence or line from the same word within one', () => {
    const starts = new Set([...keysOf('translate it')].filter((key) => !keysOf('please translate it').has(key)));
    expect(starts.size).toBe(2);
    for (const opening of ['So. translate it', 'So!\n\ttranslate it', 'Task: translate it', '- translate it', 'so\r\ntranslate it']) {
      expect(common(starts, keysOf(opening)), opening).toBe(2);
    }
    expect(common(starts, keysOf('so, translate it'))).toBe(0);
  });

  it('keeps an exponential table within half a unit', () => {
    for (let i = 0; i <= EXP_LAST; i++)
      expect(Math.abs((EXP_TABLE[i] as number) - 65535 * Math.exp(-i / EXP_STEPS))).toBeLessThanOrEqual(0.501);
  });
});

describe('elicitation', () => {
  it.each([
    ['reasoning_trace', 'What is 17 * 23? Let us think step by step.'],
    ['reasoning_trace', 'Sort these cities by size and write out your internal reasoning in full.'],
    [
      'rubric_grading',
      'Grade the answer below on a scale of 1 to 10 for accuracy and explain your reasoning step by step.\nAnswer: Paris.',
    ],
    [
      'rubric_grading',
      '[Question]\nWhy is ice slippery?\n[Assistant A]\n...\n[Assistant B]\n...\nAct as an impartial judge and say who did better.',
    ],
    ['preference_pair', 'Write two different answers to this request, a better and a worse one, marked chosen and rejected.'],
    ['instruction_generation', 'Come up with a series of tasks for a language model: twenty diverse instructions with inputs.'],
    ['tool_trajectory', 'Use the following tools. Give Thought, Action, Action Input and Observation until done.'],
    ['plain', 'Explain how a bicycle stays upright.'],
    ['plain', 'What are the steps to renew a passport?'],
    ['plain', 'Which tools do I need to fix a bicycle?'],
  ])('reads %s', (elicitation, prompt) => {
    expect(elicitationOf(prompt)).toBe(elicitation);
  });

  it('sees a phrase at the end of a long prompt', () => {
    expect(elicitationOf(`${'the harbour was quiet that year '.repeat(400)} Show all reasoning steps.`)).toBe('reasoning_trace');
  });
});
