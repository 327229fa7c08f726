import type { ReviewedFile } from '../../../main/engine/domain/import-review.ts';
import type { Column } from '../../parts/columns.ts';
import { InertLine } from '../../parts/inert-text.tsx';
import { bytes, count } from '../../state/figures.ts';

interface NamedPath {
  readonly path: string;
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

function folderOf(path: string): string {
  return path.slice(0, path.length - fileName(path).length).replace(/[\\/]$/, '');
}

function pathColumns<Row extends NamedPath>(): readonly Column<Row>[] {
  return [
    {
      id: 'file',
      title: 'File',
      width: 220,
      value: (r) => fileName(r.path),
      render: (r) => <InertLine text={fileName(r.path)} title={r.path} />,
    },
    {
      id: 'folder',
      title: 'Folder',
      width: 220,
      value: (r) => folderOf(r.path),
      render: (r) => (
        <span className="muted">
          <InertLine text={folderOf(r.path)} title={r.path} />
        </span>
      ),
    },
  ];
}

export const REVIEWED_FILE_COLUMNS: readonly Column<ReviewedFile>[] = [
  ...pathColumns<ReviewedFile>(),
  {
    id: 'bytes',
    title: 'Size',
    width: 80,
    align: 'right',
    value: (r) => r.bytes,
    render: (r) => (
      <span className="figure" title={`${count(r.bytes)} bytes`}>
        {bytes(r.bytes)}
      </span>
    ),
  },
  {
    id: 'reason',
    title: 'Taken for that because',
    width: 260,
    grows: true,
    value: (r) => r.reason,
    render: (r) => <InertLine text={r.reason} title={r.reason} />,
  },
];

export const SKIPPED_COLUMNS: readonly Column<{ readonly path: string; readonly reason: string }>[] = [
  ...pathColumns<{ readonly path: string; readonly reason: string }>(),
  {
    id: 'reason',
    title: 'Skipped because',
    width: 260,
    grows: true,
    value: (r) => r.reason,
    render: (r) => <InertLine text={r.reason} title={r.reason} />,
  },
];
