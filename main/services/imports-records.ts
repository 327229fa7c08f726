import type { ImportSummary } from '../engine/domain/case.ts';
import { isFailure } from '../engine/domain/failure.ts';
import type { CaseStore } from '../storage/case-store.ts';
import type { SourceRecord } from '../storage/sources.ts';
import { archiveEntry, type ImportFile } from './imports-files.ts';

export type ImportedSource = ImportSummary['sources'][number];

const mappingText = (file: ImportFile): string | null => (file.mapping === null ? null : JSON.stringify(file.mapping));
/** Entries of one archive have its bytes in common. */
const likenessOf = (path: string, bytes: number, format: string, mapping: string | null): string =>
  `${bytes} ${format} ${mapping ?? ''} ${archiveEntry(path) ?? ''}`;

/** Sources of the case by what those that may hold the same bytes, read in the same way, have in common. Kept for the length of an import. */
export class KnownSources {
  readonly #alike = new Map<string, SourceRecord[]>();
  readonly #byPath = new Map<string, SourceRecord[]>();

  constructor(store: CaseStore) {
    for (const source of store.sources.list()) this.note(source);
  }

  /** Sources that may hold the same bytes read in the same way, by id. */
  like(file: ImportFile): readonly SourceRecord[] {
    return this.#alike.get(likenessOf(file.path, file.bytes, file.format.name, mappingText(file))) ?? [];
  }

  /** Completely imported sources that were smaller files of the same name, format and mapping, the largest first. */
  earlierOf(file: ImportFile): readonly SourceRecord[] {
    const mapping = mappingText(file);
    const isEarlier = (source: SourceRecord): boolean =>
      source.state === 'complete' && source.bytes < file.bytes && source.format === file.format.name && source.mapping === mapping;
    return (this.#byPath.get(file.path) ?? []).filter(isEarlier).sort((a, b) => b.bytes - a.bytes);
  }

  /** Takes in what became of a source. */
  note(source: SourceRecord): void {
    const key = likenessOf(source.path, source.bytes, source.format, source.mapping);
    const others = this.#alike.get(key)?.filter(({ sourceId }) => sourceId !== source.sourceId) ?? [];
    this.#alike.set(key, [...others, source]);
    const sameName = this.#byPath.get(source.path)?.filter(({ sourceId }) => sourceId !== source.sourceId) ?? [];
    this.#byPath.set(source.path, [...sameName, source]);
  }
}

/** The recording of a source in one or several transactions. */
export class SourceRecording {
  readonly sourceId: number;
  readonly #store: CaseStore;
  readonly #file: ImportFile;
  readonly #interrupted: SourceRecord | null;
  readonly #known: KnownSources;
  readonly #startedAt = new Date().toISOString();
  #isBegun = false;

  /** `interrupted` is the source to continue; without one the file becomes the new source `newId`, to be recorded in the order of ids. */
  constructor(store: CaseStore, known: KnownSources, file: ImportFile, interrupted: SourceRecord | null, newId: number) {
    this.#store = store;
    this.#known = known;
    this.#file = file;
    this.#interrupted = interrupted;
    this.sourceId = interrupted?.sourceId ?? newId;
  }

  /** Records that the import began, unless it is recorded. Units of the source are committed after it, or in the same transaction. */
  begin(): void {
    if (this.#isBegun) return;
    const { sources, activity } = this.#store;
    const { path, bytes, headSha256, format, reason } = this.#file;
    const { sourceId } = this;
    this.#store.transaction(() => {
      if (this.#interrupted === null) {
        sources.begin({
          path,
          format: format.name,
          mapping: mappingText(this.#file),
          bytes,
          headSha256,
          reason,
          startedAt: this.#startedAt,
        });
        activity.append('import-started', { sourceId, path, format: format.name, reason, bytes }, this.#startedAt);
      } else {
        sources.setState(sourceId, 'importing');
        activity.append('import-continued', { sourceId, path, exchanges: this.#interrupted.exchanges }, this.#startedAt);
      }
    });
    this.#isBegun = true;
  }

  /** `alongside` commits in the same transaction what is not committed. */
  complete(sha256: string, alongside: () => void): ImportedSource {
    const { path, bytes, format } = this.#file;
    const { sourceId } = this;
    const source = this.#end(
      alongside,
      () => this.#store.sources.setState(sourceId, 'complete', { sha256 }),
      (ended) => {
        const { exchanges, quarantined, duplicates } = ended;
        this.#store.activity.append('import-completed', { sourceId, path, sha256, exchanges, quarantined, duplicates });
      },
    );
    const { exchanges, quarantined, duplicates } = source;
    return { path, sha256, format: format.name, bytes, exchanges, quarantined, duplicates, remark: null };
  }

  /** The import of the source ended before its file did; it can be continued. */
  stop(error: unknown, alongside: () => void): void {
    const reason = isFailure(error) ? error.code : 'fault';
    const failure = isFailure(error) ? error.message : 'a mistake of the program';
    const { sourceId } = this;
    this.#end(
      alongside,
      () => {
        if (reason === 'cancelled') this.#store.sources.setState(sourceId, 'cancelled');
        else this.#store.sources.setState(sourceId, 'failed', { failure });
      },
      () => this.#store.activity.append('import-stopped', { sourceId, path: this.#file.path, reason }),
    );
  }

  #end(alongside: () => void, setState: () => void, log: (ended: SourceRecord) => void): SourceRecord {
    const wasBegun = this.#isBegun;
    try {
      const ended = this.#store.transaction(() => {
        this.begin();
        alongside();
        setState();
        const source = this.#store.sources.find(this.sourceId);
        if (source === null) throw new TypeError(`source ${this.sourceId} is not in the case`);
        log(source);
        return source;
      });
      this.#known.note(ended);
      return ended;
    } catch (error) {
      this.#isBegun = wasBegun;
      throw error;
    }
  }
}

/** The file's bytes are in the case: nothing is imported, each of its exchanges is a duplicate. */
export function recordRepetition(store: CaseStore, file: ImportFile, source: SourceRecord, sha256: string): ImportedSource {
  const duplicates = source.exchanges + source.duplicates;
  store.transaction(() => {
    store.activity.append('import-repeated', { sourceId: source.sourceId, path: file.path, sha256, duplicates });
  });
  const { path, bytes, format } = file;
  const remark = `the file is in the case already, as source ${source.sourceId}`;
  return { path, sha256, format: format.name, bytes, exchanges: 0, quarantined: source.quarantined, duplicates, remark };
}
