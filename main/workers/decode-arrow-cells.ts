import { type Data, type DataType, DateUnit, type Field, Type, TimeUnit as Unit, type Vector } from 'apache-arrow';
import type { JsonBytes } from './decode-json.ts';
import {
  halfFloat,
  type TimeUnit,
  writeDate,
  writeDecimal,
  writeReal,
  writeSingle,
  writeTimeOfDay,
  writeTimestamp,
} from './decode-values.ts';

/** Writes the value of one row of a column as JSON. The column's buffers are as the file has them: every bound is checked. */
export type CellWriter = (out: JsonBytes, row: number) => void;

const UNITS: Readonly<Record<Unit, TimeUnit>> = {
  [Unit.SECOND]: 'SECONDS',
  [Unit.MILLISECOND]: 'MILLIS',
  [Unit.MICROSECOND]: 'MICROS',
  [Unit.NANOSECOND]: 'NANOS',
};

export function cellWriter(data: Data): CellWriter {
  const write = valueWriter(data);
  if (data.typeId === Type.Null) return (out) => out.ascii('null');
  if (data.typeId === Type.Union) return write;
  return (out, row) => {
    if (!(row >= 0 && row < data.length)) throw new RangeError(`row ${row} of ${data.length}`);
    if (data.getValid(row)) write(out, row);
    else out.ascii('null');
  };
}

function valueWriter(data: Data): CellWriter {
  const type = data.type as DataType;
  const { values } = data;
  switch (data.typeId) {
    case Type.Null:
      return (out) => out.ascii('null');
    case Type.Bool:
      return (out, row) => out.ascii(((at(values, row >> 3) >> (row & 7)) & 1) === 1 ? 'true' : 'false');
    case Type.Int:
      return (out, row) => out.ascii(String(numberAt(values, row)));
    case Type.Float:
      return floatWriter(type, values);
    case Type.Utf8:
    case Type.LargeUtf8:
      return (out, row) => out.text(bytesAt(data, row));
    case Type.Binary:
    case Type.LargeBinary:
      return (out, row) => out.hex(bytesAt(data, row));
    case Type.FixedSizeBinary:
      return fixedWriter(values, (type as DataType<Type.FixedSizeBinary> & { byteWidth: number }).byteWidth);
    case Type.Decimal:
      return decimalWriter(type, values);
    case Type.Date:
      return dateWriter(type, values);
    case Type.Time:
      return timeWriter(type, values);
    case Type.Timestamp: {
      const { unit, timezone } = type as DataType & { unit: Unit; timezone?: string | null };
      return (out, row) => writeTimestamp(out, BigInt(numberAt(values, row)), UNITS[unit], isUtc(timezone));
    }
    case Type.Duration:
      return (out, row) => out.ascii(String(numberAt(values, row)));
    case Type.Dictionary:
      return dictionaryWriter(data);
    case Type.List:
      return listWriter(data, (row) => [offset(data, row), offset(data, row + 1)]);
    case Type.FixedSizeList: {
      const { listSize } = type as DataType & { listSize: number };
      return listWriter(data, (row) => [row * listSize, (row + 1) * listSize]);
    }
    case Type.Map:
      return mapWriter(data);
    case Type.Struct:
      return structWriter(data);
    default:
      throw new RangeError(`columns of type ${type} are not read`);
  }
}

/** A time zone makes a timestamp one of UTC: it only says how to show it. */
function isUtc(timezone: string | null | undefined): boolean {
  return timezone !== null && timezone !== undefined && timezone !== '';
}

function at(values: ArrayLike<number>, index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`value ${index} of ${values.length}`);
  return value;
}

function numberAt(values: ArrayLike<number | bigint>, index: number): number | bigint {
  const value = values[index];
  if (value === undefined) throw new RangeError(`value ${index} of ${values.length}`);
  return value;
}

function offset(data: Data, row: number): number {
  return Number(numberAt(data.valueOffsets as ArrayLike<number | bigint>, row));
}

function bytesAt(data: Data, row: number): Uint8Array {
  const [start, end] = [offset(data, row), offset(data, row + 1)];
  const bytes = data.values as Uint8Array;
  if (!(start >= 0 && end >= start && end <= bytes.length)) throw new RangeError(`bytes ${start} to ${end} of ${bytes.length}`);
  return bytes.subarray(start, end);
}

