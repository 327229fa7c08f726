import { TokenBuffer, tokenize } from '../templates/tokens.ts';
import { type CapabilityModel, type CapabilityScore, classify } from './classifier.ts';
import { ElicitationReader } from './elicitation.ts';
import { loadElicitationModel } from './elicitation-model.ts';
import { collectFeatures, collectKeys, FeatureBuffer, KeyBuffer } from './features.ts';
import { LanguageReader } from './language.ts';

export interface PromptReading extends CapabilityScore {
  /** Index into ELICITATIONS. */
  elicitation: number;
  /** Index into LANGUAGES. */
  language: number;
}

/** Reads capability, elicitation and language of prompts one after the other, with buffers that it reuses. */
export class PromptReader {
  readonly #model: CapabilityModel;
  readonly #tokens = new TokenBuffer();
  readonly #keys = new KeyBuffer();
  readonly #features = new FeatureBuffer();
  readonly #elicitation = new ElicitationReader(loadElicitationModel());
  readonly #language = new LanguageReader();

  constructor(model: CapabilityModel) {
    this.#model = model;
  }

  /**
   * @param bytes the prompt's readablePart, UTF-8 or not
   * @param context what else its request carries, bits of CONTEXT
   */
  read(bytes: Uint8Array, result: PromptReading, context = 0): void {
    tokenize(bytes, 0, bytes.length, this.#tokens);
    this.readTokens(bytes, this.#tokens, result, context);
  }

  /** The same for a prompt already tokenised. */
  readTokens(bytes: Uint8Array, tokens: TokenBuffer, result: PromptReading, context = 0): void {
    collectKeys(bytes, tokens, this.#keys);
    collectFeatures(bytes, tokens, this.#keys, this.#model.vocabulary, this.#features, context);
    classify(this.#model, this.#features, result);
    result.elicitation = this.#elicitation.read(bytes, tokens);
    result.language = this.#language.read(bytes, tokens);
  }
}
