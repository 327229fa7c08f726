import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

process.env.TZ = 'UTC';

const electron = fileURLToPath(new URL('./test/electron-standin/electron.ts', import.meta.url));
const desktop = ['test/browser/**/*.test.{ts,tsx}', 'test/security/**/*.test.{ts,tsx}', 'test/electron-standin/**/*.test.ts'];

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'program',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: desktop,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve: { alias: { electron } },
        test: {
          name: 'desktop',
          include: desktop,
          globalSetup: 'test/browser/build-once.ts',
          fileParallelism: false,
          // Chromium on a busy machine now and then loses a click; what fails twice is broken.
          retry: 1,
          testTimeout: 180_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
