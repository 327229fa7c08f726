import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SegmentDraft } from '../../main/storage/segment-draft.ts';
import { segmentPath } from '../../main/storage/segment-files.ts';
import { writeSegment } from '../../main/storage/segment-writer.ts';
import { drawSegment } from './segment-drawing.ts';
import { temporaryFolder } from './temporary-folder.ts';

const content = drawSegment(
  Array.from({ length: 5_000 }, (_, row) => ({ texts: { prompt_text: `prompt ${row}`.repeat(20), completion_text: `answer ${row}` } })),
);

describe('a segment draft', () => {
  it('becomes the same files as a segment written at once', async () => {
    const folder = temporaryFolder();
    const atOnce = writeSegment(folder, 1, content);
    const draft = new SegmentDraft(folder, 'u0-0');
    draft.writeTexts(content.rowCount, content.texts);
    expect(await draft.publish(2, content)).toEqual(atOnce);
    for (const part of ['facts', 'text'] as const) {
      expect(readFileSync(segmentPath(folder, 2, part))).toEqual(readFileSync(segmentPath(folder, 1, part)));
    }
    expect(readdirSync(folder)).toHaveLength(4);
  });

  it('has no final name before both its files are there', async () => {
    const folder = temporaryFolder();
    const draft = new SegmentDraft(folder, 'u0-0');
    draft.writeTexts(content.rowCount, content.texts);
    expect(readdirSync(folder)).toEqual(['u0-0.text.partial']);
    const published = draft.publish(7, content);
    expect(readdirSync(folder)).toEqual(['u0-0.facts.partial', 'u0-0.text.partial']);
    await published;
    expect(readdirSync(folder)).toEqual(['000007.facts.arrow', '000007.text.arrow']);
  });

  it('leaves nothing behind when its facts cannot be written', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'u0-0.facts.partial'), 'in the way');
    const draft = new SegmentDraft(folder, 'u0-0');
    draft.writeTexts(content.rowCount, content.texts);
    expect(() => draft.publish(1, content)).toThrow(/EEXIST/);
    expect(readdirSync(folder)).toEqual([]);
  });
});
