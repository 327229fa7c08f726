import type { SchemaElement } from 'hyparquet';
import type { JsonBytes } from './decode-json.ts';
import type { ValueShape } from './decode-parquet-schema.ts';
import {
  halfFloat,
  signedFromBytes,
  type TimeUnit,
  writeDate,
  writeDecimal,
  writeReal,
  writeSingle,
  writeTimeOfDay,
  writeTimestamp,
} from './decode-values.ts';

/** Writes one value as JSON. */
export type ValueWriter = (out: JsonBytes, value: unknown) => void;

export function valueWriter(shape: ValueShape): ValueWriter {
  switch (shape.kind) {
    case 'leaf':
      return orNull(leafWriter(shape.element));
    case 'list':
      return listWriter(valueWriter(shape.of));
    case 'map':
      return mapWriter(valueWriter(shape.of));
    case 'struct':
      return structWriter(shape.members.map(({ name, of }) => ({ name, write: valueWriter(of) })));
  }
}

function orNull(write: ValueWriter): ValueWriter {
  return (out, value) => (value === null || value === undefined ? out.ascii('null') : write(out, value));
}

function listWriter(write: ValueWriter): ValueWriter {
  return orNull((out, value) => {
    if (!isArrayLike(value)) throw new RangeError('a list that is none');
    out.ascii('[');
    for (let i = 0; i < value.length; i++) {
      if (i > 0) out.ascii(',');
      write(out, value[i]);
    }
    out.ascii(']');
  });
}

function isArrayLike(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

function mapWriter(write: ValueWriter): ValueWriter {
  return orNull((out, value) => {
    out.ascii('{');
    for (const [index, [key, inner]] of Object.entries(value as object).entries()) {
      if (index > 0) out.ascii(',');
      out.string(key);
      out.ascii(':');
      write(out, inner);
    }
    out.ascii('}');
  });
}

function structWriter(members: readonly { readonly name: string; readonly write: ValueWriter }[]): ValueWriter {
  const heads = members.map(({ name }, index) => Buffer.from(`${index === 0 ? '' : ','}${JSON.stringify(name)}:`));
  return orNull((out, value) => {
    out.ascii('{');
    for (const [index, { name, write }] of members.entries()) {
      out.raw(heads[index] as Uint8Array);
      write(out, (value as Record<string, unknown>)[name]);
    }
    out.ascii('}');
  });
}

function leafWriter(element: SchemaElement): ValueWriter {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') return decimalWriter(element);
  if (type === 'INT96') return (out, value) => writeTimestamp(out, value as bigint, 'NANOS', false);
  if (logical?.type === 'TIMESTAMP') return timestampWriter(logical.unit, logical.isAdjustedToUTC);
  if (converted === 'TIMESTAMP_MILLIS') return timestampWriter('MILLIS', true);
  if (converted === 'TIMESTAMP_MICROS') return timestampWriter('MICROS', true);
  if (logical?.type === 'TIME') return timeWriter(logical.unit);
  if (converted === 'TIME_MILLIS') return timeWriter('MILLIS');
  if (converted === 'TIME_MICROS') return timeWriter('MICROS');
  if (converted === 'DATE' || logical?.type === 'DATE') return (out, value) => writeDate(out, Number(value));
  switch (type) {
    case 'BOOLEAN':
      return (out, value) => out.ascii(value === true ? 'true' : 'false');
    case 'INT32':
      return isUnsigned(element) ? (out, value) => out.ascii(String((value as number) >>> 0)) : (out, value) => out.ascii(String(value));
    case 'INT64':
      return isUnsigned(element)
        ? (out, value) => out.ascii(String(BigInt.asUintN(64, value as bigint)))
        : (out, value) => out.ascii(String(value));
    case 'FLOAT':
      return (out, value) => writeSingle(out, value as number);
    case 'DOUBLE':
      return (out, value) => writeReal(out, value as number);
    default:
      return bytesWriter(element);
  }
}

function isUnsigned({ converted_type, logical_type }: SchemaElement): boolean {
  return converted_type?.startsWith('UINT_') === true || (logical_type?.type === 'INTEGER' && !logical_type.isSigned);
}

function timestampWriter(unit: TimeUnit, utc: boolean): ValueWriter {
  return (out, value) => writeTimestamp(out, BigInt(value as bigint | number), unit, utc);
}

function timeWriter(unit: TimeUnit): ValueWriter {
  return (out, value) => writeTimeOfDay(out, BigInt(value as bigint | number), unit);
}

function decimalWriter({ logical_type, scale }: SchemaElement): ValueWriter {
  const places = (logical_type?.type === 'DECIMAL' ? logical_type.scale : undefined) ?? scale ?? 0;
  return (out, value) => {
    const unscaled = value instanceof Uint8Array ? signedFromBytes(value) : BigInt(value as bigint | number);
    writeDecimal(out, unscaled, places);
  };
}

function bytesWriter({ converted_type, logical_type }: SchemaElement): ValueWriter {
  const isText = converted_type === 'UTF8' || converted_type === 'ENUM' || converted_type === 'JSON';
  if (isText || logical_type?.type === 'STRING' || logical_type?.type === 'ENUM' || logical_type?.type === 'JSON') {
    return (out, value) => out.text(value as Uint8Array);
  }
  if (logical_type?.type === 'UUID') {
    return (out, value) => {
      const digits = Buffer.from(value as Uint8Array).toString('hex');
      out.ascii(`"${[digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join('-')}"`);
    };
  }
  if (logical_type?.type === 'FLOAT16') {
    return (out, value) => {
      const [low = 0, high = 0] = value as Uint8Array;
      writeReal(out, halfFloat((high << 8) | low));
    };
  }
  return (out, value) => out.hex(value as Uint8Array);
}
