import type { PromptReading } from '../../../main/engine/capabilities/prompt-reader.ts';
import { SKETCH_BINS } from '../../../main/engine/domain/exchange-columns.ts';
import type { Fingerprint } from '../../../main/engine/templates/fingerprint.ts';
import { type Kernel, loadKernel } from '../../../main/workers/kernel-instance.ts';
import { loadModel } from '../../../main/workers/kernel-model.ts';

const PROMPT_TEXT = 53;
const FACT = {
  skeletonHashes: 5,
  headHashes: 6,
  tailHashes: 7,
  tokenCounts: 8,
  sketches: 9,
  capabilities: 10,
  confidences: 11,
  elicitations: 12,
  languages: 13,
} as const;

/** A kernel with nothing but prompts in it, which may be any bytes. */
class PromptBatch {
  readonly kernel: Kernel = loadKernel();

  constructor() {
    loadModel(this.kernel);
    this.kernel.addColumn(PROMPT_TEXT, 3);
  }

  /** Puts one prompt into a row of its own. */
  add(prompt: Uint8Array): void {
    const at = this.kernel.textSpace(PROMPT_TEXT, prompt.length);
    new Uint8Array(this.kernel.memory.buffer).set(prompt, at);
    this.kernel.endText(PROMPT_TEXT, at + prompt.length);
    this.kernel.commitHostRow();
  }

  fingerprints(): Fingerprint[] {
    const rows = this.kernel.rowCount();
    const { buffer } = this.kernel.memory;
    const at = (fact: keyof typeof FACT): number => this.kernel.factAddress(FACT[fact]);
    const skeletons = new Uint32Array(buffer, at('skeletonHashes'), rows * 2);
    const heads = new Uint32Array(buffer, at('headHashes'), rows);
    const tails = new Uint32Array(buffer, at('tailHashes'), rows);
    const counts = new Uint16Array(buffer, at('tokenCounts'), rows);
    const sketches = new Uint8Array(buffer, at('sketches'), rows * SKETCH_BINS);
    return Array.from({ length: rows }, (_, row) => ({
      skeleton: {
        low: skeletons[2 * row] as number,
        high: skeletons[2 * row + 1] as number,
        head: heads[row] as number,
        tail: tails[row] as number,
      },
      tokenCount: counts[row] as number,
      sketch: sketches.slice(row * SKETCH_BINS, (row + 1) * SKETCH_BINS),
    }));
  }

  readings(): PromptReading[] {
    const rows = this.kernel.rowCount();
    const column = (fact: keyof typeof FACT): Uint8Array =>
      new Uint8Array(this.kernel.memory.buffer, this.kernel.factAddress(FACT[fact]), rows);
    const [capabilities, confidences] = [column('capabilities'), column('confidences')];
    const [elicitations, languages] = [column('elicitations'), column('languages')];
    return Array.from({ length: rows }, (_, row) => ({
      capability: capabilities[row] as number,
      confidence: confidences[row] as number,
      elicitation: elicitations[row] as number,
      language: languages[row] as number,
    }));
  }
}

const batch = new PromptBatch();

/** The facts of prompts as the kernel computes them. */
export function readByKernel(prompts: readonly Uint8Array[]): { fingerprints: Fingerprint[]; readings: PromptReading[] } {
  batch.kernel.clearRows();
  for (const prompt of prompts) batch.add(prompt);
  batch.kernel.readPrompts(0);
  return { fingerprints: batch.fingerprints(), readings: batch.readings() };
}
