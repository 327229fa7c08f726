import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { type Bridge, COMMAND_CHANNEL, DROP_CHANNEL, EVENT_CHANNEL, type EventName, type Events } from './contract.ts';

const bridge: Bridge = {
  call: (name, argument) => ipcRenderer.invoke(COMMAND_CHANNEL, name, argument),
  subscribe(name, listener) {
    const receive = (_event: unknown, event: EventName, payload: Events[typeof name]) => {
      if (event === name) listener(payload);
    };
    ipcRenderer.on(EVENT_CHANNEL, receive);
    return () => {
      ipcRenderer.off(EVENT_CHANNEL, receive);
    };
  },
  pathOfDroppedFile(file) {
    const path = webUtils.getPathForFile(file);
    if (path !== '') ipcRenderer.send(DROP_CHANNEL, path);
    return path;
  },
};

contextBridge.exposeInMainWorld('stillhunt', bridge);
