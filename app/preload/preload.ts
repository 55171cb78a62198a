import { contextBridge, ipcRenderer } from 'electron';
import type { PreloadDoor } from '../bridge/ipc-bridge.ts';
import type { PageMessage } from '../bridge/wire.ts';
import { CONNECT_CHANNEL, PORT_CHANNEL } from './channel-names.ts';

/** Both ways wait for the other side: calls for the port, answers and events for the page's listener. */
let port: MessagePort | null = null;
let listener: ((message: unknown) => void) | null = null;
let calls: PageMessage[] = [];
let messages: unknown[] = [];

ipcRenderer.on(PORT_CHANNEL, (event) => {
  port = event.ports[0] ?? null;
  if (port === null) return;
  port.onmessage = ({ data }) => {
    if (listener === null) messages.push(data);
    else listener(data);
  };
  for (const call of calls) port.postMessage(call);
  calls = [];
});
ipcRenderer.send(CONNECT_CHANNEL);

const door: PreloadDoor = {
  post: (message) => {
    if (port === null) calls.push(message);
    else port.postMessage(message);
  },
  listen: (next) => {
    listener = next;
    for (const message of messages) next(message);
    messages = [];
  },
};
contextBridge.exposeInMainWorld('shilian', door);
