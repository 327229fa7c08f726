import { ELICITATIONS } from '../domain/capability.ts';
import type { TokenBuffer } from '../templates/tokens.ts';
import type { ElicitationModel } from './elicitation-model.ts';
import { MeaningReader, MeetingBuffer } from './meetings.ts';

/** Reads how prompts ask, one after the other, with buffers that it reuses. */
export class ElicitationReader {
  readonly #model: ElicitationModel;
  readonly #met = new MeetingBuffer();
  readonly #meanings = new MeaningReader(this.#met);
  readonly #sums = new Int32Array(ELICITATIONS.length);

  constructor(model: ElicitationModel) {
    this.#model = model;
  }

  /**
   * The elicitation with the largest sum of weights over the meetings of a prompt's meanings; of equal ones the first. Integer arithmetic only.
   *
   * @param bytes the prompt as tokenised
   * @returns index into ELICITATIONS
   */
  read(bytes: Uint8Array, tokens: TokenBuffer): number {
    const { bias, weights } = this.#model;
    const sums = this.#sums;
    this.#meanings.read(bytes, tokens);
    sums.set(bias);
    for (let i = 0; i < this.#met.count; i++) {
      const at = (this.#met.meetings[i] as number) * ELICITATIONS.length;
      for (let k = 0; k < sums.length; k++) sums[k] = (sums[k] as number) + (weights[at + k] as number);
    }
    let best = 0;
    for (let k = 1; k < sums.length; k++) if ((sums[k] as number) > (sums[best] as number)) best = k;
    return best;
  }
}
