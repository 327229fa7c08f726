import { TokenBuffer, tokenize } from '../templates/tokens.ts';
import { type CapabilityModel, type CapabilityScore, classify } from './classifier.ts';
import { readElicitation } from './elicitation.ts';
import { collectFeatures, collectKeys, FeatureBuffer, KeyBuffer } from './features.ts';

export interface PromptReading extends CapabilityScore {
  /** Index into ELICITATIONS. */
  elicitation: number;
}

/** Reads capability and elicitation of prompts one after the other, with buffers that it reuses. */
export class PromptReader {
  readonly #model: CapabilityModel;
  readonly #tokens = new TokenBuffer();
  readonly #keys = new KeyBuffer();
  readonly #features = new FeatureBuffer();

  constructor(model: CapabilityModel) {
    this.#model = model;
  }

  /** @param bytes the prompt's readablePart, UTF-8 or not */
  read(bytes: Uint8Array, result: PromptReading): void {
    tokenize(bytes, 0, bytes.length, this.#tokens);
    this.readTokens(bytes, this.#tokens, result);
  }

  /** The same for a prompt already tokenised. */
  readTokens(bytes: Uint8Array, tokens: TokenBuffer, result: PromptReading): void {
    collectKeys(bytes, tokens, this.#keys);
    collectFeatures(bytes, tokens, this.#keys, this.#model.vocabulary, this.#features);
    classify(this.#model, this.#features, result);
    result.elicitation = readElicitation(tokens);
  }
}