function floatWriter(type: DataType, values: ArrayLike<number>): CellWriter {
  const { precision } = type as DataType & { precision: number };
  if (precision === 0) return (out, row) => writeReal(out, halfFloat(at(values, row)));
  return precision === 1 ? (out, row) => writeSingle(out, at(values, row)) : (out, row) => writeReal(out, at(values, row));
}

function fixedWriter(values: Uint8Array, width: number): CellWriter {
  return (out, row) => {
    if (!(width >= 0 && (row + 1) * width <= values.length)) throw new RangeError(`value ${row} beyond its column`);
    out.hex(values.subarray(row * width, (row + 1) * width));
  };
}

function decimalWriter(type: DataType, values: Uint32Array): CellWriter {
  const { scale, bitWidth } = type as DataType & { scale: number; bitWidth: number };
  const words = bitWidth >> 5;
  return (out, row) => {
    let unscaled = 0n;
    for (let word = words - 1; word >= 0; word--) unscaled = (unscaled << 32n) | BigInt(at(values, row * words + word) >>> 0);
    writeDecimal(out, BigInt.asIntN(bitWidth, unscaled), scale);
  };
}

function dateWriter(type: DataType, values: ArrayLike<number | bigint>): CellWriter {
  const { unit } = type as DataType & { unit: DateUnit };
  if (unit === DateUnit.DAY) return (out, row) => writeDate(out, Number(numberAt(values, row)));
  return (out, row) => writeDate(out, Math.floor(Number(numberAt(values, row)) / 86_400_000));
}

function timeWriter(type: DataType, values: ArrayLike<number | bigint>): CellWriter {
  const { unit } = type as DataType & { unit: Unit };
  return (out, row) => writeTimeOfDay(out, BigInt(numberAt(values, row)), UNITS[unit]);
}

function dictionaryWriter(data: Data): CellWriter {
  const dictionary = data.dictionary as Vector | undefined;
  if (dictionary === undefined) throw new RangeError('a dictionary that is missing');
  const chunks = dictionary.data.map((chunk) => ({ length: chunk.length, write: cellWriter(chunk) }));
  const { values } = data;
  return (out, row) => {
    let index = Number(numberAt(values, row));
    for (const { length, write } of chunks) {
      if (index >= 0 && index < length) return write(out, index);
      index -= length;
    }
    throw new RangeError('a value that its dictionary does not hold');
  };
}

function child(data: Data, index: number): Data {
  const found = data.children[index];
  if (found === undefined) throw new RangeError('a nested column without inner column');
  return found;
}

function listWriter(data: Data, range: (row: number) => readonly [number, number]): CellWriter {
  const inner = child(data, 0);
  const write = cellWriter(inner);
  return (out, row) => {
    const [start, end] = range(row);
    if (!(start >= 0 && end >= start && end <= inner.length)) throw new RangeError(`elements ${start} to ${end} of ${inner.length}`);
    out.ascii('[');
    for (let i = start; i < end; i++) {
      if (i > start) out.ascii(',');
      write(out, i);
    }
    out.ascii(']');
  };
}

/** Keys that are no text are written as text. */
function mapWriter(data: Data): CellWriter {
  const entries = child(data, 0);
  const keys = child(entries, 0);
  const isText = keys.typeId === Type.Utf8 || keys.typeId === Type.LargeUtf8 || keys.typeId === Type.Dictionary;
  const [writeKey, writeValue] = [cellWriter(keys), cellWriter(child(entries, 1))];
  return (out, row) => {
    const [start, end] = [offset(data, row), offset(data, row + 1)];
    if (!(start >= 0 && end >= start && end <= entries.length)) throw new RangeError(`entries ${start} to ${end} of ${entries.length}`);
    out.ascii('{');
    for (let i = start; i < end; i++) {
      if (i > start) out.ascii(',');
      if (!isText) out.ascii('"');
      writeKey(out, i);
      out.ascii(isText ? ':' : '":');
      writeValue(out, i);
    }
    out.ascii('}');
  };
}

function structWriter(data: Data): CellWriter {
  const fields = (data.type as DataType).children as readonly Field[];
  const members = fields.map(({ name }, index) => ({
    head: Buffer.from(`${index === 0 ? '' : ','}${JSON.stringify(name)}:`),
    write: cellWriter(child(data, index)),
  }));
  return (out, row) => {
    out.ascii('{');
    for (const { head, write } of members) {
      out.raw(head);
      write(out, row);
    }
    out.ascii('}');
  };
}
