export interface Codec {
  pack(value: unknown): string;
  unpack(text: string): unknown;
}

/**
 * Structured clone as text, for the plain data that crosses the bridge. Self-contained: its source text is injected into pages.
 * Functions and symbols raise DataCloneError as in Electron; binary values are refused, since no contract method carries them.
 */
export function createCodec(): Codec {
  const encode = (value: unknown, open: Set<object>): unknown => {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (value === undefined) return { $: 'undefined' };
    if (typeof value === 'bigint') return { $: 'bigint', v: String(value) };
    if (typeof value === 'number')
      return Number.isFinite(value) && !Object.is(value, -0) ? value : { $: 'number', v: value === 0 ? '-0' : String(value) };
    if (typeof value !== 'object') throw new DOMException('An object could not be cloned.', 'DataCloneError');
    if (open.has(value)) throw new Error('electron stand-in: circular values are not implemented');
    open.add(value);
    const encoded = encodeObject(value, (inner) => encode(inner, open));
    open.delete(value);
    return encoded;
  };
  const encodeObject = (value: object, inner: (value: unknown) => unknown): unknown => {
    if (Array.isArray(value)) return value.map(inner);
    if (value instanceof Date) return { $: 'date', v: value.getTime() };
    if (value instanceof Map) return { $: 'map', v: [...value].map(([key, item]) => [inner(key), inner(item)]) };
    if (value instanceof Set) return { $: 'set', v: [...value].map(inner) };
    if (value instanceof Promise) throw new DOMException('#<Promise> could not be cloned.', 'DataCloneError');
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) throw new Error('electron stand-in: binary values are not implemented');
    return { $: 'object', v: Object.entries(value).map(([key, item]) => [key, inner(item)]) };
  };
  const decode = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(decode);
    if (typeof value !== 'object' || value === null || !('$' in value)) return value;
    const content = 'v' in value ? value.v : undefined;
    const list = Array.isArray(content) ? content : [];
    switch (value.$) {
      case 'bigint':
        return BigInt(String(content));
      case 'number':
        return Number(content);
      case 'date':
        return new Date(Number(content));
      case 'map':
        return new Map(list.map(([key, item]) => [decode(key), decode(item)]));
      case 'set':
        return new Set(list.map(decode));
      case 'object':
        return Object.fromEntries(list.map(([key, item]) => [key, decode(item)]));
      default:
        return undefined;
    }
  };
  return { pack: (value) => JSON.stringify(encode(value, new Set())), unpack: (text) => decode(JSON.parse(text)) };
}
