import { utilityProcess } from 'electron';
import { DECODER_ARGUMENTS, type SpawnDecoder } from '../services/decoder-process.ts';

/** Parquet, Arrow and archives are decoded in a process of their own: Node's fork is off by fuse, so Electron's utility process does it. */
export const spawnDecoder: SpawnDecoder = (entryFile) => {
  const child = utilityProcess.fork(entryFile, [], {
    serviceName: 'file decoder',
    execArgv: DECODER_ARGUMENTS,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {},
  });
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new TypeError('a decoder has no output');
  return {
    pid: () => child.pid,
    output: stdout,
    errors: stderr,
    send: (message) => child.postMessage(message),
    onExit: (listener) => {
      child.on('exit', listener);
    },
    kill: () => {
      child.kill();
    },
    hold: () => {},
  };
};
