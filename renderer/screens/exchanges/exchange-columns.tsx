import type { ExchangeLine } from '../../../preload/contract.ts';
import type { Column } from '../../parts/columns.ts';
import { Count, Instant } from '../../parts/figure.tsx';
import { InertLine } from '../../parts/inert-text.tsx';
import { count } from '../../state/figures.ts';
import { capabilityWord, elicitationWord } from '../../state/words.ts';

function named(text: string | null): React.JSX.Element {
  return text === null ? <span className="muted">–</span> : <InertLine text={text} title={text} />;
}

export const EXCHANGE_COLUMNS: readonly Column<ExchangeLine>[] = [
  {
    id: 'row',
    title: 'Row',
    width: 76,
    align: 'right',
    hint: 'Counted from 0 in import order',
    value: (l) => l.row,
    render: (l) => <span className="figure muted">{count(l.row)}</span>,
  },
  { id: 'ts', title: 'Time (UTC)', width: 152, value: (l) => l.ts, render: (l) => <Instant iso={l.ts} /> },
  { id: 'account', title: 'Account', width: 128, value: (l) => l.accountId, render: (l) => named(l.accountId) },
  { id: 'capability', title: 'Capability', width: 142, value: (l) => capabilityWord(l.capability) },
  {
    id: 'prompt',
    title: 'Prompt',
    width: 180,
    grows: true,
    value: (l) => l.promptStart,
    render: (l) => <InertLine text={l.promptStart} />,
  },
  { id: 'model', title: 'Model', width: 104, value: (l) => l.model, render: (l) => named(l.model) },
  { id: 'elicitation', title: 'Elicitation', width: 120, hiddenAtFirst: true, value: (l) => elicitationWord(l.elicitation) },
  {
    id: 'in',
    title: 'In',
    width: 58,
    align: 'right',
    hint: 'Input tokens',
    value: (l) => l.inputTokens,
    render: (l) => <Count value={l.inputTokens} />,
  },
  {
    id: 'out',
    title: 'Out',
    width: 58,
    align: 'right',
    hint: 'Output tokens',
    value: (l) => l.outputTokens,
    render: (l) => <Count value={l.outputTokens} />,
  },
  {
    id: 'status',
    title: 'Status',
    width: 52,
    align: 'right',
    value: (l) => l.statusCode,
    render: (l) => <span className={l.statusCode !== null && l.statusCode >= 400 ? 'figure warn' : 'figure'}>{l.statusCode ?? '–'}</span>,
  },
];
