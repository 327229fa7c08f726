import { equalBytes, hashBytes, READ_SLACK } from './bytes';

/**
 * A set of byte strings numbered from 1 in order of arrival: an open-addressing table over an arena. Record fields, int32 each:
 * TABLE (address of the slots), SLOTS, COUNT, OFFSETS (string n is ARENA[OFFSETS[n], OFFSETS[n + 1])), ROOM (numbers that OFFSETS can
 * hold), ARENA, ARENA_ROOM. A slot holds all that a lookup needs but the bytes, so that a string that is known costs two cache misses.
 */
const TABLE: usize = 0;
const SLOTS: usize = 4;
const COUNT: usize = 8;
const OFFSETS: usize = 12;
const ROOM: usize = 16;
const ARENA: usize = 20;
const ARENA_ROOM: usize = 24;
const RECORD_BYTES: i32 = 28;

/** Fields of a slot, int32 each; NUMBER 0 marks a free one. */
const HASH: usize = 0;
const NUMBER: usize = 4;
const START: usize = 8;
const LENGTH: usize = 12;
const SLOT_SHIFT: i32 = 4;

const FIRST_SLOTS: i32 = 1024;
const FIRST_ARENA: i32 = 8192;

/** Hash seed, chosen anew by each host so that no file can be made to collide. */
let seed: u64 = 0;

export function setHashSeed(value: u64): void {
  seed = value;
}

export function newDictionary(): usize {
  const dictionary = heap.alloc(RECORD_BYTES);
  store<usize>(dictionary, heap.alloc(FIRST_SLOTS << SLOT_SHIFT), TABLE);
  store<i32>(dictionary, FIRST_SLOTS, SLOTS);
  store<usize>(dictionary, heap.alloc(FIRST_SLOTS * 2 + 4), OFFSETS);
  store<i32>(dictionary, FIRST_SLOTS / 2, ROOM);
  store<usize>(dictionary, heap.alloc(FIRST_ARENA + READ_SLACK), ARENA);
  store<i32>(dictionary, FIRST_ARENA, ARENA_ROOM);
  clearDictionary(dictionary);
  return dictionary;
}

/** Forgets all strings; capacities stay. */
export function clearDictionary(dictionary: usize): void {
  store<i32>(dictionary, 0, COUNT);
  memory.fill(load<usize>(dictionary, TABLE), 0, load<i32>(dictionary, SLOTS) << SLOT_SHIFT);
  store<i32>(load<usize>(dictionary, OFFSETS) + 4, 0);
}

export function dictionaryCount(dictionary: usize): i32 {
  return load<i32>(dictionary, COUNT);
}

/** Bytes of all strings held. */
export function dictionaryBytes(dictionary: usize): i32 {
  return startOf(dictionary, dictionaryCount(dictionary) + 1);
}

export function dictionaryOffsets(dictionary: usize): usize {
  return load<usize>(dictionary, OFFSETS);
}

export function dictionaryArena(dictionary: usize): usize {
  return load<usize>(dictionary, ARENA);
}

// @ts-ignore: decorator
@inline
function startOf(dictionary: usize, number: i32): i32 {
  return load<i32>(load<usize>(dictionary, OFFSETS) + (number << 2));
}

/** Where string `number` begins and ends. */
export function stringStart(dictionary: usize, number: i32): usize {
  return dictionaryArena(dictionary) + startOf(dictionary, number);
}

export function stringEnd(dictionary: usize, number: i32): usize {
  return dictionaryArena(dictionary) + startOf(dictionary, number + 1);
}

/** Number of `length` bytes at `at`, 0 when they are not held. */
export function findNumber(dictionary: usize, at: usize, length: i32): i32 {
  return load<i32>(findSlot(dictionary, at, length, hashBytes(at, length, seed)), NUMBER);
}

/** The hash by which internHashed() finds `length` bytes at `at`. */
export function hashString(at: usize, length: i32): u32 {
  return hashBytes(at, length, seed);
}

