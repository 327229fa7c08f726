import type { QuarantineReason } from '../domain/case.ts';

/** Why one record cannot become an exchange. `detail` is one sentence without traffic content. */
export class RecordReject extends Error {
  readonly reason: QuarantineReason;
  readonly detail: string;

  constructor(reason: QuarantineReason, detail: string) {
    super(detail);
    this.name = 'RecordReject';
    this.reason = reason;
    this.detail = detail;
  }
}
