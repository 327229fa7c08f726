import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { Events } from '../../preload/contract.ts';
import { PRODUCT } from './program.ts';

type Action = Events['menu']['action'];

/** Items that ask the page for an action; the page knows whether it makes sense now. */
const ACTIONS: Readonly<Record<Action, { readonly label: string; readonly accelerator?: string }>> = {
  'new-case': { label: 'New Case…', accelerator: 'CmdOrCtrl+N' },
  'open-case': { label: 'Open Case…', accelerator: 'CmdOrCtrl+O' },
  'close-case': { label: 'Close Case', accelerator: 'CmdOrCtrl+W' },
  import: { label: 'Import Log Exports…', accelerator: 'CmdOrCtrl+I' },
  'import-folder': { label: 'Import Folder…', accelerator: 'CmdOrCtrl+Shift+I' },
  analyse: { label: 'Analyse', accelerator: 'CmdOrCtrl+R' },
  export: { label: 'Export Evidence…', accelerator: 'CmdOrCtrl+E' },
  find: { label: 'Find Exchanges', accelerator: 'CmdOrCtrl+F' },
  check: { label: 'Check Case' },
};

export function menuTemplate(emit: (action: Action) => void, platform: string): MenuItemConstructorOptions[] {
  const item = (action: Action): MenuItemConstructorOptions => ({ id: action, ...ACTIONS[action], click: () => emit(action) });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const mac = platform === 'darwin';
  const appMenu: MenuItemConstructorOptions = {
    label: PRODUCT,
    submenu: [{ role: 'about' }, separator, { role: 'hide' }, { role: 'hideOthers' }, { role: 'unhide' }, separator, { role: 'quit' }],
  };
  return [
    ...(mac ? [appMenu] : []),
    {
      label: 'File',
      submenu: [
        item('new-case'),
        item('open-case'),
        item('close-case'),
        separator,
        item('import'),
        item('import-folder'),
        item('export'),
        ...(mac ? [] : [separator, { role: 'quit' } as const]),
      ],
    },
    {
      label: 'Edit',
      submenu: [{ role: 'undo' }, { role: 'redo' }, separator, { role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }],
    },
    { label: 'Case', submenu: [item('analyse'), item('find'), separator, item('check')] },
    { label: 'View', submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, separator, { role: 'togglefullscreen' }] },
    { label: 'Window', submenu: mac ? [{ role: 'minimize' }, { role: 'zoom' }, { role: 'front' }] : [{ role: 'minimize' }] },
    ...(mac ? [] : [{ label: 'Help', submenu: [{ role: 'about' } as const] }]),
  ];
}

export function setMenu(emit: (action: Action) => void): void {
  app.setAboutPanelOptions({ applicationName: PRODUCT, applicationVersion: app.getVersion() });
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(emit, process.platform)));
}
