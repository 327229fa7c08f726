import cliProgress, { type SingleBar } from 'cli-progress';
import type { JobControl, JobProgress } from '../engine/domain/job.ts';
import { visibleLine } from '../engine/evidence/inert-text.ts';

const MEBIBYTE = 1024 * 1024;

/**
 * Runs work that can be cancelled with Ctrl-C, showing a bar with rate and remaining time when standard error is a terminal, and
 * nothing otherwise. The first signal cancels; the second ends the program at once.
 */
export async function withProgress<T>(work: (control: JobControl) => Promise<T>): Promise<T> {
  let isCancelled = false;
  const cancel = (): void => {
    if (isCancelled) process.exit(1);
    isCancelled = true;
  };
  process.on('SIGINT', cancel);
  process.on('SIGTERM', cancel);
  const display = process.stderr.isTTY ? new ProgressDisplay() : null;
  try {
    return await work({ isCancelled: () => isCancelled, report: (progress) => display?.show(progress) });
  } finally {
    display?.end();
    process.off('SIGINT', cancel);
    process.off('SIGTERM', cancel);
  }
}

class ProgressDisplay {
  #bar: SingleBar | null = null;
  #stage = '';
  #startedMs = 0;
  #startedAt = 0;

  show(progress: JobProgress): void {
    const scale = progress.unit === 'bytes' ? MEBIBYTE : 1;
    const unit = progress.unit === 'bytes' ? 'MiB' : progress.unit;
    const done = Math.floor(progress.done / scale);
    const total = Math.max(done, Math.ceil((progress.total ?? progress.done) / scale), 1);
    const stage = visibleLine(
      progress.file === null ? progress.stage : `${progress.stage} ${progress.file.split(/[\\/]/).at(-1) ?? ''}`,
    ).slice(0, 40);
    if (this.#bar === null || stage !== this.#stage) {
      this.#bar?.stop();
      this.#stage = stage;
      this.#startedMs = performance.now();
      this.#startedAt = done;
      this.#bar = new cliProgress.SingleBar({
        stream: process.stderr,
        format: formatLine,
        hideCursor: true,
        etaBuffer: 60,
        linewrap: false,
      });
      this.#bar.start(total, done, { stage, unit, rate: 0, details: '' });
    }
    const seconds = (performance.now() - this.#startedMs) / 1000;
    this.#bar.setTotal(total);
    this.#bar.update(done, { rate: seconds > 0 ? Math.round((done - this.#startedAt) / seconds) : 0, details: detailsOf(progress) });
  }

  end(): void {
    this.#bar?.stop();
    this.#bar = null;
  }
}

const formatLine: NonNullable<ConstructorParameters<typeof cliProgress.SingleBar>[0]['format']> = (
  options,
  { progress, value, total, eta },
  { stage, unit, rate, details },
) => {
  const remaining = Number.isFinite(eta) && eta > 0 ? `, ${cliProgress.Format.TimeFormat(eta, options, 1)} left` : '';
  const bar = cliProgress.Format.BarFormat(progress, {
    ...options,
    barsize: 24,
    barCompleteString: '█'.repeat(24),
    barIncompleteString: '░'.repeat(24),
    barGlue: '',
  });
  return `${stage} ${bar} ${Math.floor(progress * 100)} %  ${value.toLocaleString('en')} of ${total.toLocaleString('en')} ${unit}, ${Number(rate).toLocaleString('en')} ${unit}/s${remaining}${details}`;
};

function detailsOf(progress: JobProgress): string {
  const parts: string[] = [];
  if (progress.unit === 'bytes' && progress.exchanges !== null) parts.push(`${progress.exchanges.toLocaleString('en')} exchanges`);
  if (progress.quarantined !== null && progress.quarantined > 0) parts.push(`${progress.quarantined.toLocaleString('en')} quarantined`);
  return parts.length === 0 ? '' : `, ${parts.join(', ')}`;
}
