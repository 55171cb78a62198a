import { stderrLog } from '../host/stderr-log.ts';
import { HostService, type PagePort } from './host-service.ts';

// Entry of Electron's utility process: SQLite's work stays off the main process, which draws windows.
const { parentPort } = process;
const service = new HostService((message) => parentPort.postMessage(message), stderrLog());
parentPort.on('message', ({ data, ports }) => service.receive(data, ports as unknown as PagePort[]));
