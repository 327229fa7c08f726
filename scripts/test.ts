import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkTypes, TYPE_PROJECTS } from './types.ts';

const root = join(import.meta.dirname, '..');
const report = join(root, 'out', 'test-report.json');
const count = { passed: 0, failed: 0, skipped: [] as string[] };

function tally(name: string, passed: boolean, output: string): void {
  console.log(`${passed ? 'ok    ' : 'FAILED'} ${name}`);
  if (!passed) console.log(output);
  count[passed ? 'passed' : 'failed'] += 1;
}

function run(args: readonly string[], quiet: boolean): Promise<{ passed: boolean; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'] });
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('exit', (code) => resolve({ passed: code === 0, output: Buffer.concat(chunks).toString() }));
  });
}

interface VitestReport {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

function readReport(): VitestReport | null {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return null;
  }
}

function tallyVitest(passed: boolean): void {
  const vitest = readReport();
  if (vitest === null) {
    tally('vitest', false, 'vitest wrote no report');
    return;
  }
  const failedBefore = count.failed;
  for (const file of vitest.testResults) {
    for (const test of file.assertionResults) {
      if (test.status === 'passed') count.passed += 1;
      else if (test.status === 'failed') tally(`${file.name.slice(root.length + 1)}: ${test.fullName}`, false, '');
      else count.skipped.push(`${file.name.slice(root.length + 1)}: ${test.fullName}`);
    }
    if (file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')) {
      tally(file.name.slice(root.length + 1), false, file.message);
    }
  }
  if (!passed && count.failed === failedBefore) tally('vitest', false, 'vitest failed outside any test, see above');
}

for (const project of TYPE_PROJECTS) {
  const check = await checkTypes(project);
  tally(`types ${project}`, check.passed, check.output);
}
const lint = await run(
  [join('node_modules', '@biomejs', 'biome', 'bin', 'biome'), 'check', '--diagnostic-level=warn', '--error-on-warnings', '.'],
  true,
);
tally('lint and format', lint.passed, lint.output);

mkdirSync(join(root, 'out'), { recursive: true });
rmSync(report, { force: true });
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const vitest = await run([join('node_modules', 'vitest', 'vitest.mjs'), 'run', ...reporters], false);
tallyVitest(vitest.passed);

for (const name of count.skipped) console.log(`skipped ${name}`);
const skipped = count.skipped.length > 0 ? `, ${count.skipped.length} skipped` : '';
console.log(`${count.passed} passed, ${count.failed} failed${skipped}`);
process.exitCode = count.failed === 0 ? 0 : 1;
