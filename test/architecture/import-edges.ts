import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { parseSync } from 'oxc-parser';

/** One import, re-export, dynamic import or `import()` type. Paths are relative to the root, with forward slashes. */
export interface ImportEdge {
  readonly from: string;
  /** A file of the tree, or the bare name of a package. */
  readonly to: string;
  readonly typeOnly: boolean;
  readonly line: number;
}

export interface SourceFile {
  readonly path: string;
  readonly edges: readonly ImportEdge[];
  readonly exportsEverything: boolean;
  readonly onlyReexports: boolean;
}

const SKIPPED = new Set(['node_modules', 'out', 'release', '.git', 'assembly']);

export function sourcePaths(root: string): string[] {
  const found: string[] = [];
  const walk = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (SKIPPED.has(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (/\.[cm]?tsx?$/.test(entry.name)) found.push(relative(root, path).split(sep).join('/'));
    }
  };
  walk(root);
  return found.sort();
}

export function readSource(root: string, path: string): SourceFile {
  return parseSource(path, readFileSync(join(root, path), 'utf8'));
}

export function parseSource(path: string, text: string): SourceFile {
  const { program, module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message ?? 'cannot be parsed'}`);
  const edges: ImportEdge[] = [];
  const add = (specifier: string, typeOnly: boolean, offset: number) => {
    const line = text.slice(0, offset).split('\n').length;
    edges.push({ from: path, to: resolveSpecifier(path, specifier), typeOnly, line });
  };
  for (const found of module.staticImports) {
    const typeOnly = found.entries.length > 0 && found.entries.every((entry) => entry.isType);
    add(found.moduleRequest.value, typeOnly, found.start);
  }
  let exportsEverything = false;
  let reexports = 0;
  for (const found of module.staticExports) {
    const request = found.entries.find((entry) => entry.moduleRequest !== null)?.moduleRequest;
    if (!request) continue;
    reexports += 1;
    exportsEverything ||= found.entries.some((entry) => entry.importName.kind !== 'Name' && entry.importName.kind !== 'None');
    add(
      request.value,
      found.entries.every((entry) => entry.isType),
      found.start,
    );
  }
  for (const found of module.dynamicImports) {
    const specifier = text.slice(found.moduleRequest.start, found.moduleRequest.end);
    const literal = /^(['"`])(.*)\1$/.exec(specifier)?.[2];
    if (literal !== undefined) add(literal, false, found.start);
  }
  for (const { specifier, offset } of importTypes(program)) add(specifier, true, offset);
  return { path, edges, exportsEverything, onlyReexports: reexports > 0 && reexports === program.body.length };
}

/** `import('./file.ts').Name` in a type position, which the module record leaves out. */
function importTypes(program: unknown): { specifier: string; offset: number }[] {
  const found: { specifier: string; offset: number }[] = [];
  const visit = (node: unknown) => {
    if (Array.isArray(node)) {
      for (const item of node) visit(item);
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    if ('type' in node && node.type === 'TSImportType' && 'source' in node && 'start' in node) {
      const source = node.source;
      if (typeof source === 'object' && source !== null && 'value' in source) {
        found.push({ specifier: String(source.value), offset: Number(node.start) });
      }
    }
    for (const value of Object.values(node)) if (typeof value === 'object') visit(value);
  };
  visit(program);
  return found;
}

function resolveSpecifier(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return posix.normalize(posix.join(dirname(from), specifier));
  if (specifier.startsWith('node:')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
