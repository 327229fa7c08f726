import type { SourceSummary } from '../../main/engine/domain/case.ts';
import { bytes, count } from '../state/figures.ts';
import type { Column } from './columns.ts';
import { CopyButton } from './copy-button.tsx';
import { Count } from './figure.tsx';
import { InertLine } from './inert-text.tsx';

/** A source as import and overview list it; the summary of an import has no id and no state. */
export type SourceLine = Omit<SourceSummary, 'sourceId' | 'state'> & { readonly state?: SourceSummary['state'] };

const STATE_WORDS: Readonly<Record<SourceSummary['state'], string>> = {
  importing: 'interrupted',
  complete: 'complete',
  cancelled: 'cancelled',
  failed: 'failed',
};

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

export const SOURCE_COLUMNS: readonly Column<SourceLine>[] = [
  {
    id: 'file',
    title: 'File',
    width: 180,
    grows: true,
    value: (s) => s.path,
    render: (s) => <InertLine text={fileName(s.path)} title={s.path} />,
  },
  { id: 'format', title: 'Format', width: 120, value: (s) => s.format, render: (s) => <InertLine text={s.format} /> },
  {
    id: 'sha256',
    title: 'SHA-256',
    width: 136,
    value: (s) => s.sha256,
    render: ({ sha256 }) =>
      sha256 === null ? (
        <span className="muted">–</span>
      ) : (
        <span className="hash">
          <span className="mono" title={sha256}>
            {sha256.slice(0, 12)}
          </span>
          <CopyButton what="the SHA-256" text={() => sha256} />
        </span>
      ),
  },
  {
    id: 'bytes',
    title: 'Size',
    width: 80,
    align: 'right',
    value: (s) => s.bytes,
    render: (s) => (
      <span className="figure" title={`${count(s.bytes)} bytes`}>
        {bytes(s.bytes)}
      </span>
    ),
  },
  {
    id: 'exchanges',
    title: 'Exchanges',
    width: 100,
    align: 'right',
    value: (s) => s.exchanges,
    render: (s) => <Count value={s.exchanges} />,
  },
  {
    id: 'quarantined',
    title: 'Quarantined',
    width: 92,
    align: 'right',
    value: (s) => s.quarantined,
    render: (s) => <Count value={s.quarantined} />,
  },
  {
    id: 'duplicates',
    title: 'Duplicates',
    width: 92,
    align: 'right',
    value: (s) => s.duplicates,
    render: (s) => <Count value={s.duplicates} />,
  },
  {
    id: 'state',
    title: 'State',
    width: 92,
    value: (s) => s.state ?? null,
    render: (s) => (s.state === undefined ? null : <span className={s.state === 'complete' ? '' : 'warn'}>{STATE_WORDS[s.state]}</span>),
  },
];
