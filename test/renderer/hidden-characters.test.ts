import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { revealHidden, visibleText } from '../../renderer/state/hidden-characters.ts';

describe('hidden characters', () => {
  it('writes direction overrides, zero-width, control, tag and lone surrogate characters as code points', () => {
    expect(visibleText('a\u202eb')).toBe('aU+202Eb');
    expect(visibleText('a\u200bb\u0000c\u00add')).toBe('aU+200BbU+0000cU+00ADd');
    expect(visibleText('\u{e0041}')).toBe('U+E0041');
    expect(visibleText('\ud800x')).toBe('U+D800x');
    expect(visibleText('\u3164\u2028\ufeff')).toBe('U+3164U+2028U+FEFF');
  });

  it('leaves ordinary text of any script, tabs and lines as they are', () => {
    for (const text of ['Größe\t3\n', 'שלום', 'مرحبا', '你好', 'e\u0301', '❤\ufe0f', '😀']) {
      expect(revealHidden(text)).toEqual([{ at: 0, text, escape: false }]);
    }
  });

  it('loses nothing: every run starts where the one before ends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const runs = revealHidden(text);
        return runs.every((run, i) => {
          const end = runs[i + 1]?.at ?? text.length;
          return run.escape ? /^U\+[0-9A-F]{4,6}$/.test(run.text) : text.slice(run.at, end) === run.text;
        });
      }),
    );
  });
});
