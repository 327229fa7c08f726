import { utilityProcess } from 'electron';
import { INSPECTOR_HEAP_MIB, type SpawnInspector } from '../services/case-inspector.ts';

/** A case from disk is read first in a process of its own: Node's fork is off by fuse, so Electron's utility process does it. */
export const spawnInspector: SpawnInspector = (entryFile) => {
  const child = utilityProcess.fork(entryFile, [], {
    serviceName: 'case inspector',
    execArgv: [`--max-old-space-size=${INSPECTOR_HEAP_MIB}`],
    stdio: 'ignore',
    env: {},
  });
  return {
    send: (request) => child.postMessage(request),
    onMessage: (listener) => {
      child.on('message', listener);
    },
    onExit: (listener) => {
      child.on('exit', listener);
    },
    kill: () => {
      child.kill();
    },
  };
};
