import type { ReactNode } from 'react';
import type { MappingShape, SourceDetails } from '../../../main/engine/domain/sources.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Instant } from '../../parts/figure.tsx';
import { InertLine } from '../../parts/inert-text.tsx';
import { Panel } from '../../parts/panel.tsx';
import { bytes, count, plural } from '../../state/figures.ts';

/** Which file a source is, why it was taken for its format, and by which mapping it was read. */
export function SourceFacts({ source }: { readonly source: SourceDetails }): ReactNode {
  const { sha256 } = source;
  return (
    <div className="source-facts">
      <Panel title="File and format" className="fits">
        <dl className="facts padded">
          <dt>File</dt>
          <dd>
            <InertLine text={source.path} title={source.path} />
          </dd>
          <dt>Size</dt>
          <dd className="figure" title={`${count(source.bytes)} bytes`}>
            {bytes(source.bytes)}
          </dd>
          <dt>SHA-256</dt>
          <dd>
            {sha256 === null ? (
              <span className="muted">known when the file was read to its end</span>
            ) : (
              <span className="mono">
                {sha256} <CopyButton what="the SHA-256" text={() => sha256} />
              </span>
            )}
          </dd>
          <dt>Format</dt>
          <dd className="mono">
            <InertLine text={source.format} />
          </dd>
          <dt>Because</dt>
          <dd>
            <InertLine text={source.reason} title={source.reason} />
          </dd>
          <dt>Import</dt>
          <dd>
            <Instant iso={source.startedAt} /> – <Instant iso={source.finishedAt} />
          </dd>
          <dt>Span of time</dt>
          <dd>
            <Instant iso={source.firstSeen} /> – <Instant iso={source.lastSeen} />
          </dd>
          {source.failure !== null && (
            <>
              <dt>Ended early</dt>
              <dd className="warn">
                <InertLine text={source.failure} title={source.failure} />
              </dd>
            </>
          )}
        </dl>
      </Panel>
      {source.mapping === null ? (
        <Panel title="Mapping" className="fits">
          <p className="muted padded">Read by the rules of its format; no mapping was needed.</p>
        </Panel>
      ) : (
        <MappingPanel mapping={source.mapping} />
      )}
    </div>
  );
}

function MappingPanel({ mapping }: { readonly mapping: MappingShape }): ReactNode {
  const columns = Object.entries(mapping.columns);
  const used = columns.filter(([, field]) => field !== null);
  const unused = columns.length - used.length;
  const pairs = (values: Readonly<Record<string, string | number | boolean>>): string =>
    Object.entries(values)
      .map(([field, value]) => `${field} ${value}`)
      .join(', ') || 'none';
  return (
    <Panel
      title="Mapping"
      className="fits"
      aside={unused === 0 ? undefined : `${plural(unused, 'column')} not used`}
      actions={<CopyButton what="the mapping as JSON" label="JSON" text={() => `${JSON.stringify(mapping, null, 2)}\n`} />}
    >
      <dl className="facts padded">
        {used.map(([column, field]) => (
          <div key={column} className="fact-pair">
            <dt className="mono">
              <InertLine text={column} title={column} />
            </dt>
            <dd className="mono">{field}</dd>
          </div>
        ))}
        <div className="fact-pair">
          <dt>Times</dt>
          <dd>{mapping.timeFormat}</dd>
        </div>
        <div className="fact-pair">
          <dt>Texts for null</dt>
          <dd>
            <InertLine text={mapping.nullTexts.map((text) => JSON.stringify(text)).join(', ') || 'none'} />
          </dd>
        </div>
        <div className="fact-pair">
          <dt>Put before values</dt>
          <dd>
            <InertLine text={pairs(mapping.prefixes)} />
          </dd>
        </div>
        <div className="fact-pair">
          <dt>Same in every record</dt>
          <dd>
            <InertLine text={pairs(mapping.constants)} />
          </dd>
        </div>
      </dl>
    </Panel>
  );
}
