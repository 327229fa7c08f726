import { Failure } from '../engine/domain/failure.ts';

const FRESH_MS = 60_000;
const KEPT = 10_000;

/** Paths that the preload resolved for dropped files. A page may use each for a minute and cannot name any other. */
export class DroppedPaths {
  readonly #droppedAt = new Map<string, number>();

  add(path: string, nowMs: number): void {
    this.#droppedAt.set(path, nowMs);
    const oldest = this.#droppedAt.keys().next();
    if (this.#droppedAt.size > KEPT && !oldest.done) this.#droppedAt.delete(oldest.value);
  }

  isFresh(path: string, nowMs: number): boolean {
    const droppedAt = this.#droppedAt.get(path);
    return droppedAt !== undefined && nowMs - droppedAt <= FRESH_MS;
  }

  /** Throws file-missing for a path that was not dropped just now. */
  requireFresh(paths: readonly string[], nowMs: number): void {
    const refused = paths.filter((path) => !this.isFresh(path, nowMs)).length;
    if (refused > 0) throw new Failure('file-missing', `${refused} of ${paths.length} files were not dropped on the window just now`);
  }
}
