import type { CheckReport } from '../engine/domain/case.ts';
import type { SerializedFailure } from '../engine/domain/failure.ts';
import type { JobProgress } from '../engine/domain/job.ts';

/** What the parent asks, once: look at a case before it is believed, or check it whole. */
export interface InspectRequest {
  readonly kind: 'inspect' | 'check';
  readonly folder: string;
  /** Name of the case: its file's name without the extension. */
  readonly name: string;
  /** A private copy of the case's database. */
  readonly databaseFile: string;
}

export type InspectAnswer =
  | { readonly kind: 'progress'; readonly progress: JobProgress }
  | { readonly kind: 'sound' }
  | { readonly kind: 'report'; readonly report: CheckReport }
  | { readonly kind: 'failure'; readonly failure: SerializedFailure };

export function parseInspectRequest(message: unknown): InspectRequest {
  const request = message as InspectRequest;
  const texts = [request?.folder, request?.name, request?.databaseFile];
  if (!texts.every((text) => typeof text === 'string') || (request.kind !== 'inspect' && request.kind !== 'check')) {
    throw new TypeError('not an inspection request');
  }
  return request;
}

const ANSWERS = new Set<unknown>(['progress', 'sound', 'report', 'failure']);

export function isInspectAnswer(message: unknown): message is InspectAnswer {
  return typeof message === 'object' && message !== null && 'kind' in message && ANSWERS.has(message.kind);
}
