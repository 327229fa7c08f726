import { expect, it } from 'vitest';
import { activityText } from '../../renderer/state/activity-text.ts';

it('reads the details of an activity as names and values, with the file of a path', () => {
  const details = { sourceId: 2, path: '/logs/may/exchanges.jsonl', sha256: 'ab'.repeat(32), exchanges: 12_000 };
  expect(activityText(JSON.stringify(details))).toBe('source id 2 · exchanges.jsonl · sha256 abababababab · exchanges 12\u202f000');
});

it('shows details it cannot read as they stand', () => {
  expect(activityText('{"cut')).toBe('{"cut');
  expect(activityText('7')).toBe('7');
});
