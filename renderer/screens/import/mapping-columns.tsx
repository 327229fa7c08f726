import { Button } from '@blueprintjs/core';
import type { Dispatch, ReactNode } from 'react';
import type { ForeignColumn, TableLook } from '../../../main/engine/domain/import-review.ts';
import type { MappingShape } from '../../../main/engine/domain/sources.ts';
import { FieldPicker } from '../../parts/field-picker.tsx';
import { InertLine } from '../../parts/inert-text.tsx';
import { Panel } from '../../parts/panel.tsx';
import { FIELDS } from '../../state/canonical-fields.ts';
import { count, plural } from '../../state/figures.ts';
import { fallbackPlaces, type MappingEdit } from '../../state/mapping-draft.ts';

interface MappingColumnsProps {
  readonly look: TableLook;
  readonly mapping: MappingShape;
  readonly edit: Dispatch<MappingEdit>;
}

/** Each column of the table with examples, and the canonical column it is taken for. */
export function MappingColumns({ look, mapping, edit }: MappingColumnsProps): ReactNode {
  const places = fallbackPlaces(mapping);
  const known = new Set(look.columns.map(({ name }) => name));
  const absent = Object.entries(mapping.columns).filter(([name, field]) => field !== null && !known.has(name));
  const mapped = Object.values(mapping.columns).filter((field) => field !== null).length;
  return (
    <Panel title="Columns" aside={`${count(mapped)} of ${plural(look.columns.length, 'column')} mapped`} className="mapping-columns">
      <table className="column-map" aria-label="Columns of the table">
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">First values</th>
            <th scope="col">Canonical column</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {look.columns.map((column) => (
            <ColumnLine
              key={column.name}
              column={column}
              rows={look.rows.length}
              field={mapping.columns[column.name] ?? ownField(column.name, mapping)}
              place={places.get(column.name) ?? null}
              edit={edit}
            />
          ))}
          {absent.map(([name, field]) => (
            <tr key={name} className="absent-column">
              <th scope="row">
                <InertLine text={name} title={name} />
              </th>
              <td className="muted">not in the first records</td>
              <td>
                <FieldPicker
                  label={name}
                  value={field}
                  none="not used"
                  onChange={(chosen) => edit({ kind: 'set-column', column: name, field: chosen })}
                />
              </td>
              <td className="muted">named by the mapping</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

/** A column with a canonical name means itself unless the mapping says otherwise. */
function ownField(name: string, mapping: MappingShape): string | null {
  return FIELDS.has(name) && !Object.hasOwn(mapping.columns, name) ? name : null;
}

interface ColumnLineProps {
  readonly column: ForeignColumn;
  readonly rows: number;
  readonly field: string | null;
  readonly place: number | null;
  readonly edit: Dispatch<MappingEdit>;
}

function ColumnLine({ column, rows, field, place, edit }: ColumnLineProps): ReactNode {
  const { name, examples, filled } = column;
  const asGuessed = field === column.guess;
  return (
    <tr>
      <th scope="row">
        <InertLine text={name} title={name} />
        <span className="muted small figure" title={`${filled} of the first ${rows} rows have a value`}>
          {filled === rows ? '' : `${filled}/${rows}`}
        </span>
      </th>
      <td className="column-examples">
        {examples.length === 0 ? (
          <span className="muted">empty</span>
        ) : (
          <span className="mono">
            <InertLine text={examples.map((example) => example.slice(0, 80)).join('  ·  ')} title={examples.join('\n')} />
          </span>
        )}
      </td>
      <td className="column-field">
        <FieldPicker
          label={name}
          value={field}
          none="not used"
          onChange={(chosen) => edit({ kind: 'set-column', column: name, field: chosen })}
        />
        {place !== null && (
          <span className="fallback">
            <span title={`Several columns give ${field}: the first one with a value counts`}>{place}.</span>
            {place > 1 && (
              <Button
                variant="minimal"
                size="small"
                text="first"
                aria-label={`Try ${name} first`}
                title={`Take ${field} from this column where it has a value`}
                onClick={() => edit({ kind: 'put-first', column: name })}
              />
            )}
          </span>
        )}
      </td>
      <td className="muted column-reason" title={asGuessed ? column.reason : 'Chosen by you'}>
        {asGuessed ? (
          <>
            {field !== null && <span className={`confidence ${column.confidence}`}>{column.confidence}</span>} {column.reason}
          </>
        ) : (
          'chosen by you'
        )}
      </td>
    </tr>
  );
}
