/**
 * SSHSIG, the detached signatures of `ssh-keygen -Y sign` (OpenSSH, PROTOCOL.sshsig), for ed25519 keys, and the private key files
 * of OpenSSH (PROTOCOL.key) without a passphrase. Pure bytes: hashing and signing are the caller's.
 */
export const SIGNATURE_NAMESPACE = 'evidence-bundle';
const MAGIC = 'SSHSIG';
const KEY_TYPE = 'ssh-ed25519';
const HASH = 'sha512';

/** The public half as SSH writes it on the wire. */
export function encodePublicKey(publicKey: Uint8Array): Uint8Array {
  return join([string(KEY_TYPE), string(publicKey)]);
}

/** The bytes that are signed for a message with this SHA-512. */
export function bytesToSign(messageSha512: Uint8Array): Uint8Array {
  return join([ascii(MAGIC), string(SIGNATURE_NAMESPACE), string(''), string(HASH), string(messageSha512)]);
}

/** The signature file for a 32-byte public key and a 64-byte signature of `bytesToSign`. */
export function formatSignature(publicKey: Uint8Array, signature: Uint8Array): string {
  const blob = join([
    ascii(MAGIC),
    uint32(1),
    string(encodePublicKey(publicKey)),
    string(SIGNATURE_NAMESPACE),
    string(''),
    string(HASH),
    string(join([string(KEY_TYPE), string(signature)])),
  ]);
  return armour('SSH SIGNATURE', blob);
}

export interface ParsedSignature {
  readonly publicKey: Uint8Array;
  readonly signature: Uint8Array;
}

/** Reads a signature file of our namespace and key type; null when it is anything else. */
export function parseSignature(text: string): ParsedSignature | null {
  const blob = unarmour('SSH SIGNATURE', text);
  if (blob === null) return null;
  const reader = new Reader(blob);
  if (reader.ascii(6) !== MAGIC || reader.uint32() !== 1) return null;
  const key = new Reader(reader.string());
  const isOurs = reader.text() === SIGNATURE_NAMESPACE && reader.text() === '' && reader.text() === HASH;
  const wrapped = new Reader(reader.string());
  if (!isOurs || key.text() !== KEY_TYPE || wrapped.text() !== KEY_TYPE) return null;
  const parsed = { publicKey: key.string(), signature: wrapped.string() };
  const isWhole = !reader.failed && !key.failed && !wrapped.failed && reader.atEnd && key.atEnd && wrapped.atEnd;
  return isWhole && parsed.publicKey.length === 32 && parsed.signature.length === 64 ? parsed : null;
}

export interface PrivateKey {
  /** 32 bytes each. */
  readonly seed: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** Reads an OpenSSH private key file of one ed25519 key without a passphrase; null when it is anything else. */
export function parsePrivateKey(text: string): PrivateKey | null {
  const blob = unarmour('OPENSSH PRIVATE KEY', text);
  if (blob === null) return null;
  const reader = new Reader(blob);
  if (reader.ascii(15) !== 'openssh-key-v1\0' || reader.text() !== 'none' || reader.text() !== 'none') return null;
  reader.string();
  if (reader.uint32() !== 1) return null;
  reader.string();
  const secret = new Reader(reader.string());
  const [check, checkAgain] = [secret.uint32(), secret.uint32()];
  if (reader.failed || check !== checkAgain || secret.text() !== KEY_TYPE) return null;
  const publicKey = secret.string();
  const pair = secret.string();
  if (secret.failed || publicKey.length !== 32 || pair.length !== 64) return null;
  return { seed: pair.slice(0, 32), publicKey };
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
function uint32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}
function string(value: string | Uint8Array): Uint8Array {
  const bytes = typeof value === 'string' ? ascii(value) : value;
  return join([uint32(bytes.length), bytes]);
}
function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;
  failed = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }
  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }
  take(length: number): Uint8Array {
    if (this.#at + length > this.#bytes.length) {
      this.failed = true;
      return new Uint8Array(0);
    }
    this.#at += length;
    return this.#bytes.slice(this.#at - length, this.#at);
  }
  uint32(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.take(4);
    return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  }
  string(): Uint8Array {
    return this.take(this.uint32());
  }
  ascii(length: number): string {
    return String.fromCharCode(...this.take(length));
  }
  text(): string {
    const bytes = this.string();
    return bytes.length > 64 ? '' : String.fromCharCode(...bytes);
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function armour(label: string, bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (let k = 0; k < 4; k++) text += i + k > bytes.length ? '=' : ALPHABET.charAt((group >> (18 - 6 * k)) & 63);
  }
  return `-----BEGIN ${label}-----\n${(text.match(/.{1,70}/g) ?? []).join('\n')}\n-----END ${label}-----\n`;
}

function unarmour(label: string, text: string): Uint8Array | null {
  const match = new RegExp(`^-----BEGIN ${label}-----\\r?\\n([A-Za-z0-9+/=\\r\\n]+)-----END ${label}-----\\s*$`).exec(text);
  const body = match?.[1]?.replace(/[\r\n]/g, '');
  if (body === undefined || body.length % 4 !== 0 || !/^[^=]*={0,2}$/.test(body)) return null;
  const digits = body.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((digits.length * 6) / 8));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const digit of digits) {
    held = ((held << 6) | ALPHABET.indexOf(digit)) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 255;
    }
  }
  return bytes;
}
