import { EXCHANGE_FLAGS } from '../../../../main/engine/domain/exchange.ts';
import type { Row } from '../read-sample.ts';

type Flag = keyof typeof EXCHANGE_FLAGS;

/** Names of the flags of a row, in the order of their bits. */
export function flagsOf(row: Row | undefined): readonly Flag[] {
  const bits = Number(row?.flags ?? 0);
  return (Object.keys(EXCHANGE_FLAGS) as Flag[]).filter((name) => (bits & (1 << EXCHANGE_FLAGS[name])) !== 0);
}

/** Parts of the first message of a list. */
export function firstParts(messages: unknown): unknown {
  return (messages as readonly { readonly parts: unknown }[] | null | undefined)?.[0]?.parts;
}
