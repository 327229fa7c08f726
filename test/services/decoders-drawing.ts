import { crc32, deflateRawSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { type DecodeRequest, openDecoded } from '../../main/services/decoders.ts';

/** What a decoder makes of a file, to its end. */
export async function decodedBytes(request: DecodeRequest): Promise<Buffer> {
  const stream = openDecoded(request);
  const chunks: Uint8Array[] = [];
  try {
    for (let { bytes } = await stream.read(); bytes !== null; { bytes } = await stream.read()) chunks.push(bytes);
  } finally {
    stream.close();
  }
  return Buffer.concat(chunks);
}

export async function decodedRows(kind: 'parquet' | 'arrow', path: string): Promise<Record<string, unknown>[]> {
  const text = (await decodedBytes({ kind, path, entry: null })).toString('utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** Writes Parquet by another program than the one that reads it. */
export async function writeParquet(path: string, select: string, options = ''): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run(`COPY (${select}) TO '${path}' (FORMAT parquet ${options})`);
  connection.closeSync();
  instance.closeSync();
}

export interface ZipEntry {
  readonly name: string;
  readonly content: Buffer | string;
  readonly stored?: boolean;
  readonly encrypted?: boolean;
  /** Written instead of the true checksum. */
  readonly checksum?: number;
  /** The entry has no bytes of its own but shares those of this entry. */
  readonly shares?: string;
}

const UTF8_NAMES = 0x800;

/** A zip archive, as broken as it is drawn. */
export function drawZip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  const places = new Map<string, number>();
  let at = 0;
  for (const { name, content, stored, encrypted, checksum, shares } of entries) {
    const raw = Buffer.from(content);
    const packed = stored === true ? raw : deflateRawSync(raw, { level: 9 });
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(UTF8_NAMES | (encrypted === true ? 1 : 0), 2);
    common.writeUInt16LE(stored === true ? 0 : 8, 4);
    common.writeUInt32LE(checksum ?? crc32(raw), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(raw.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const start = shares === undefined ? at : (places.get(shares) ?? 0);
    places.set(name, start);
    if (shares === undefined) {
      const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), packed]);
      parts.push(local);
      at += local.length;
    }
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(start, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, rest, Buffer.from(name));
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, central, end]);
}
