const QUIET = new Set(['then', 'toJSON', 'dock']);

/** Reading a member that the stand-in lacks throws instead of giving `undefined`. */
export function strict<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, key) {
      if (!(key in object) && typeof key === 'string' && !QUIET.has(key)) {
        throw new Error(`electron stand-in: ${name}.${key} is not implemented`);
      }
      const value = Reflect.get(object, key, object);
      return typeof value === 'function' ? value.bind(object) : value;
    },
    set: (object, key, value) => Reflect.set(object, key, value, object),
  });
}