/** What the slot holds that a hash leads to: loading the slots of many strings before they are looked up lets their cache misses overlap. */
// @ts-ignore: decorator
@inline
export function touchSlot(dictionary: usize, hash: u32): i32 {
  const place = <i32>hash & (load<i32>(dictionary, SLOTS) - 1);
  return load<i32>(load<usize>(dictionary, TABLE) + (place << SLOT_SHIFT), NUMBER);
}

/** Number of `length` bytes at `at`, which are copied when new. */
export function intern(dictionary: usize, at: usize, length: i32): i32 {
  return internHashed(dictionary, at, length, hashBytes(at, length, seed));
}

export function internHashed(dictionary: usize, at: usize, length: i32, hash: u32): i32 {
  const slot = findSlot(dictionary, at, length, hash);
  const found = load<i32>(slot, NUMBER);
  return found != 0 ? found : append(dictionary, slot, at, length, hash);
}

function findSlot(dictionary: usize, at: usize, length: i32, hash: u32): usize {
  const table = load<usize>(dictionary, TABLE);
  const mask = load<i32>(dictionary, SLOTS) - 1;
  const arena = dictionaryArena(dictionary);
  let place = <i32>hash & mask;
  let slot = table + (place << SLOT_SHIFT);
  while (load<i32>(slot, NUMBER) != 0) {
    const isLike = load<u32>(slot, HASH) == hash && load<i32>(slot, LENGTH) == length;
    if (isLike && equalBytes(arena + load<i32>(slot, START), at, length)) break;
    place = (place + 1) & mask;
    slot = table + (place << SLOT_SHIFT);
  }
  return slot;
}

function append(dictionary: usize, slot: usize, at: usize, length: i32, hash: u32): i32 {
  const number = dictionaryCount(dictionary) + 1;
  const start = startOf(dictionary, number);
  const end = start + length;
  store<u32>(slot, hash, HASH);
  store<i32>(slot, number, NUMBER);
  store<i32>(slot, start, START);
  store<i32>(slot, length, LENGTH);
  store<i32>(dictionary, number, COUNT);
  if (end > load<i32>(dictionary, ARENA_ROOM)) growArena(dictionary, end);
  memory.copy(dictionaryArena(dictionary) + start, at, length);
  store<i32>(dictionaryOffsets(dictionary) + (number << 2), end, 4);
  if (number + 2 >= load<i32>(dictionary, ROOM)) growTable(dictionary);
  return number;
}

function growArena(dictionary: usize, least: i32): void {
  const room = max(least, load<i32>(dictionary, ARENA_ROOM) * 2);
  store<usize>(dictionary, heap.realloc(dictionaryArena(dictionary), room + READ_SLACK), ARENA);
  store<i32>(dictionary, room, ARENA_ROOM);
}

function growTable(dictionary: usize): void {
  const before = load<usize>(dictionary, TABLE);
  const beforeEnd = before + (load<i32>(dictionary, SLOTS) << SLOT_SHIFT);
  const slots = load<i32>(dictionary, SLOTS) * 2;
  const table = heap.alloc(slots << SLOT_SHIFT);
  memory.fill(table, 0, slots << SLOT_SHIFT);
  for (let slot = before; slot < beforeEnd; slot += 1 << SLOT_SHIFT) {
    if (load<i32>(slot, NUMBER) == 0) continue;
    let place = load<i32>(slot, HASH) & (slots - 1);
    while (load<i32>(table + (place << SLOT_SHIFT), NUMBER) != 0) place = (place + 1) & (slots - 1);
    v128.store(table + (place << SLOT_SHIFT), v128.load(slot));
  }
  heap.free(before);
  store<usize>(dictionary, table, TABLE);
  store<i32>(dictionary, slots, SLOTS);
  store<usize>(dictionary, heap.realloc(dictionaryOffsets(dictionary), slots * 2 + 4), OFFSETS);
  store<i32>(dictionary, slots / 2, ROOM);
}
