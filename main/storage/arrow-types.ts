/** The Arrow types that segments use. Every one is non-nested; `fixed` is a fixed-size binary. */
export type ArrowKind =
  | { readonly type: 'integer'; readonly bits: 8 | 16 | 32 | 64; readonly signed: boolean }
  | { readonly type: 'real' }
  | { readonly type: 'time' }
  | { readonly type: 'text' }
  | { readonly type: 'fixed'; readonly bytes: number };

export interface ArrowField {
  readonly name: string;
  readonly kind: ArrowKind;
  readonly nullable: boolean;
}

export const UINT8: ArrowKind = { type: 'integer', bits: 8, signed: false };
export const UINT16: ArrowKind = { type: 'integer', bits: 16, signed: false };
export const UINT32: ArrowKind = { type: 'integer', bits: 32, signed: false };
export const UINT64: ArrowKind = { type: 'integer', bits: 64, signed: false };
export const INT32: ArrowKind = { type: 'integer', bits: 32, signed: true };
export const INT64: ArrowKind = { type: 'integer', bits: 64, signed: true };
export const REAL: ArrowKind = { type: 'real' };
export const TIME: ArrowKind = { type: 'time' };
export const TEXT: ArrowKind = { type: 'text' };

/** Bytes a row takes in the data buffer; text has none. */
export function widthOf(kind: ArrowKind): number {
  switch (kind.type) {
    case 'integer':
      return kind.bits / 8;
    case 'real':
    case 'time':
      return 8;
    case 'fixed':
      return kind.bytes;
    case 'text':
      return 0;
  }
}

/** Buffers of a column in a record batch: validity, data; text also has offsets between them. */
export function bufferCount(kind: ArrowKind): number {
  return kind.type === 'text' ? 3 : 2;
}
