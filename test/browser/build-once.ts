import { buildAll } from '../../scripts/build.ts';

/** Vitest's global set-up of the desktop tests: they drive the built files. */
export default async function setup(): Promise<void> {
  await buildAll({ force: false });
}
