import { Button, HTMLSelect } from '@blueprintjs/core';
import { ColumnLayout } from '@blueprintjs/icons';
import type { ReactNode } from 'react';
import type { FileGroup } from '../../../main/engine/domain/import-review.ts';
import type { SideTableKind } from '../../../main/engine/domain/sources.ts';
import type { GroupChoice } from '../../../preload/contract.ts';
import { InertLine } from '../../parts/inert-text.tsx';
import { Panel } from '../../parts/panel.tsx';
import { bytes, count, plural } from '../../state/figures.ts';
import { actionOf, type ReviewStep, useImport } from '../../state/import-store.ts';
import { GROUP_KIND_WORDS, SIDE_TABLE_WORDS } from '../../state/words.ts';

interface FileGroupsProps {
  readonly step: ReviewStep;
  /** The group whose files are listed, or none: all are. */
  readonly shown: number | null;
  readonly onShow: (groupId: number | null) => void;
}

/** Files by format, what is done with each, and the way to change it. */
export function FileGroups({ step, shown, onShow }: FileGroupsProps): ReactNode {
  const { groups } = step.review;
  return (
    <Panel title="What they are" aside={plural(groups.length, 'kind')} className="file-groups">
      <ul aria-label="Kinds of files">
        {groups.map((group) => (
          <GroupLine
            key={group.groupId}
            group={group}
            choice={step.choices[group.groupId]}
            shown={shown === group.groupId}
            onShow={() => onShow(shown === group.groupId ? null : group.groupId)}
          />
        ))}
      </ul>
    </Panel>
  );
}

interface GroupLineProps {
  readonly group: FileGroup;
  readonly choice: GroupChoice | undefined;
  readonly shown: boolean;
  readonly onShow: () => void;
}

function GroupLine({ group, choice, shown, onShow }: GroupLineProps): ReactNode {
  const openMapping = useImport((store) => store.openMapping);
  const { name, means } = GROUP_KIND_WORDS[group.kind];
  const mapped = choice?.mapping !== undefined;
  const action = actionOf(group, choice);
  return (
    <li className={shown ? 'group-line shown' : 'group-line'}>
      <button type="button" className="group-name" aria-pressed={shown} title="List only these files" onClick={onShow}>
        <span className="group-title">{titleOf(group)}</span>
        <span className="muted figure">
          {plural(group.files, 'file')}, <span title={`${count(group.bytes)} bytes`}>{bytes(group.bytes)}</span>
        </span>
      </button>
      <span className={`group-kind ${mapped ? 'known' : group.kind}`} title={means}>
        {mapped ? 'Mapped by you' : name}
      </span>
      <span className="group-reason muted">
        <InertLine text={group.reason} title={group.reason} />
      </span>
      <span className="group-actions">
        {group.mappable && action !== 'join' && action !== 'leave-out' && (
          <Button
            size="small"
            icon={<ColumnLayout size={12} />}
            intent={action === 'needs-mapping' ? 'warning' : 'none'}
            text={mapped ? 'Change the mapping' : group.kind === 'guessed' ? 'Check the mapping' : 'Map columns'}
            aria-label={`${mapped ? 'Change the mapping' : group.kind === 'guessed' ? 'Check the mapping' : 'Map columns'} of ${titleOf(group)}`}
            onClick={() => openMapping(group.groupId)}
          />
        )}
        <ActionChoice group={group} choice={choice} />
      </span>
    </li>
  );
}

function titleOf(group: FileGroup): string {
  if (group.kind === 'side-table' && group.sideTableKind !== null)
    return `Side table: ${SIDE_TABLE_WORDS[group.sideTableKind].name.toLowerCase()}`;
  return group.format ?? 'Unknown table';
}

function ActionChoice({ group, choice }: { readonly group: FileGroup; readonly choice: GroupChoice | undefined }): ReactNode {
  const choose = useImport((store) => store.choose);
  const action = actionOf(group, choice);
  const value =
    action === 'join' ? `join ${choice?.sideTableKind ?? group.sideTableKind}` : action === 'leave-out' ? 'leave-out' : 'import';
  const decide = (chosen: string): void => {
    const { groupId } = group;
    const mapping = choice?.mapping === undefined ? {} : { mapping: choice.mapping };
    const [wanted, kind] = chosen.split(' ');
    if (wanted === 'join')
      choose({ groupId, action: 'join', sideTableKind: kind as SideTableKind }); // one of the options below
    else choose({ groupId, action: wanted === 'leave-out' ? 'leave-out' : 'import', ...mapping });
  };
  return (
    <HTMLSelect
      className="group-action"
      aria-label={`What to do with ${titleOf(group)}`}
      value={value}
      onChange={(event) => decide(event.currentTarget.value)}
    >
      <option value="import">Import as exchanges</option>
      {(group.mappable || group.sideTableKind !== null) &&
        Object.entries(SIDE_TABLE_WORDS).map(([kind, words]) => (
          <option key={kind} value={`join ${kind}`}>
            Join as side table: {words.name.toLowerCase()}
          </option>
        ))}
      <option value="leave-out">Leave out</option>
    </HTMLSelect>
  );
}
