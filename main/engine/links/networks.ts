/**
 * Network of a client address: the first three numbers of an IPv4 address (/24), the first three groups of an IPv6 address (/48), IPv4 in IPv6 as
 * IPv4. Null for anything else, hashed and masked addresses among it.
 */
export function networkOf(address: string): string | null {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  const text = mapped?.[1] ?? address;
  const four = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (four !== null) {
    const parts = four.slice(1).map(Number);
    return parts.every((part) => part <= 255) ? `${parts.slice(0, 3).join('.')}.0/24` : null;
  }
  if (!/^[0-9a-f:]{2,39}$/i.test(text) || !text.includes(':')) return null;
  const [before, after, ...more] = text.split('::');
  if (more.length > 0 || before === undefined) return null;
  const first = before === '' ? [] : before.split(':');
  const last = after === undefined || after === '' ? [] : after.split(':');
  const missing = 8 - first.length - last.length;
  if (after === undefined ? missing !== 0 : missing < 1) return null;
  const groups = [...first, ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...last];
  if (groups.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return null;
  return `${groups
    .slice(0, 3)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/48`;
}
