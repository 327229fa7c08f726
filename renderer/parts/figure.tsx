import type { ReactNode } from 'react';
import { count, localTime, utc } from '../state/figures.ts';

export function Count({ value }: { readonly value: number | null }): ReactNode {
  return value === null ? <span className="muted">–</span> : <span className="figure">{count(value)}</span>;
}

/** A time in UTC; the local time shows when the pointer rests on it. */
export function Instant({
  iso,
  precision = 'second',
}: {
  readonly iso: string | null;
  readonly precision?: 'day' | 'second' | 'full';
}): ReactNode {
  if (iso === null) return <span className="muted">–</span>;
  return (
    <time className="figure" dateTime={iso} title={`${utc(iso, 'full')} UTC\n${localTime(iso)} here`}>
      {utc(iso, precision)}
    </time>
  );
}

/** A labelled figure of a header line. */
export function Stat({
  label,
  children,
  title,
}: {
  readonly label: string;
  readonly children: ReactNode;
  readonly title?: string;
}): ReactNode {
  return (
    <div className="stat" title={title}>
      <div className="stat-label">{label}</div>
      <div className="stat-value figure">{children}</div>
    </div>
  );
}
