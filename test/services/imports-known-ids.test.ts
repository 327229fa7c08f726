import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KnownIds } from '../../main/services/imports-known-ids.ts';
import { makePlace, type Place } from './imports-drawing.ts';

let place: Place;
beforeEach(() => {
  place = makePlace();
});
afterEach(() => place.remove());

describe('known ids', () => {
  it('says which rows were there already, in the batch and before it', () => {
    const known = new KnownIds(place.folder);
    const ids = randomBytes(16 * 5);
    expect([...known.addAll(Buffer.concat([ids, ids.subarray(16, 48)]))]).toEqual([5, 6]);
    expect([...known.addAll(ids.subarray(64))]).toEqual([0]);
    expect(known.size).toBe(5);
    known.close();
    expect(readdirSync(place.folder)).toEqual([]);
  });

  it('tells ids apart that share all but their last byte, through growth', () => {
    const known = new KnownIds(place.folder);
    const rows = 300_000;
    const ids = new Uint8Array(rows * 16);
    const view = new DataView(ids.buffer);
    for (let row = 0; row < rows; row++) view.setUint32(row * 16 + 12, row);
    expect(known.addAll(ids)).toHaveLength(0);
    expect(known.addAll(ids)).toHaveLength(rows);
    expect(known.size).toBe(rows);
  });
});
