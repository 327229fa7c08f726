import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleHtml, visibleLine } from '../../../main/engine/evidence/inert-text.ts';
import { renderReport } from '../../../main/engine/evidence/report.ts';
import { REPORT_STYLE } from '../../../main/engine/evidence/report-style.ts';
import { content } from './evidence-content.ts';

const report = renderReport(content(), 'c3R5bGU=');

describe('the report', () => {
  it('contains no script, no handler, no link out and no resource', () => {
    expect(report).not.toMatch(/<script|javascript:|\son\w+=|<img|<iframe|<link|<object|<embed|<form|srcset|\ssrc=/i);
    const links = [...report.matchAll(/href="([^"]*)"/g)].map((match) => match[1] ?? '');
    expect(links.length).toBeGreaterThan(0);
    expect(links.every((link) => link.startsWith('#'))).toBe(true);
    expect(REPORT_STYLE).not.toMatch(/url\(|@import/);
  });

  it('forbids everything but its own style', () => {
    expect(report).toContain(`content="default-src 'none'; style-src 'sha256-c3R5bGU='; base-uri 'none'; form-action 'none'"`);
    expect(report).not.toMatch(/\sstyle=/);
  });

  it('shows hostile account names, file names and prompts as text, with what cannot be seen written out', () => {
    expect(report).toContain('&#60;script&#62;alert(1)&#60;/script&#62;');
    expect(report).toContain('\\u202egnp.\\x07\\x1b[31m&#60;/pre&#62;');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the report must hold none
    expect(report).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202a-\u202e\u2066-\u2069]/);
    expect(report).toContain('first line\nsecond');
  });

  it('says what was found, how sure, why, what, when, who and how to check', () => {
    for (const part of [
      'c-0123456789',
      'strong',
      '71.5',
      'software engineering',
      '2.50 to 3.60',
      'reasoning trace',
      'one company',
      'Methods and limits',
      'cd'.repeat(32),
      'sha256sum --check',
    ]) {
      expect(report).toContain(part);
    }
    expect([...report.matchAll(/<svg /g)]).toHaveLength(3);
    expect(report).toContain('2 more groups of this analysis, leads among them, are left out of this bundle');
  });

  it('says so when nothing was found', () => {
    expect(renderReport({ ...content(), findings: [] }, 'x')).toContain('not proof of absence');
  });
});

describe('visible text', () => {
  it('never lets markup or anything unseen through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(visibleHtml(text)).not.toMatch(/[<>"'`]|[\u202a-\u202e\u200b-\u200f]/);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals obey these
        expect(visibleLine(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/u);
      }),
    );
  });

  it('leaves ordinary text of any language as it is', () => {
    for (const text of ['Grüße, 图书馆九点开门', 'ימין ושמאל', 'tab-free 100 %']) expect(visibleLine(text)).toBe(text);
  });

  it('writes out a lone surrogate', () => {
    expect(visibleLine('a\ud800b')).toBe('a\\ud800b');
  });
});
