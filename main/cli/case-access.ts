import { type CaseSession, openCase } from '../services/cases.ts';
import { closeQueries } from '../services/queries.ts';
import { PROGRAM_NAME } from './program-version.ts';

/** Opens a case for the length of some work and always closes it. */
export async function withCase<T>(path: string, access: 'read' | 'write', work: (session: CaseSession) => Promise<T>): Promise<T> {
  return withSession(await openCase(path, { readOnly: access === 'read', program: PROGRAM_NAME }), work);
}

/** Runs work with an open case and closes it. */
export async function withSession<T>(session: CaseSession, work: (session: CaseSession) => Promise<T>): Promise<T> {
  try {
    return await work(session);
  } finally {
    await closeQueries(session);
    session.close();
  }
}
