import { Dialog, DialogBody } from '@blueprintjs/core';
import type { ReactNode } from 'react';
import { LOCAL_KEYS, SHORTCUTS } from '../state/shortcuts.ts';
import { Keys } from './action-button.tsx';

export function ShortcutDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  return (
    <Dialog isOpen title="Keyboard shortcuts" onClose={onClose} className="shortcut-dialog">
      <DialogBody>
        {/* biome-ignore lint/a11y: the body scrolls on a small screen, so the keyboard must reach it */}
        <div className="shortcut-columns" role="region" aria-label="Shortcuts" tabIndex={0}>
          <ShortcutTable title="Anywhere" rows={SHORTCUTS} joint="or" />
          <ShortcutTable title="In tables and charts" rows={LOCAL_KEYS} joint="" />
        </div>
      </DialogBody>
    </Dialog>
  );
}

interface ShortcutTableProps {
  readonly title: string;
  readonly rows: readonly { readonly keys: readonly string[]; readonly does: string }[];
  readonly joint: string;
}

function ShortcutTable({ title, rows, joint }: ShortcutTableProps): ReactNode {
  return (
    <table className="shortcut-table">
      <caption>{title}</caption>
      <tbody>
        {rows.map((row) => (
          <tr key={row.does}>
            <th scope="row">{row.does}</th>
            <td>
              {row.keys.map((keys, i) => (
                <span key={keys}>
                  {i > 0 && ` ${joint} `}
                  {joint === '' ? <kbd>{keys}</kbd> : <Keys keys={keys} />}
                </span>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
