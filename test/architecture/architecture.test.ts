import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseSource, readSource, sourcePaths } from './import-edges.ts';
import { badNames, barrels, brokenArrows, circles, missingFiles } from './rules.ts';

const root = join(import.meta.dirname, '..', '..');
const paths = sourcePaths(root);
const files = paths.map((path) => readSource(root, path));

describe('the tree', () => {
  test('has edges to check', () => {
    expect(files.flatMap((file) => file.edges).length).toBeGreaterThan(20);
  });
  test('imports only along the arrows of the design', () => {
    expect(brokenArrows(files)).toEqual([]);
  });
  test('imports only files that exist', () => {
    expect(missingFiles(files)).toEqual([]);
  });
  test('has no circle of files, types counting as edges', () => {
    expect(circles(files)).toEqual([]);
  });
  test('names every file and folder after a concept', () => {
    expect(badNames(paths)).toEqual([]);
  });
  test('has no barrels', () => {
    expect(barrels(files)).toEqual([]);
  });
});

describe('the rules', () => {
  const sample = (path: string, text: string) => [parseSource(path, text)];

  test.each([
    ['upward import', 'main/storage/a.ts', "import { b } from '../services/b.ts';", 'storage must not import services'],
    ['upward type import', 'main/engine/links/a.ts', "import type { B } from '../../storage/b.ts';", 'engine must not import storage'],
    ['import() type', 'main/engine/links/a.ts', "export type A = import('../../storage/b.ts').B;", 'engine must not import storage'],
    ['re-export', 'main/workers/a.ts', "export { b } from '../services/b.ts';", 'workers must not import services'],
    ['dynamic import', 'main/workers/a.ts', "await import('../services/b.ts');", 'workers must not import services'],
    ['electron outside app', 'main/services/a.ts', "import { app } from 'electron';", 'import electron'],
    ['node in the engine', 'main/engine/links/a.ts', "import { readFileSync } from 'node:fs';", 'engine imports only engine'],
    ['a package in the engine', 'main/engine/links/a.ts', "import { z } from 'zod';", 'engine imports only engine'],
    ['node in the renderer', 'renderer/state/a.ts', "import { readFileSync } from 'node:fs';", "must not import Node's modules"],
    [
      'renderer into services',
      'renderer/state/a.ts',
      "import type { B } from '../../main/services/b.ts';",
      'renderer must not import services',
    ],
    [
      'a domain value in the renderer',
      'renderer/state/a.ts',
      "import { LAYERS } from '../../main/engine/domain/layer.ts';",
      'only types of the domain',
    ],
    [
      'a domain value in the contract',
      'preload/contract.ts',
      "import { LAYERS } from '../main/engine/domain/layer.ts';",
      'only types of the domain',
    ],
    ['cli into app', 'main/cli/a.ts', "import { b } from '../app/b.ts';", 'cli must not import app'],
    ['program into tests', 'main/services/a.ts', "import { b } from '../../test/b.ts';", 'services must not import tools'],
  ])('catch %s and name the edge', (_, path, text, reason) => {
    const found = brokenArrows(sample(path, text));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`${path}:1 ->`);
    expect(found[0]).toContain(reason);
  });

  test.each([
    [
      'main/app/a.ts',
      "import { app } from 'electron'; import { b } from '../services/b.ts'; import type { C } from '../../preload/contract.ts';",
    ],
    [
      'renderer/state/a.ts',
      "import type { Layer } from '../../main/engine/domain/layer.ts'; import type { Bridge } from '../../preload/contract.ts';",
    ],
    ['main/workers/a.ts', "import { b } from '../storage/b.ts'; import { readFileSync } from 'node:fs';"],
    ['main/engine/links/a.ts', "import { b } from '../statistics/b.ts';"],
  ])('leave allowed imports of %s alone', (path, text) => {
    expect(brokenArrows(sample(path, text))).toEqual([]);
  });

  test('catch a circle through a type import', () => {
    const a = parseSource('main/engine/a.ts', "import { b } from './b.ts'; export interface A { b: typeof b }");
    const b = parseSource('main/engine/b.ts', "import type { A } from './a.ts'; export const b: A | null = null;");
    expect(circles([a, b])).toEqual(['main/engine/a.ts -> main/engine/b.ts -> main/engine/a.ts']);
  });
  test('catch an import of a missing file', () => {
    expect(missingFiles(sample('main/engine/a.ts', "import './gone.ts';"))).toHaveLength(1);
  });
  test('catch names that name nothing', () => {
    expect(badNames(['main/engine/text-utils.ts', 'main/helpers/a.ts', 'main/services/case-manager.ts', 'main/common.ts'])).toHaveLength(4);
  });
  test('catch barrels', () => {
    expect(barrels(sample('main/engine/links/index.ts', 'export const a = 1;'))).toHaveLength(1);
    expect(barrels(sample('main/engine/links/all.ts', "export * from './a.ts'; export const b = 1;"))).toHaveLength(1);
    expect(barrels(sample('main/engine/links/all.ts', "export { a } from './a.ts';"))).toHaveLength(1);
  });
});
