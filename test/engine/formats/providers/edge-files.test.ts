import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importSamples, SAMPLES } from '../../../samples/compare.ts';

describe('imports of difficult provider files', () => {
  it('keeps a record that was delivered three times once', async () => {
    const { summary, exchanges } = await importSamples(['edge/bedrock_duplicate_delivery.jsonl']);
    expect(exchanges).toHaveLength(1);
    expect(summary.sources[0]).toMatchObject({ format: 'bedrock_s3', quarantined: 0, duplicates: 2 });
  });

  it('joins the chunks of a long message', async () => {
    const { exchanges } = await importSamples(['edge/azure_apim_llm_chunked.jsonl']);
    expect(exchanges).toHaveLength(1);
    expect(exchanges[0]).toMatchObject({ input_tokens: 9800, completion_text: 'ok' });
    const lines = exchanges[0]?.prompt_text?.trimEnd().split('\n') ?? [];
    expect(lines.every((line, at) => line === `line ${at} of a long pasted document`)).toBe(true);
  });

  it('sets a cut last line aside and keeps the rest', async () => {
    const { summary, exchanges } = await importSamples(['edge/truncated_last_line.jsonl']);
    expect(exchanges).toHaveLength(2);
    expect(summary.sources[0]).toMatchObject({ quarantined: 1, bytes: readFileSync(`${SAMPLES}edge/truncated_last_line.jsonl`).length });
  });
});
