import { describe, expect, test } from 'vitest';
import { app } from './app.ts';
import { createCodec } from './codec.ts';
import { Menu } from './menu.ts';

describe('what crosses the bridge', () => {
  const codec = createCodec();
  const across = (value: unknown) => codec.unpack(codec.pack(value));

  test.each([
    [{ nested: [{ text: 'a', none: null, missing: undefined }] }],
    [[Number.NaN, Number.POSITIVE_INFINITY, -0, 12n]],
    [new Date(5)],
    [new Map<unknown, unknown>([[1, new Set(['a'])]])],
    [{ $: 'undefined', v: 'a key of the codec itself' }],
    [JSON.parse('{"__proto__": {"polluted": true}}')],
    ['\u0000 \u202e \ud83d'],
  ])('arrives as it was: %o', (value) => {
    expect(across(value)).toEqual(value);
  });

  test('is copied', () => {
    const value = { list: [1] };
    expect(across(value)).not.toBe(value);
  });

  test('is refused when it cannot be cloned', () => {
    expect(() => codec.pack({ call: () => 1 })).toThrow('could not be cloned');
    expect(() => codec.pack(Promise.resolve())).toThrow('could not be cloned');
    expect(() => codec.pack(new Uint8Array(1))).toThrow('not implemented');
  });
});

test('an unknown member is loud, never undefined', () => {
  expect(() => Reflect.get(app, 'notThere')).toThrow('app.notThere is not implemented');
});

test('a window before the program is ready is refused', async () => {
  const { BrowserWindow } = await import('./browser-window.ts');
  expect(() => new BrowserWindow()).toThrow('before app is ready');
});

test('a menu item is found by id and by its keys', () => {
  const chosen: string[] = [];
  const menu = Menu.buildFromTemplate([
    { label: 'File', submenu: [{ id: 'open', label: 'Open', accelerator: 'CmdOrCtrl+O', click: () => chosen.push('open') }] },
  ]);
  menu.getMenuItemById('open')?.click();
  const key = { t: 'key', key: 'o', code: 'KeyO', control: true, shift: false, alt: false, meta: false } as const;
  menu.itemForKey(key)?.click();
  expect(menu.itemForKey({ ...key, shift: true })).toBeNull();
  expect(chosen).toEqual(['open', 'open']);
});
