/** Bytes of standard base64 with padding, without what Node or a browser would offer. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const digitOf = new Uint8Array(128);
  for (let i = 0; i < 64; i++) digitOf[alphabet.charCodeAt(i)] = i;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let at = 0;
  for (let i = 0; i < text.length; i += 4) {
    let bits = 0;
    for (let j = 0; j < 4; j++) bits = (bits << 6) | (digitOf[text.charCodeAt(i + j)] ?? 0);
    for (let j = 0; j < 3 && at < bytes.length; j++) bytes[at++] = (bits >> (16 - 8 * j)) & 255;
  }
  return bytes;
}
