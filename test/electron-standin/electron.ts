import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { dialog, screen, shell } from './dialog.ts';
import { ipcMain } from './ipc-main.ts';
import { Menu, MenuItem } from './menu.ts';
import { nativeTheme } from './native-theme.ts';
import { net, protocol } from './protocol.ts';
import { recording } from './recording.ts';
import { session } from './session.ts';
import { utilityProcess } from './utility-process.ts';

const __standin = {
  ...recording,
  /** Makes `webUtils.getPathForFile` give `path` for files named `name`. */
  setDroppedPath(name: string, path: string) {
    recording.droppedPaths[name] = path;
    for (const window of BrowserWindow.getAllWindows()) window.webContents.setDroppedPaths(recording.droppedPaths);
  },
  debuggingPort: () => recording.debuggingPort,
};

export {
  __standin,
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeTheme,
  net,
  protocol,
  screen,
  session,
  shell,
  utilityProcess,
};
export default {
  __standin,
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeTheme,
  net,
  protocol,
  screen,
  session,
  shell,
  utilityProcess,
};
