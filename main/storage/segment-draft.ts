import type { EndedFile } from './arrow-file-writer.ts';
import { reportingDiskFull } from './disk-full.ts';
import type { SegmentContent, WrittenSegment } from './segment-content.ts';
import { discardSegment, publishSegment, temporaryPath } from './segment-files.ts';
import { timeSpan, writeFacts, writeTexts, writtenSegment } from './segment-writer.ts';

/**
 * A segment whose parts are written as they become known: its texts, which need no codes, then its facts, then its number. The disk is waited
 * for in the background. What each method writes equals what writeSegment() does; each throws disk-full, and leaves nothing behind when it throws.
 */
export class SegmentDraft {
  readonly #folder: string;
  readonly #name: string;
  readonly #syncs: Promise<void>[] = [];
  #text: EndedFile | null = null;

  /** @param name of the temporary files; no other draft has it: lower-case letters, digits, dashes */
  constructor(folder: string, name: string) {
    this.#folder = folder;
    this.#name = name;
  }

  writeTexts(rowCount: number, texts: SegmentContent['texts']): void {
    this.#text = this.#write(() => writeTexts(temporaryPath(this.#folder, this.#name, 'text'), rowCount, texts));
  }

  /** Writes the facts and, once both files are on the disk, gives them their number. `content` may be reused as soon as the call returns its promise. */
  publish(segmentNo: number, content: SegmentContent): Promise<WrittenSegment> {
    const text = this.#text;
    if (text === null) throw new TypeError('a segment without texts');
    const facts = this.#write(() => writeFacts(temporaryPath(this.#folder, this.#name, 'facts'), content));
    const published = this.#publish(segmentNo, writtenSegment(facts, text, timeSpan(content)));
    published.catch(() => {});
    return published;
  }

  async #publish(segmentNo: number, written: WrittenSegment): Promise<WrittenSegment> {
    const syncs = await Promise.allSettled(this.#syncs);
    return this.#orDiscard(() => {
      for (const sync of syncs) if (sync.status === 'rejected') throw sync.reason;
      publishSegment(this.#folder, this.#name, segmentNo);
      return written;
    });
  }

  #write(write: () => EndedFile): EndedFile {
    return this.#orDiscard(() => {
      const file = write();
      const synced = file.sync();
      synced.catch(() => {});
      this.#syncs.push(synced);
      return file;
    });
  }

  #orDiscard<T>(work: () => T): T {
    try {
      return reportingDiskFull(this.#folder, work);
    } catch (error) {
      discardSegment(this.#folder, this.#name);
      throw error;
    }
  }
}
