import type { ImportSummary } from '../engine/domain/case.ts';
import { isFailure } from '../engine/domain/failure.ts';
import type { CaseStore } from '../storage/case-store.ts';
import type { SourceRecord } from '../storage/sources.ts';
import type { ImportFile } from './imports-files.ts';

export type ImportedSource = ImportSummary['sources'][number];

const mappingText = (file: ImportFile): string | null => (file.mapping === null ? null : JSON.stringify(file.mapping));

/** Sources of the case that may hold the same bytes read in the same way. */
export function sourcesLike(store: CaseStore, file: ImportFile): SourceRecord[] {
  const mapping = mappingText(file);
  return store.sources
    .list()
    .filter((source) => source.bytes === file.bytes && source.format === file.format.name && source.mapping === mapping);
}

export function beginSource(store: CaseStore, file: ImportFile): number {
  const { path, bytes, headSha256, format } = file;
  return store.transaction(() => {
    const sourceId = store.sources.begin({ path, format: format.name, mapping: mappingText(file), bytes, headSha256 });
    store.activity.append('import-started', { sourceId, path, format: format.name, reason: file.reason, bytes });
    return sourceId;
  });
}

export function continueSource(store: CaseStore, file: ImportFile, source: SourceRecord): number {
  const { sourceId } = source;
  store.transaction(() => {
    store.sources.setState(sourceId, 'importing');
    store.activity.append('import-continued', { sourceId, path: file.path, exchanges: source.exchanges });
  });
  return sourceId;
}

export function completeSource(store: CaseStore, file: ImportFile, sourceId: number, sha256: string): ImportedSource {
  return store.transaction(() => {
    store.sources.setState(sourceId, 'complete', sha256);
    const source = store.sources.find(sourceId);
    if (source === null) throw new TypeError(`source ${sourceId} is not in the case`);
    const { exchanges, quarantined, duplicates } = source;
    store.activity.append('import-completed', { sourceId, path: file.path, sha256, exchanges, quarantined, duplicates });
    return { path: file.path, sha256, format: file.format.name, bytes: file.bytes, exchanges, quarantined, duplicates };
  });
}

/** The file's bytes are in the case: nothing is imported, each of its exchanges is a duplicate. */
export function recordRepetition(store: CaseStore, file: ImportFile, source: SourceRecord, sha256: string): ImportedSource {
  const duplicates = source.exchanges + source.duplicates;
  store.transaction(() => {
    store.activity.append('import-repeated', { sourceId: source.sourceId, path: file.path, sha256, duplicates });
  });
  const { path, bytes, format } = file;
  return { path, sha256, format: format.name, bytes, exchanges: 0, quarantined: source.quarantined, duplicates };
}

/** The import of a source ended before its file did; it can be continued. */
export function stopSource(store: CaseStore, file: ImportFile, sourceId: number, error: unknown): void {
  store.transaction(() => {
    store.sources.setState(sourceId, 'cancelled');
    store.activity.append('import-stopped', { sourceId, path: file.path, reason: isFailure(error) ? error.code : 'fault' });
  });
}
