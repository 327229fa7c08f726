import { MEETINGS, collectMeetings, meetingCount } from './meetings';
import { ELICITATION_BIAS, MEETING_WEIGHTS, tableOf } from './model-tables';

/** As in engine/domain/capability.ts. */
const ELICITATIONS: i32 = 6;
/** Bytes of a row of weights: ELICITATIONS and zeros up to half a vector. */
const WEIGHTS_WIDTH: i32 = 8;

const SUMS: usize = memory.data(4 * WEIGHTS_WIDTH, 16);

/** How the prompt read last asks: ElicitationReader of engine/capabilities/elicitation.ts. Meetings are few enough for sums of 16 bits. */
export function readElicitation(): u8 {
  collectMeetings();
  const weights = tableOf(MEETING_WEIGHTS);
  const bias = tableOf(ELICITATION_BIAS);
  let sums = i16x8.splat(0);
  for (let i = 0; i < meetingCount; i++) {
    const row = v128.load64_zero(weights + <usize>load<u16>(MEETINGS + (i << 1)) * WEIGHTS_WIDTH);
    sums = i16x8.add(sums, i16x8.extend_low_i8x16_s(row));
  }
  v128.store(SUMS, i32x4.add(i32x4.extend_low_i16x8_s(sums), v128.load(bias)));
  v128.store(SUMS + 16, i32x4.add(i32x4.extend_high_i16x8_s(sums), v128.load(bias, 16)));
  let best = 0;
  for (let k = 1; k < ELICITATIONS; k++) if (load<i32>(SUMS + (k << 2)) > load<i32>(SUMS + (best << 2))) best = k;
  return <u8>best;
}
