import { readFileSync } from 'node:fs';
import { loadCapabilityModel } from '../../main/engine/capabilities/model.ts';
import { PromptReader } from '../../main/engine/capabilities/prompt-reader.ts';
import { fingerprintPrompt } from '../../main/engine/templates/fingerprint.ts';
import { readablePart } from '../../main/engine/templates/tokens.ts';
import { SegmentBuilder } from '../engine/kernel/segment-builder.ts';
import { trafficFile } from './traffic-file.ts';

/** Builds the same segments the exact way and with the kernel's scanner, one thread, nothing written. Argument: rows (default 60,000, at most a segment). */
const rows = Number(process.argv[2] ?? 60_000);
const lines = readFileSync(trafficFile(rows));
const BLOCK_BYTES = 4 * 1024 * 1024;
const ROUNDS = 5;

function blocksOf(bytes: Buffer): Buffer[] {
  const blocks: Buffer[] = [];
  for (let from = 0; from < bytes.length; ) {
    const to = from + BLOCK_BYTES >= bytes.length ? bytes.length : bytes.lastIndexOf(0x0a, from + BLOCK_BYTES) + 1;
    blocks.push(bytes.subarray(from, to));
    from = to;
  }
  return blocks;
}

/** Least processor time of ROUNDS, in seconds: other work on the machine only ever adds to it. */
function fastest(work: () => void, prepare?: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    prepare?.();
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1e6);
  }
  return best;
}

const reader = new PromptReader(loadCapabilityModel());
const reading = { capability: 0, confidence: 0, elicitation: 0, language: 0 };
const blocks = blocksOf(lines);
const builder = new SegmentBuilder();

function build(scan: boolean): void {
  builder.restart();
  for (const block of blocks) builder.add(block, scan);
}

function report(what: string, seconds: number): void {
  const rate = `${(lines.length / 1e6 / seconds).toFixed(0)} MB/s`;
  process.stdout.write(`${what.padEnd(40)}${rate.padStart(10)}${((seconds / rows) * 1e6).toFixed(2).padStart(8)} us a row\n`);
}

process.stdout.write(`${rows} exchanges, ${(lines.length / 1e6).toFixed(0)} MB\n`);
report(
  'rows by JSON.parse',
  fastest(() => build(false)),
);
report(
  'rows by the scanner',
  fastest(() => build(true)),
);
report(
  'facts of prompts by the kernel',
  fastest(
    () => builder.columns.fingerprint(),
    () => build(true),
  ),
);
report('facts of prompts by the reference', fastest(readPromptsSlowly));

function readPromptsSlowly(): void {
  const { offsets, bytes } = builder.finish().content.texts.get('prompt_text') ?? { offsets: new Int32Array(1), bytes: new Uint8Array() };
  for (let row = 0; row + 1 < offsets.length; row++) {
    const prompt = bytes.subarray(offsets[row], offsets[row + 1]);
    fingerprintPrompt(prompt);
    reader.read(readablePart(prompt), reading);
  }
}
