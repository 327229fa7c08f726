import { equalBytes, hashBytes, READ_SLACK } from './bytes';

/**
 * A set of byte strings numbered from 1 in order of arrival: an open-addressing table over an arena. Record fields, int32 each:
 * TABLE (address of slots holding numbers, 0 = free), SLOTS, COUNT, HASHES (of each number), OFFSETS (string n is ARENA[OFFSETS[n],
 * OFFSETS[n + 1])), ROOM (numbers that HASHES and OFFSETS can hold), ARENA, ARENA_ROOM.
 */
const TABLE: usize = 0;
const SLOTS: usize = 4;
const COUNT: usize = 8;
const HASHES: usize = 12;
const OFFSETS: usize = 16;
const ROOM: usize = 20;
const ARENA: usize = 24;
const ARENA_ROOM: usize = 28;
const RECORD_BYTES: i32 = 32;

const FIRST_SLOTS: i32 = 1024;
const FIRST_ARENA: i32 = 8192;

/** Hash seed, chosen anew by each host so that no file can be made to collide. */
let seed: u64 = 0;

export function setHashSeed(value: u64): void {
  seed = value;
}

export function newDictionary(): usize {
  const dictionary = heap.alloc(RECORD_BYTES);
  store<usize>(dictionary, heap.alloc(FIRST_SLOTS * 4), TABLE);
  store<i32>(dictionary, FIRST_SLOTS, SLOTS);
  store<usize>(dictionary, heap.alloc(FIRST_SLOTS * 2), HASHES);
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
  memory.fill(load<usize>(dictionary, TABLE), 0, load<i32>(dictionary, SLOTS) * 4);
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
  return load<i32>(findSlot(dictionary, at, length, hashBytes(at, length, seed)));
}

/** Number of `length` bytes at `at`, which are copied when new. */
export function intern(dictionary: usize, at: usize, length: i32): i32 {
  const hash = hashBytes(at, length, seed);
  const slot = findSlot(dictionary, at, length, hash);
  const found = load<i32>(slot);
  return found != 0 ? found : append(dictionary, slot, at, length, hash);
}

function findSlot(dictionary: usize, at: usize, length: i32, hash: u32): usize {
  const table = load<usize>(dictionary, TABLE);
  const mask = load<i32>(dictionary, SLOTS) - 1;
  const hashes = load<usize>(dictionary, HASHES);
  let slot = <i32>hash & mask;
  let place = table + (slot << 2);
  for (let number = load<i32>(place); number != 0; number = load<i32>(place)) {
    if (load<u32>(hashes + (number << 2)) == hash && isString(dictionary, number, at, length)) break;
    slot = (slot + 1) & mask;
    place = table + (slot << 2);
  }
  return place;
}

function isString(dictionary: usize, number: i32, at: usize, length: i32): bool {
  const start = startOf(dictionary, number);
  return startOf(dictionary, number + 1) - start == length && equalBytes(dictionaryArena(dictionary) + start, at, length);
}

function append(dictionary: usize, slot: usize, at: usize, length: i32, hash: u32): i32 {
  const number = dictionaryCount(dictionary) + 1;
  store<i32>(slot, number);
  store<i32>(dictionary, number, COUNT);
  store<u32>(load<usize>(dictionary, HASHES) + (number << 2), hash);
  const start = startOf(dictionary, number);
  const end = start + length;
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
  const slots = load<i32>(dictionary, SLOTS) * 2;
  heap.free(load<usize>(dictionary, TABLE));
  const table = heap.alloc(slots * 4);
  memory.fill(table, 0, slots * 4);
  store<usize>(dictionary, table, TABLE);
  store<i32>(dictionary, slots, SLOTS);
  const hashes = heap.realloc(load<usize>(dictionary, HASHES), slots * 2);
  store<usize>(dictionary, hashes, HASHES);
  store<usize>(dictionary, heap.realloc(dictionaryOffsets(dictionary), slots * 2 + 4), OFFSETS);
  store<i32>(dictionary, slots / 2, ROOM);
  const count = dictionaryCount(dictionary);
  for (let number = 1; number <= count; number++) {
    let slot = load<i32>(hashes + (number << 2)) & (slots - 1);
    while (load<i32>(table + (slot << 2)) != 0) slot = (slot + 1) & (slots - 1);
    store<i32>(table + (slot << 2), number);
  }
}
