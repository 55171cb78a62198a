import { readdirSync, readFileSync } from 'node:fs';

/** Process ids of the children of a process, from Linux's /proc. */
export function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
}

/** Whether a process is there and does something: one that nobody has asked after yet (a zombie) does not. */
export function isRunning(pid: number): boolean {
  if (!readdirSync('/proc').includes(String(pid))) return false;
  try {
    // After the name, which stands in brackets and may hold anything (proc(5)).
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
