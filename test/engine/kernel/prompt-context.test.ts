import { expect, test } from 'vitest';
import { CONTEXT } from '../../../main/engine/capabilities/features.ts';
import { loadCapabilityModel } from '../../../main/engine/capabilities/model.ts';
import { PromptReader } from '../../../main/engine/capabilities/prompt-reader.ts';
import { SegmentBuilder } from './segment-builder.ts';

const TOOLS = [{ name: 'lookup_order', description: 'Looks up an order', parameters: { type: 'object', properties: {} } }];
const CALLS = [{ id: 'call_1', name: 'lookup_order', arguments: { id: '7' } }];
const PROMPTS = [
  'Find the cheapest flight to Lisbon on Friday, then tell me the weather there.',
  'Where is my order? It should have come on Monday.',
  'What is photosynthesis?',
  'Write a function that reverses a list in Rust.',
  '',
];
/** What a request may carry beside its prompt, and the bit that says so. */
const PARTS: readonly (readonly [number, object])[] = [
  [CONTEXT.toolDefinitions, { tool_definitions: TOOLS }],
  [CONTEXT.toolCalls, { tool_calls: CALLS }],
  [CONTEXT.systemPrompt, { system_prompt: 'You work for a shop.' }],
  [CONTEXT.earlierTurns, { turn_index: 2 }],
];

const cases = PROMPTS.flatMap((prompt) =>
  Array.from({ length: 1 << PARTS.length }, (_, context) => ({
    prompt,
    context,
    record: Object.assign(
      { request_id: `${prompt.length}-${context}`, account_id: 'a', ts: '2026-03-02T09:13:07Z', prompt_text: prompt },
      ...PARTS.filter(([bit]) => (context & bit) !== 0).map(([, part]) => part),
    ) as object,
  })),
);
for (const prompt of PROMPTS) {
  const nothing = { tool_definitions: [], tool_calls: [], system_prompt: '', turn_index: 0 };
  cases.push({ prompt, context: 0, record: { request_id: `${prompt.length}`, account_id: 'a', prompt_text: prompt, ...nothing } });
}
const reader = new PromptReader(loadCapabilityModel());

function readingsBySegment(scan: boolean): { capability: number; confidence: number }[] {
  const builder = new SegmentBuilder();
  builder.add(Buffer.from(cases.map(({ record }) => `${JSON.stringify(record)}\n`).join('')), scan);
  const { content } = builder.finish();
  return Array.from({ length: content.rowCount }, (_, row) => ({
    capability: content.capabilities[row] as number,
    confidence: content.capabilityConfidences[row] as number,
  }));
}

test.each([true, false])('the kernel counts what else a request carries as the reference does (scanned: %s)', (scan) => {
  const expected = cases.map(({ prompt, context }) => {
    const reading = { capability: 0, confidence: 0, elicitation: 0, language: 0 };
    reader.read(new TextEncoder().encode(prompt), reading, context);
    return { capability: reading.capability, confidence: reading.confidence };
  });
  expect(readingsBySegment(scan)).toEqual(expected);
});

test('tool definitions and calls make a request look more like the work of an agent', () => {
  const bytes = new TextEncoder().encode('Find the cheapest flight to Lisbon on Friday, then tell me the weather there.');
  const [bare, equipped] = [0, CONTEXT.toolDefinitions | CONTEXT.toolCalls].map((context) => {
    const reading = { capability: 0, confidence: 0, elicitation: 0, language: 0 };
    reader.read(bytes, reading, context);
    return reading;
  });
  expect(equipped?.capability).toBe(2);
  expect(bare?.capability === 2 ? bare.confidence : 0).toBeLessThan(equipped?.confidence ?? 0);
});
