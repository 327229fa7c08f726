import { NonIdealState, Spinner } from '@blueprintjs/core';
import { type ReactNode, useId } from 'react';
import type { ShownFault } from '../state/dialogs-store.ts';
import { FAILURE_ADVICE } from '../state/failure-advice.ts';
import type { Resource } from '../state/resource.ts';

interface PanelProps {
  readonly title: string;
  /** Beside the title: a count, a question. */
  readonly aside?: ReactNode;
  readonly actions?: ReactNode;
  readonly className?: string;
  readonly id?: string;
  readonly children: ReactNode;
}

export function Panel({ title, aside, actions, className, id, children }: PanelProps): ReactNode {
  const titleId = useId();
  return (
    <section className={`panel ${className ?? ''}`} id={id} aria-labelledby={titleId}>
      <header>
        <h2 id={titleId}>{title}</h2>
        {aside !== undefined && <span className="aside">{aside}</span>}
        <span className="spring" />
        {actions}
      </header>
      <div className="panel-body">{children}</div>
    </section>
  );
}

interface EmptyProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: React.JSX.Element;
}

/** Nothing to show, why, and what to do next. */
export function Empty({ title, children, action }: EmptyProps): ReactNode {
  return (
    <NonIdealState
      className="empty"
      layout="vertical"
      title={title}
      description={<div className="empty-text">{children}</div>}
      {...(action === undefined ? {} : { action })}
    />
  );
}

export function FaultNote({ fault }: { readonly fault: ShownFault }): ReactNode {
  if (fault.kind === 'unexpected') return <Empty title="Something went wrong">{fault.message}</Empty>;
  const { title, advice } = FAILURE_ADVICE[fault.failure.code];
  return (
    <Empty title={title}>
      {fault.failure.message}
      <br />
      {advice}
    </Empty>
  );
}

interface LoadedProps<T> {
  readonly resource: Resource<T>;
  readonly children: (value: T) => ReactNode;
}

/** What a resource holds, or that it is on its way, or why it is not there. */
export function Loaded<T>({ resource, children }: LoadedProps<T>): ReactNode {
  if (resource.phase === 'ready') return children(resource.value);
  if (resource.phase === 'failed') return <FaultNote fault={resource.fault} />;
  return (
    <div className="loading">
      <Spinner size={20} aria-label="Loading" />
    </div>
  );
}
