/** Where our parts write what an administrator may want to read. `detail` must hold nothing secret. */
export type Log = (level: 'info' | 'warn' | 'error', message: string, detail?: Record<string, unknown>) => void;

export const silentLog: Log = () => {};
