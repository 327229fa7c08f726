import { EventEmitter } from 'node:events';

/** Plays `process.parentPort` in a child that the stand-in's utilityProcess started. */
const parentPort = Object.assign(new EventEmitter(), {
  postMessage: (data: unknown) => process.send?.({ data }),
  start() {},
});
process.on('message', (message: { data: unknown }) => parentPort.emit('message', { data: message.data, ports: [] }));
Object.assign(process, { parentPort });
