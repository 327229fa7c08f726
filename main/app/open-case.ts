import type { CaseSummary } from '../engine/domain/case.ts';
import { Failure } from '../engine/domain/failure.ts';
import { type CaseSession, createCase, openCase } from '../services/cases.ts';
import type { Jobs } from '../services/jobs.ts';
import { closeQueries } from '../services/queries.ts';
import { spawnInspector } from './inspector.ts';
import { programName } from './program.ts';

/** The one case that the window shows. Opening, creating and closing take turns. */
export class OpenCase {
  readonly #jobs: Jobs;
  readonly #tell: (summary: CaseSummary | null) => void;
  #session: CaseSession | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  /** `tell` is called whenever the case was opened, closed or changed. */
  constructor(jobs: Jobs, tell: (summary: CaseSummary | null) => void) {
    this.#jobs = jobs;
    this.#tell = tell;
  }

  /** Throws case-missing when no case is open. */
  session(): CaseSession {
    if (this.#session === null) throw new Failure('case-missing', 'no case is open');
    return this.#session;
  }

  /** Throws case-missing, case-read-only. */
  writableSession(): CaseSession {
    const session = this.session();
    if (session.readOnly) throw new Failure('case-read-only', `${session.summary().name} is open read-only`);
    return session;
  }

  isOpen(): boolean {
    return this.#session !== null;
  }

  summary(): CaseSummary | null {
    return this.#session?.summary() ?? null;
  }

  /** `folder` is the folder to make. */
  create(folder: string): Promise<CaseSummary> {
    return this.#inTurn(async () => this.#show(createCase(folder, { program: programName() })));
  }

  /** The case shown stays open when the other one cannot be opened. */
  open(path: string, readOnly: boolean): Promise<CaseSummary> {
    return this.#inTurn(async () => {
      const shown = this.#session;
      if (shown?.path === path) {
        if (shown.readOnly === readOnly) return shown.summary();
        await this.#close();
      }
      return this.#show(await openCase(path, { readOnly, program: programName(), spawnInspector }));
    });
  }

  /** Cancels what runs, waits for its end and closes. */
  close(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#close();
      this.changed();
    });
  }

  changed(): void {
    this.#tell(this.summary());
  }

  async #show(session: CaseSession): Promise<CaseSummary> {
    await this.#close();
    this.#session = session;
    this.changed();
    return session.summary();
  }

  async #close(): Promise<void> {
    const session = this.#session;
    if (session === null) return;
    this.#jobs.cancelAll();
    await this.#jobs.settled();
    this.#session = null;
    await closeQueries(session);
    session.close();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => {});
    return result;
  }
}
