import { Switch } from '@blueprintjs/core';
import { type ReactNode, useMemo, useState } from 'react';
import type { OriginalRecord } from '../../../main/engine/domain/sources.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { InertLine, InertText } from '../../parts/inert-text.tsx';
import { Empty, Loaded } from '../../parts/panel.tsx';
import { count, plural } from '../../state/figures.ts';
import { prettyJson } from '../../state/pretty-json.ts';
import { useResource } from '../../state/resource.ts';

/** The record as it lies in its file, which nothing has touched. */
export function OriginalRecordView({ row }: { readonly row: number }): ReactNode {
  const original = useResource('exchanges.original', { row });
  return <Loaded resource={original}>{(record) => <Original record={record} />}</Loaded>;
}

function Original({ record }: { readonly record: OriginalRecord }): ReactNode {
  const [pretty, setPretty] = useState(false);
  const text = record.state === 'found' ? record.text : '';
  const printed = useMemo(() => (pretty ? prettyJson(text) : null), [pretty, text]);
  return (
    <div className="original-record">
      <dl className="facts">
        <dt>File</dt>
        <dd>
          <InertLine text={record.path} title={record.path} />
        </dd>
        <dt>Byte position</dt>
        <dd className="figure" title="First byte of the record in the decompressed stream">
          {count(record.position)}
        </dd>
        <dt>Length</dt>
        <dd className="figure">{plural(record.length, 'byte')}</dd>
      </dl>
      {record.state === 'found' ? (
        <>
          <div className="text-head">
            <h3>Original record</h3>
            {record.cut && <span className="warn">only its beginning is shown</span>}
            <span className="spring" />
            <Switch
              checked={pretty}
              disabled={prettyJson(text) === null}
              label="JSON over several lines"
              className="pretty-switch"
              onChange={() => setPretty((last) => !last)}
            />
            <CopyButton what="the original record" text={() => text} />
          </div>
          <InertText key={`${pretty}`} text={printed ?? text} label="Original record" />
        </>
      ) : record.state === 'missing' ? (
        <Empty title="The file is not there any more">
          It was moved, renamed or deleted since it was imported, or its drive is not connected. The exchange itself is kept in the case;
          put the file back to see the record as it was written.
        </Empty>
      ) : (
        <Empty title="The file is not the one that was imported">
          Its bytes changed since, so what stands at this position now proves nothing. The exchange as it was imported is kept in the case;
          its source lists the SHA-256 that the file had.
        </Empty>
      )}
    </div>
  );
}
