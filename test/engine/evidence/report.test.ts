import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleHtml, visibleLine } from '../../../main/engine/evidence/inert-text.ts';
import { renderReport } from '../../../main/engine/evidence/report.ts';
import { REPORT_STYLE } from '../../../main/engine/evidence/report-style.ts';
import { campaignsJson } from '../../../main/engine/evidence/tables.ts';
import { content, HOSTILE } from './evidence-content.ts';

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
    expect([...report.matchAll(/<svg /g)]).toHaveLength(4);
    expect(report).toContain('2 more groups of this analysis, leads among them, are left out of this bundle');
  });

  it('says that an analyst changed a campaign by hand, and nothing of it where nobody did', () => {
    expect(report).not.toContain('by hand');
    const [first, ...others] = content().findings;
    if (first === undefined) throw new TypeError('nothing drawn');
    const editedByHand = { added: 1, dropped: 12, merged: 0, split: 0 };
    const edited = { ...content(), findings: [{ ...first, editedByHand }, ...others] };
    expect(renderReport(edited, 'x')).toContain('1 accounts added, 12 dropped');
    expect(JSON.parse(campaignsJson(edited)).campaigns[0].editedByHand).toEqual(editedByHand);
  });

  it('says how the score comes about, what was measured of the group, and what chance would give', () => {
    for (const part of [
      'load evenness: +16.5, score 71.5',
      'the days of members are exchangeable',
      'does&nbsp;not&nbsp;hold',
      'ruled&nbsp;out',
      '90 of 120 exchanges (75.0 %) carry a text',
      '0.05 campaigns of at least this score are expected',
      'Core: 3 accounts',
      'Parts of it that ask for different things',
    ])
      expect(report).toContain(part);
  });

  it('says of a result of an older version that it does not know how it is built', () => {
    const [first] = content().findings;
    if (first === undefined) throw new TypeError('nothing drawn');
    const { reading: _, ...older } = first;
    const text = renderReport({ ...content(), findings: [older] }, 'x');
    expect(text).toContain('analysed by an older version');
    expect(text).not.toContain('How the score of');
  });

  it('shows steps and measures that a damaged case made up as text', () => {
    const [first] = content().findings;
    if (first?.reading === undefined) throw new TypeError('nothing drawn');
    const [measure] = first.reading.behaviour;
    if (measure === undefined) throw new TypeError('nothing drawn');
    const waterfall = [{ step: HOSTILE, adds: -3, score: 71.5 }];
    const behaviour = [{ ...measure, reason: HOSTILE, nullHypothesis: HOSTILE }];
    const text = renderReport({ ...content(), findings: [{ ...first, reading: { ...first.reading, waterfall, behaviour } }] }, 'x');
    expect(text).not.toContain('<script');
    expect(text).not.toContain('\u202e');
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
