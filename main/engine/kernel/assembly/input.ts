import { READ_SLACK } from './bytes';
import { forgetMissed } from './learned-codes';

/** The records to scan, and as much room for texts that are rewritten before they are interned. */
export let input: usize = 0;
export let scratch: usize = 0;
let inputRoom: i32 = 0;

/** Where the host puts the records to scan; there is room for `bytes`. */
export function inputSpace(bytes: i32): usize {
  if (bytes > inputRoom) {
    if (input != 0) heap.free(input);
    if (scratch != 0) heap.free(scratch);
    inputRoom = max(bytes, 2 * inputRoom);
    input = heap.alloc(inputRoom + READ_SLACK);
    scratch = heap.alloc(inputRoom + READ_SLACK);
  }
  forgetMissed();
  return input;
}
