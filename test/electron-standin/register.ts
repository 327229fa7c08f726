import { registerHooks } from 'node:module';

/** `node --import register.ts out/main/index.js`: `electron` resolves to the stand-in and nothing else changes. */
const url = new URL('./electron.ts', import.meta.url).href;
registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'electron' || specifier === 'electron/main') return { url, format: 'module-typescript', shortCircuit: true };
    return next(specifier, context);
  },
});
const versions = Object.freeze({ ...process.versions, electron: '45.4.1-standin' });
Object.defineProperty(process, 'versions', { value: versions, enumerable: true });
Object.assign(process, { type: 'browser' });
