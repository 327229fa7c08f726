import { Button, Dialog, DialogBody, DialogFooter, HTMLSelect } from '@blueprintjs/core';
import { type ReactNode, useState } from 'react';
import type { SideTableKind } from '../../../main/engine/domain/sources.ts';
import type { SideTableCandidate } from '../../../preload/contract.ts';
import { InertLine } from '../../parts/inert-text.tsx';
import { startJob } from '../../state/actions.ts';
import { call } from '../../state/bridge.ts';
import { SIDE_TABLE_FIELDS, SIDE_TABLE_WORDS } from '../../state/words.ts';

interface SideTableDialogProps {
  readonly candidate: SideTableCandidate;
  readonly onClose: () => void;
}

/** What a table adds, before it is joined. */
export function SideTableDialog({ candidate, onClose }: SideTableDialogProps): ReactNode {
  const { selectionId, path, reason, columns } = candidate;
  const [kind, setKind] = useState<SideTableKind | null>(candidate.kind);
  const [changed, setChanged] = useState<Readonly<Record<string, string | null>>>({});
  const asGuessed = kind !== null && kind === candidate.kind && candidate.mapping !== null;
  const mapping =
    asGuessed && Object.keys(changed).length > 0 && candidate.mapping !== null
      ? { ...candidate.mapping, columns: { ...candidate.mapping.columns, ...changed } }
      : null;
  return (
    <Dialog isOpen title="Add a side table" onClose={onClose} className="side-table-dialog">
      <DialogBody>
        <p>
          <strong>
            <InertLine text={path} title={path} />
          </strong>
        </p>
        <p className="muted">
          <InertLine text={reason} title={reason} />
        </p>
        <HTMLSelect
          aria-label="Kind of the side table"
          fill
          value={kind ?? ''}
          onChange={(event) => setKind(event.currentTarget.value === '' ? null : (event.currentTarget.value as SideTableKind))} // one of the options
        >
          {kind === null && <option value="">Choose what it adds …</option>}
          {Object.entries(SIDE_TABLE_WORDS).map(([value, words]) => (
            <option key={value} value={value}>
              {words.name}: {words.adds}
            </option>
          ))}
        </HTMLSelect>
        <table className="column-map" aria-label="Columns of the side table">
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">First values</th>
              <th scope="col">Taken for</th>
            </tr>
          </thead>
          <tbody>
            {columns.map(({ name, examples, field, hashed }) => (
              <tr key={name}>
                <th scope="row">
                  <InertLine text={name} title={name} />
                </th>
                <td className="column-examples mono">
                  <InertLine text={examples.join('  ·  ').slice(0, 120)} title={examples.join('\n')} />
                </td>
                <td>
                  {asGuessed && kind !== null ? (
                    <HTMLSelect
                      className="side-field"
                      aria-label={`What ${name} is`}
                      value={(Object.hasOwn(changed, name) ? changed[name] : field) ?? ''}
                      onChange={(event) => {
                        const chosen = event.currentTarget.value;
                        setChanged((last) => ({ ...last, [name]: chosen === '' ? null : chosen }));
                      }}
                    >
                      <option value="">not used</option>
                      {SIDE_TABLE_FIELDS[kind].map((one) => (
                        <option key={one} value={one}>
                          {one}
                        </option>
                      ))}
                    </HTMLSelect>
                  ) : (
                    <span className="muted">{candidate.format === null ? 'taken by its name' : (field ?? 'not used')}</span>
                  )}
                  {hashed && (
                    <span className="muted small" title="The case keeps a hash of each value, never the value itself">
                      {' '}
                      hashed
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button text="Cancel" onClick={onClose} />
            <Button
              intent="primary"
              text="Join it"
              disabled={kind === null}
              onClick={() => {
                if (kind === null) return;
                onClose();
                void startJob(() => call('sideTables.add', { selectionId, kind, mapping }), 'adding the side table');
              }}
            />
          </>
        }
      />
    </Dialog>
  );
}
