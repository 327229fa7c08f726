import type { ReactNode } from 'react';
import { useDialogs } from '../state/dialogs-store.ts';
import { ChangesDialog } from './changes-dialog.tsx';
import { CheckDialog } from './check-dialog.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { FaultDialog } from './fault-dialog.tsx';
import { LockDialog } from './lock-dialog.tsx';
import { PricesDialog } from './prices-dialog.tsx';
import { SettingsDialog } from './settings-dialog.tsx';
import { ShortcutDialog } from './shortcut-dialog.tsx';

export function Dialogs(): ReactNode {
  const { dialog, close } = useDialogs();
  switch (dialog.phase) {
    case 'none':
      return null;
    case 'fault':
      return <FaultDialog fault={dialog.fault} doing={dialog.doing} onClose={close} />;
    case 'locked':
      return <LockDialog recentPath={dialog.recentPath} failure={dialog.failure} holder={dialog.holder} onClose={close} />;
    case 'shortcuts':
      return <ShortcutDialog onClose={close} />;
    case 'changes':
      return <ChangesDialog onClose={close} />;
    case 'settings':
      return <SettingsDialog onClose={close} />;
    case 'prices':
      return <PricesDialog onClose={close} />;
    case 'export':
      return <ExportDialog campaignIds={dialog.campaignIds} onClose={close} />;
    case 'checked':
      return <CheckDialog report={dialog.report} onClose={close} />;
    default:
      return dialog satisfies never;
  }
}
