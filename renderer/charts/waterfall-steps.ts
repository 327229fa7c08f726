import type { EvidenceGroup } from '../../main/engine/domain/layer.ts';

export interface NamedStep {
  readonly name: string;
  /** Gives the colour; null for what takes away. */
  readonly kind: EvidenceGroup | null;
  readonly adds: number;
  /** The score after it. */
  readonly score: number;
}

/** `+12.0`, `−8.0`. */
export function signed(points: number): string {
  return `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(1)}`;
}
