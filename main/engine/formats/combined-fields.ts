import type { ExchangeFields } from './log-format.ts';
import { flagBits } from './record-values.ts';

/** The fields of several readings: of two values the later that is not null, flags together; usage is not missing where one of them has it. */
export function combined(...readings: readonly ExchangeFields[]): ExchangeFields {
  const fields: { [name: string]: unknown } = {};
  let flags = 0;
  for (const reading of readings) {
    for (const [name, value] of Object.entries(reading)) {
      if (name === 'flags') flags |= typeof value === 'number' ? value : 0;
      else if (value !== null && value !== undefined) fields[name] = value;
    }
  }
  if (fields.input_tokens !== undefined || fields.output_tokens !== undefined) flags &= ~flagBits('usageMissing');
  return { ...fields, flags };
}
