import type { SourceDetails } from '../../../main/engine/domain/sources.ts';
import type { Column } from '../../parts/columns.ts';
import { Count, Instant } from '../../parts/figure.tsx';
import { InertLine } from '../../parts/inert-text.tsx';
import { SOURCE_COLUMNS } from '../../parts/source-columns.tsx';

const own = (id: string, width: number): Column<SourceDetails>[] =>
  SOURCE_COLUMNS.filter((column) => column.id === id).map((column) => ({ ...column, width }));

export const SOURCE_DETAIL_COLUMNS: readonly Column<SourceDetails>[] = [
  ...own('file', 160),
  ...own('format', 104),
  {
    id: 'reason',
    title: 'Why',
    width: 110,
    hint: 'Why it was taken for this format',
    value: (s) => s.reason,
    render: (s) => <InertLine text={s.reason} title={s.reason} />,
  },
  ...own('exchanges', 86),
  { id: 'first', title: 'First', width: 94, value: (s) => s.firstSeen, render: (s) => <Instant iso={s.firstSeen} precision="day" /> },
  { id: 'last', title: 'Last', width: 94, value: (s) => s.lastSeen, render: (s) => <Instant iso={s.lastSeen} precision="day" /> },
  ...own('quarantined', 96),
  ...own('duplicates', 82),
  {
    id: 'passedOver',
    title: 'Passed over',
    width: 90,
    align: 'right',
    hint: 'Records that hold no exchange of their own: action lines, parts of others, spans that are no model call',
    value: (s) => s.passedOver,
    render: (s) => <Count value={s.passedOver} />,
  },
  ...own('state', 82),
  ...own('sha256', 128),
  ...own('bytes', 76).map((column): Column<SourceDetails> => ({ ...column, hiddenAtFirst: true })),
];
