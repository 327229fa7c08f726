import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Failure } from '../engine/domain/failure.ts';
import { bytesToSign, encodePublicKey, formatSignature, parsePrivateKey, parseSignature } from '../engine/evidence/ssh-signature.ts';

/** DER in front of a raw ed25519 key (RFC 8410 sections 4 and 7). */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** Reads an ed25519 private key, in OpenSSH's form without a passphrase or as PKCS#8 PEM. Throws file-missing, file-unreadable, file-malformed. */
export async function readSigningKey(path: string): Promise<KeyObject> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new Failure(
      cause.code === 'ENOENT' ? 'file-missing' : 'file-unreadable',
      `the signing key ${path} cannot be read`,
      { path },
      { cause },
    );
  });
  const parsed = parsePrivateKey(text);
  const malformed = `${path} is not an ed25519 private key without a passphrase`;
  try {
    const key =
      parsed === null
        ? createPrivateKey(text)
        : createPrivateKey({ key: Buffer.concat([PRIVATE_PREFIX, parsed.seed]), format: 'der', type: 'pkcs8' });
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (cause) {
    throw new Failure('file-malformed', malformed, { path }, { cause });
  }
  throw new Failure('file-malformed', malformed, { path });
}

/** The SSHSIG file over a message. */
export function signMessage(key: KeyObject, message: Uint8Array): string {
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
  return formatSignature(publicKey, sign(null, bytesToSign(sha512(message)), key));
}

/** Fingerprint of the key that signed a message, as `ssh-keygen -l` shows it, or null when the signature does not fit. */
export function signerOf(signatureFile: string, message: Uint8Array): string | null {
  const parsed = parseSignature(signatureFile);
  if (parsed === null) return null;
  const key = createPublicKey({ key: Buffer.concat([PUBLIC_PREFIX, parsed.publicKey]), format: 'der', type: 'spki' });
  if (!verify(null, bytesToSign(sha512(message)), key, parsed.signature)) return null;
  const digest = createHash('sha256').update(encodePublicKey(parsed.publicKey)).digest('base64');
  return `SHA256:${digest.replace(/=+$/, '')}`;
}

function sha512(message: Uint8Array): Uint8Array {
  return createHash('sha512').update(message).digest();
}
