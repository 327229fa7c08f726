import { describe, expect, it } from 'vitest';
import { NO_MAPPING } from '../../renderer/state/canonical-fields.ts';
import { constantOf, draftOf, editMapping, fallbackPlaces, type MappingEdit } from '../../renderer/state/mapping-draft.ts';

const edited = (...edits: readonly MappingEdit[]) => edits.reduce(editMapping, draftOf(NO_MAPPING));
const set = (column: string, field: string | null): MappingEdit => ({ kind: 'set-column', column, field });

describe('a mapping being edited', () => {
  it('goes back and forth over what was changed', () => {
    const draft = edited(set('a', 'ts'), set('b', 'prompt_text'), { kind: 'undo' });
    expect(draft.mapping.columns).toEqual({ a: 'ts' });
    expect(editMapping(draft, { kind: 'redo' }).mapping.columns).toEqual({ a: 'ts', b: 'prompt_text' });
    expect(editMapping(draft, { kind: 'undo' }).mapping).toEqual(NO_MAPPING);
    expect(edited({ kind: 'undo' }).mapping).toEqual(NO_MAPPING);
  });

  it('forgets what was taken back once something else is changed', () => {
    const draft = edited(set('a', 'ts'), { kind: 'undo' }, set('b', 'ts'), { kind: 'redo' });
    expect(draft.mapping.columns).toEqual({ b: 'ts' });
  });

  it('counts a choice that changes nothing as no step', () => {
    expect(edited(set('a', 'ts'), set('a', 'ts')).past).toHaveLength(1);
  });

  it('tries several columns of one field in the order in which they stand, and puts one first', () => {
    const draft = edited(set('a', 'account_id'), set('x', 'ts'), set('b', 'account_id'));
    expect([...fallbackPlaces(draft.mapping)]).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    const turned = editMapping(draft, { kind: 'put-first', column: 'b' });
    expect(Object.keys(turned.mapping.columns)).toEqual(['b', 'a', 'x']);
    expect(fallbackPlaces(turned.mapping).get('b')).toBe(1);
  });

  it('sets and takes away prefixes and constants', () => {
    const draft = edited(
      { kind: 'set-prefix', field: 'tls_fingerprint', text: 'ja4:' },
      { kind: 'set-constant', field: 'stream', text: 'True' },
      { kind: 'set-constant', field: 'provider', text: '7' },
      { kind: 'set-prefix', field: 'tls_fingerprint', text: null },
    );
    expect(draft.mapping).toMatchObject({ prefixes: {}, constants: { stream: true, provider: '7' } });
  });

  it('types a constant as its column is typed', () => {
    expect([constantOf('status_code', '200'), constantOf('status_code', 'ok'), constantOf('ts', '1772442847')]).toEqual([
      200,
      'ok',
      '1772442847',
    ]);
  });
});
