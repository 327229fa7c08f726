/** Every way in which input, a case or the machine can be at fault. A bug is never a Failure. */
export const FAILURE_CODES = [
  'case-exists',
  'case-missing',
  'case-foreign',
  'case-newer',
  'case-locked',
  'case-read-only',
  'case-damaged',
  'file-missing',
  'file-unreadable',
  'file-malformed',
  'file-bomb',
  'format-unknown',
  'mapping-invalid',
  'settings-invalid',
  'scenario-unknown',
  'campaign-unknown',
  'account-unknown',
  'edit-invalid',
  'injection-impossible',
  'analysis-missing',
  'row-unknown',
  'entry-unknown',
  'bundle-malformed',
  'bundle-tampered',
  'folder-not-empty',
  'disk-full',
  'cancelled',
  'worker-lost',
] as const;

export type FailureCode = (typeof FAILURE_CODES)[number];

/** What a Failure may carry besides its message: names, positions and counts, never traffic content. */
export type FailureDetails = Readonly<Record<string, string | number | boolean | null>>;

/**
 * An expected failure. The message states the fact (what and where) without advice; the surface that shows it adds advice by code.
 */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly details: FailureDetails;

  constructor(code: FailureCode, message: string, details: FailureDetails = {}, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'Failure';
    this.code = code;
    this.details = details;
  }
}

/** A Failure as it crosses a process or worker boundary. */
export interface SerializedFailure {
  readonly code: FailureCode;
  readonly message: string;
  readonly details: FailureDetails;
}

export function isFailure(error: unknown): error is Failure {
  return error instanceof Failure;
}

export function serializeFailure(failure: Failure): SerializedFailure {
  return { code: failure.code, message: failure.message, details: failure.details };
}

export function reviveFailure(serialized: SerializedFailure): Failure {
  return new Failure(serialized.code, serialized.message, serialized.details);
}
