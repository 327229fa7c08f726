import { execFile } from 'node:child_process';
import { join } from 'node:path';

export const TYPE_PROJECTS = ['main/engine', 'main', 'preload', 'renderer', 'test'] as const;

const root = join(import.meta.dirname, '..');

export interface TypeCheck {
  readonly project: string;
  readonly passed: boolean;
  readonly output: string;
}

/** Compiles one runtime's project on its own terms. */
export function checkTypes(project: string): Promise<TypeCheck> {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [compiler, '--pretty', 'false', '-p', project],
      { cwd: root, maxBuffer: 1 << 26 },
      (error, stdout, stderr) => {
        resolve({ project, passed: error === null, output: `${stdout}${stderr}`.trim() });
      },
    );
  });
}

if (import.meta.main) {
  let failed = 0;
  for (const project of TYPE_PROJECTS) {
    const check = await checkTypes(project);
    console.log(`${check.passed ? 'ok    ' : 'FAILED'} types ${project}`);
    if (check.passed) continue;
    failed += 1;
    console.log(check.output);
  }
  process.exitCode = failed === 0 ? 0 : 1;
}
